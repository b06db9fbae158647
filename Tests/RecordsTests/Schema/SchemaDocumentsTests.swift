import Foundation
import Testing

@testable import DataRecords

@Suite struct `Schemas from folders` {
  private let folder: URL
  private let outside: URL

  init() throws {
    let base = FileManager.default.temporaryDirectory.appendingPathComponent("schemas-\(UUID().uuidString)")
    folder = base.appendingPathComponent("inside")
    outside = base.appendingPathComponent("outside")
    for place in [folder.appendingPathComponent("deep er"), outside] {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    }
    try Data(#"{"type":"integer"}"#.utf8).write(to: folder.appendingPathComponent("deep er/count.json"))
    try Data(#"{"type":"integer"}"#.utf8).write(to: outside.appendingPathComponent("count.json"))
    try Data(#"{"type":"#.utf8).write(to: folder.appendingPathComponent("broken.json"))
    try FileManager.default.createSymbolicLink(
      at: folder.appendingPathComponent("link.json"), withDestinationURL: outside.appendingPathComponent("count.json"))
  }

  private func compile(_ reference: String, prefix: String = "https://example.org/s/") throws -> RecordSchema {
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    var options = SchemaOptions()
    options.documents.map(prefix: prefix, toFolder: folder.path)
    options.documents.limits.maximumBytes = 1000
    return try RecordSchema(compiling: ["$ref": .string(reference)], options: options)
  }

  private func failure(_ reference: String, prefix: String = "https://example.org/s/") -> SchemaError? {
    #expect(throws: SchemaError.self) { try compile(reference, prefix: prefix) }
  }

  @Test(arguments: ["https://example.org/s/", "https://example.org/s"])
  func `are found by the rest of the URI`(prefix: String) throws {
    let schema = try compile("https://example.org/s/deep%20er/count.json", prefix: prefix)
    #expect(try JSONParser().withDocument("1".utf8) { schema.accepts($0) })
  }

  @Test(arguments: [
    "https://example.org/s/%2e%2e/outside/count.json", "https://example.org/s/..%2Foutside/count.json",
    "https://example.org/s/deep%20er/../../../outside/count.json", "https://example.org/s/none.json",
    "https://example.org/s/deep%20er", "https://example.org/s/", "https://example.org/s//deep%20er/count.json",
    "https://example.org/s/count%00.json", "https://example.org/salt/count.json",
  ])
  func `never come from outside the folder`(reference: String) {
    #expect(failure(reference)?.kind == .unresolvedReference)
    #expect(failure(reference, prefix: "https://example.org/s")?.kind == .unresolvedReference)
  }

  @Test func `do not follow a link that leads out`() {
    #expect(failure("https://example.org/s/link.json")?.message.contains("leads out of the folder") == true)
  }

  @Test func `say what is wrong with a file`() throws {
    #expect(failure("https://example.org/s/broken.json")?.message.contains("is not acceptable JSON") == true)
  }

  @Test func `are not longer than the limit`() throws {
    try Data(repeating: 0x20, count: 1001).write(to: folder.appendingPathComponent("large.json"))
    #expect(failure("https://example.org/s/large.json")?.message.contains("is longer than 1000 bytes") == true)
  }
}
