import DataRecords
import Foundation
import Hummingbird

/// The troubleshooting endpoints, `debug/{datasource}/…`.
struct DebugRoutes {
  let sandbox: Sandbox

  func add(to router: RouterGroup<SandboxContext>) {
    let debug = router.group("debug/:datasource")
    debug.post("status") { _, context in
      let counts = UploadedCounts.Reading(age: sandbox.configuration.uploadedCountAge, now: sandbox.now)
      return try await read(context) { status in try status.datasourceStatus(counts) }
    }
    debug.post("document") { request, context in
      let reference = try DocumentReference(JSONFields(try await request.json(), known: ["objectType", "docId"]))
      return try await read(context) { status in
        try status.documentStatus(objectType: reference.objectType, id: reference.id)
      }
    }
    debug.post("documents") { request, context in
      let fields = try JSONFields(try await request.json(), known: ["debugDocuments"])
      let references = try fields.required(
        "debugDocuments", try fields.each("debugDocuments") { (value) throws(Refusal) in try DocumentReference(value) })
      return try await read(context) { status in
        let statuses = try references.map { reference -> JSONValue in
          [
            "docId": .string(reference.id), "objectType": .string(reference.objectType),
            "debugInfo": try status.documentStatus(objectType: reference.objectType, id: reference.id),
          ]
        }
        return ["documentStatuses": .array(statuses)]
      }
    }
    debug.post("document/events") { request, context in try await events(request.json(), context) }
    debug.post("user") { request, context in
      let email = try JSONFields(try await request.json(), known: ["email"]).requiredString("email")
      return try await read(context) { status in try status.userStatus(email: email) }
    }
  }

  private func events(_ body: JSONValue, _ context: SandboxContext) async throws -> Response {
    let fields = try JSONFields(body, known: ["objectType", "docId", "startDate", "maxEvents"])
    let reference = try DocumentReference(fields)
    let today = CalendarDay(sandbox.now)
    let start = try fields.string("startDate").map { (text) throws(Refusal) in
      guard let day = CalendarDay(text.prefix(10)), day >= today - 30, day <= today else {
        throw .invalid("startDate must be a date (YYYY-MM-DD) of the last 30 days.")
      }
      return day
    }
    let limit = try fields.integer("maxEvents") ?? 20
    guard (1...100).contains(limit) else { throw Refusal.invalid("maxEvents must be from 1 to 100.") }
    return try await read(context) { status in
      try status.events(
        objectType: reference.objectType, id: reference.id, since: (start ?? today - 7).start, limit: Int(limit))
    }
  }

  private func read(
    _ context: SandboxContext, _ body: @escaping @Sendable (StatusTable) throws -> JSONValue
  ) async throws -> Response {
    let raw = try context.parameters.require("datasource")
    let name = raw.removingPercentEncoding ?? raw
    try context.require(datasource: name)
    return .json(
      try await sandbox.store.read { db in
        try body(StatusTable(db, try DatasourceTable(db).require(name)))
      })
  }
}

/// How requests name a document.
struct DocumentReference: Sendable {
  var objectType: String
  var id: String

  init(_ fields: JSONFields) throws(Refusal) {
    objectType = try fields.requiredString("objectType")
    id = try fields.requiredString("docId")
  }
}
