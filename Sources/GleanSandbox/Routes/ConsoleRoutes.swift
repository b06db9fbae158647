import DataRecords
import GRDB
import HTTPTypes
import Hummingbird
import NIOCore

/// What an administrator does in the real service's console, and what tests want to know. None of it is Glean's API.
struct ConsoleRoutes {
  let sandbox: Sandbox

  func add(to router: RouterGroup<SandboxContext>) {
    router.get("health") { _, _ in try await health() }
    router.get("datasources") { _, _ in try await datasources() }
    router.put("datasources/:name/visibility") { request, context in
      try await setVisibility(request.json(), name: context.parameters.require("name"))
    }
    router.get("datasources/:name/documents") { _, context in
      try await documents(name: context.parameters.require("name"))
    }
    router.delete("datasources/:name") { _, context in try await delete(name: context.parameters.require("name")) }
    router.post("settle") { _, _ in try await settle() }
  }

  private func health() async throws -> Response {
    _ = try await sandbox.store.read { db in try Int.fetchOne(db, sql: "SELECT 1") }
    return .json([
      "status": "ok", "now": .string(sandbox.now.text),
      "indexingDelaySeconds": .number(sandbox.configuration.indexingDelay.inSeconds),
      "enforcesRateLimits": .bool(sandbox.configuration.enforcesRateLimits),
    ])
  }

  private func datasources() async throws -> Response {
    let list = try await sandbox.store.read { db in
      try DatasourceTable(db).all().map { datasource -> JSONValue in
        let status = StatusTable(db, datasource)
        func total(_ counts: [(objectType: String, count: Int)]) -> JSONValue {
          JSONValue(counts.reduce(0) { $0 + $1.count })
        }
        return .compact([
          "name": .string(datasource.name), "displayName": datasource.config.json["displayName"],
          "visibility": .string(datasource.visibility.rawValue),
          "documents": [
            "uploaded": total(try status.documentCounts(indexed: false)),
            "indexed": total(try status.documentCounts(indexed: true)),
          ],
          "users": JSONValue(try status.count(.users)), "groups": JSONValue(try status.count(.groups)),
          "memberships": JSONValue(try status.count(.memberships)),
        ])
      }
    }
    return .json(["datasources": .array(list)])
  }

  private func setVisibility(_ body: JSONValue, name: String) async throws -> Response {
    let fields = try JSONFields(body, known: ["visibility", "testGroup"])
    let text = try fields.requiredString("visibility")
    guard let visibility = DatasourceVisibility(rawValue: text) else {
      let known = DatasourceVisibility.allCases.map(\.rawValue).joined(separator: ", ")
      throw Refusal.invalid("visibility: unknown value \(text.prefix(100)); known are \(known)")
    }
    let testers = try fields.strings("testGroup")
    try await sandbox.store.write { db in
      let table = DatasourceTable(db)
      try table.setVisibility(visibility, testers: testers, of: try table.require(name))
    }
    return .empty
  }

  /// Deletes a datasource with everything in it. Its documents go in batches first.
  private func delete(name: String) async throws -> Response {
    let now = sandbox.now
    while true {
      let isMore = try await sandbox.store.write { db in
        let datasource = try DatasourceTable(db).require(name)
        return try DocumentIndex(db).enqueueDeletions(of: datasource, now: now)
      }
      try await sandbox.indexer.work()
      if !isMore { break }
    }
    try await sandbox.store.write { db in
      let table = DatasourceTable(db)
      let datasource = try table.require(name)
      guard try StatusTable(db, datasource).count(.documents) == 0 else {
        throw Refusal.conflict("Documents were uploaded to \(name) while it was deleted; try again.")
      }
      try table.delete(datasource)
    }
    return .empty
  }

  /// Answers every document of a datasource, a JSON object a line, in no particular order.
  private func documents(name: String) async throws -> Response {
    let datasource = try await sandbox.store.read { db in try DatasourceTable(db).require(name) }
    let store = sandbox.store
    let body = ResponseBody { writer in
      var last: Int64? = 0
      while let position = last {
        let chunk = try await store.read { db in try Self.lines(db, datasource: datasource, after: position) }
        try await writer.write(ByteBuffer(bytes: chunk.bytes))
        last = chunk.next
      }
      try await writer.finish(nil)
    }
    return Response(status: .ok, headers: [.contentType: "application/x-ndjson"], body: body)
  }

  private static func lines(
    _ db: Database, datasource: Datasource, after last: Int64
  ) throws -> (bytes: [UInt8], next: Int64?) {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT d.id, t.name, d.doc_id, d.live IS NOT NULL AS is_indexed
        FROM document d JOIN object_type t ON t.id = d.object_type_id
        WHERE d.id > ? AND +d.datasource_id = ? ORDER BY d.id LIMIT 2000
        """, arguments: [last, datasource.id])
    var bytes: [UInt8] = []
    var next: Int64?
    while let row = try rows.next() {
      next = row["id"]
      let line: JSONValue = [
        "objectType": .string(row["name"]), "id": .string(row["doc_id"]), "indexed": .bool(row["is_indexed"]),
      ]
      bytes += line.bytes() + [0x0A]
    }
    return (bytes, next)
  }

  private func settle() async throws -> Response {
    let next = try await sandbox.indexer.work()
    return .json(.compact(["nextDue": next.map { .string($0.text) }]))
  }
}
