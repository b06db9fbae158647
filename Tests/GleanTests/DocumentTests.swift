import Foundation
import GleanAPI
import Testing

@Suite struct `A document` {
  @Test(arguments: [
    CustomProperty.Value.text("x"), .integer(7), .number(1.5), .list(["a", "b"]), .text(""), .list([]),
  ])
  func `keeps the kind of its custom properties`(value: CustomProperty.Value) throws {
    let property = CustomProperty(name: "p", value: value)
    let data = try JSONEncoder().encode(property)
    #expect(try JSONDecoder().decode(CustomProperty.self, from: data) == property)
  }

  @Test func `has no boolean as a custom property`() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(CustomProperty.self, from: Data(#"{"name":"p","value":true}"#.utf8))
    }
  }

  @Test(
    arguments: [
      ("INDEXED", "2026-01-02T03:04:05.000Z", "2026-01-02T03:04:05.000Z", true),
      ("INDEXED", "2026-01-02T03:04:05.000Z", "2026-01-02T03:04:05Z", true),
      ("INDEXED", "2026-01-02T03:04:05.001Z", "2026-01-02T03:04:05.000Z", false),
      ("NOT_INDEXED", "2026-01-02T03:04:05.000Z", "2026-01-02T03:04:06.000Z", false),
      ("INDEXED", "2026-01-02T03:04:05.000Z", nil, false), ("INDEXED", nil, "2026-01-02T03:04:05.000Z", false),
      ("INDEXED", "2026-01-02T03:04:05.000Z", "tomorrow", false),
    ] as [(String, String?, String?, Bool)])
  func `is currently indexed when its last upload is`(status: String, uploaded: String?, indexed: String?, yes: Bool) {
    let response = DocumentStatusResponse(
      lastUploadedAt: uploaded, indexingStatus: IndexingStatus(rawValue: status), lastIndexedAt: indexed)
    #expect(response.isCurrentlyIndexed == yes)
  }
}
