import DataRecords
import HTTPTypes
import Hummingbird

/// The endpoints that are announced to go. They say so in every answer, and are gone after their date.
struct DeprecatedRoutes {
  private static let removal = "2026-10-15"
  private static let documentation = "https://developers.glean.com/deprecations"

  let sandbox: Sandbox

  func add(to router: RouterGroup<SandboxContext>) {
    router.post("getdocumentcount") { request, context in
      try await answer(request, "getdocumentcount") { try await documentCount($0, context) }
    }
    router.post("getdocumentstatus") { request, context in
      try await answer(request, "getdocumentstatus") { try await documentStatus($0, context) }
    }
    router.post("getusercount") { request, context in
      try await answer(request, "getusercount") { try await userCount($0, context) }
    }
  }

  private func answer(
    _ request: Request, _ name: String, _ body: (JSONValue) async throws -> JSONValue
  ) async throws -> Response {
    guard !isRemoved(for: request) else {
      throw Refusal(
        .gone, "Endpoint '\(name)' was removed on \(Self.removal).",
        json: [
          "error": [
            "code": "deprecated_endpoint_removed",
            "message": .string(
              "Endpoint '\(name)' was removed on \(Self.removal). Use '/debug/{datasource}/status' instead."),
            "docs": .string(Self.documentation),
          ]
        ])
    }
    var response = Response.json(try await body(try await request.json()))
    if let header = HTTPField.Name("X-Glean-Deprecated") {
      response.headers[header] =
        "name=\(name);kind=endpoint;context=endpoint;removal=\(Self.removal);docs=\(Self.documentation)"
    }
    return response
  }

  /// Removals take effect at the end of their day; a client may ask to be treated as if a later day had come.
  private func isRemoved(for request: Request) -> Bool {
    guard let removal = CalendarDay(Self.removal) else { return false }
    if let day = request.header("x-glean-exclude-deprecated-after").flatMap({ CalendarDay($0) }), day >= removal {
      return true
    }
    return !sandbox.configuration.servesRemovedEndpoints && CalendarDay(sandbox.now) > removal
  }

  private func documentCount(_ body: JSONValue, _ context: SandboxContext) async throws -> JSONValue {
    let name = try JSONFields(body, known: ["datasource"]).requiredString("datasource")
    try context.require(datasource: name)
    let count = try await sandbox.store.read { db in
      try StatusTable(db, try DatasourceTable(db).require(name)).documentCounts(indexed: false)
        .reduce(0) { $0 + $1.count }
    }
    return ["documentCount": JSONValue(count)]
  }

  private func userCount(_ body: JSONValue, _ context: SandboxContext) async throws -> JSONValue {
    let name = try JSONFields(body, known: ["datasource"]).requiredString("datasource")
    try context.require(datasource: name)
    let count = try await sandbox.store.read { db in
      try StatusTable(db, try DatasourceTable(db).require(name)).count(.users)
    }
    return ["userCount": JSONValue(count)]
  }

  private func documentStatus(_ body: JSONValue, _ context: SandboxContext) async throws -> JSONValue {
    let fields = try JSONFields(body, known: ["datasource", "objectType", "docId"])
    let name = try fields.requiredString("datasource")
    try context.require(datasource: name)
    let reference = try DocumentReference(fields)
    let status = try await sandbox.store.read { db in
      try StatusTable(db, try DatasourceTable(db).require(name))
        .document(objectType: reference.objectType, id: reference.id)
    }
    return .compact([
      "uploadStatus": status.isUploaded ? "UPLOADED" : "NOT_UPLOADED",
      "lastUploadedAt": status.uploadedAt.map { .integer($0.seconds) },
      "indexingStatus": status.isIndexed ? "INDEXED" : "NOT_INDEXED",
      "lastIndexedAt": status.indexedAt.map { .integer($0.seconds) },
    ])
  }
}
