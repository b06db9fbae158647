import AsyncHTTPClient
import DataRecords
import Foundation
import GleanAPI
import NIOCore

/// All that a sandbox server holds.
struct SearchContents: Hashable, Sendable {
  struct Datasource: Hashable, Sendable {
    let name: String
    /// The ids of the documents, sorted, those that wait to be indexed or deleted included.
    let documents: [String]
    /// How many of them search finds.
    let indexed: Int
    let users: Int
    let groups: Int
    let memberships: Int
    /// Uploads of any kind that were begun and not ended.
    let openUploads: [String]

    var hasIdentities: Bool { users + groups + memberships > 0 }
    var isEmpty: Bool { documents.isEmpty && indexed == 0 && !hasIdentities }
  }

  let datasources: [Datasource]

  /// Looks at the console of the server at `url`, and asks for uploads with a client of it.
  init(at url: String, _ glean: GleanClient) async throws {
    let list = try JSONValue(parsing: try await Self.get("\(url)/__sandbox/datasources"))
    var datasources: [Datasource] = []
    for entry in list["datasources"]?.array ?? [] {
      guard let name = entry["name"]?.string else { continue }
      let lines = try await Self.get("\(url)/__sandbox/datasources/\(name)/documents").split(separator: 0x0A)
      let documents = try lines.map { try JSONValue(parsing: [UInt8]($0)) }
      let status = try await glean.debugDatasourceStatus(name)
      let histories = [
        status.documents?.bulkUploadHistory, status.identity?.users?.bulkUploadHistory,
        status.identity?.groups?.bulkUploadHistory, status.identity?.memberships?.bulkUploadHistory,
      ]
      datasources.append(
        Datasource(
          name: name, documents: documents.compactMap { $0["id"]?.string }.sorted(),
          indexed: documents.count { $0["indexed"] == .bool(true) }, users: Self.count(entry["users"]),
          groups: Self.count(entry["groups"]), memberships: Self.count(entry["memberships"]),
          openUploads: histories.flatMap { $0 ?? [] }.filter { $0.status == .active }.compactMap(\.uploadId)))
    }
    self.datasources = datasources
  }

  private static func get(_ url: String) async throws -> [UInt8] {
    let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: url), timeout: .seconds(60))
    return [UInt8](buffer: try await response.body.collect(upTo: 16 << 20))
  }

  private static func count(_ value: JSONValue?) -> Int {
    guard let value, let count = Int(String(decoding: value.bytes(), as: UTF8.self)) else { return -1 }
    return count
  }
}
