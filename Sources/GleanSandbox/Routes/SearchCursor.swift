import DataRecords
import Foundation
import HTTPTypes

/// Where the next page of a search begins, as the opaque text that clients hand back.
struct SearchCursor: Equatable {
  static let offsetLimit = 100_000

  var offset: Int
  /// What the search asked for: a cursor belongs to one search.
  var fingerprint: UInt64

  init(offset: Int, of request: JSONValue) {
    self.offset = offset
    fingerprint = Self.fingerprint(request)
  }

  /// Reads a cursor that was handed out for the same search.
  ///
  /// - Throws: 400 for any other text.
  init(_ text: String, for request: JSONValue) throws(Refusal) {
    let parts = Data(base64Encoded: text).map { String(decoding: $0, as: UTF8.self).split(separator: ".") } ?? []
    guard parts.count == 2, let offset = Int(parts[0]), (0...Self.offsetLimit).contains(offset),
      UInt64(parts[1], radix: 16) == Self.fingerprint(request)
    else { throw Refusal(.badRequest, "Invalid cursor", code: "invalid_cursor") }
    self.init(offset: offset, of: request)
  }

  var text: String {
    Data("\(offset).\(String(fingerprint, radix: 16))".utf8).base64EncodedString()
  }

  /// The search without the fields that may change from page to page (FNV-1a).
  private static func fingerprint(_ request: JSONValue) -> UInt64 {
    let lasting: Set = ["query", "requestOptions", "datasources", "filters", "time_range"]
    guard case .object(let members) = request else { return 0 }
    let text = JSONValue.object(JSONObject(members.filter { lasting.contains($0.name) }.sorted { $0.name < $1.name }))
      .text
    return text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
