import DataRecords
import Hummingbird

/// The endpoints that upload, delete and process documents.
struct DocumentRoutes {
  let sandbox: Sandbox

  func add(to router: RouterGroup<SandboxContext>) {
    router.post("indexdocument") { request, _ in try await indexDocument(request.json()) }
    router.post("indexdocuments") { request, _ in try await indexDocuments(request.json()) }
    router.post("bulkindexdocuments") { request, _ in try await bulkIndexDocuments(request.json()) }
    router.post("deletedocument") { request, _ in try await deleteDocument(request.json()) }
    router.post("updatepermissions") { request, _ in try await updatePermissions(request.json()) }
    router.post("processalldocuments") { request, _ in try await processAll(request.jsonIfAny()) }
    router.post("checkdocumentaccess") { request, _ in try await checkAccess(request.json()) }
  }

  private func indexDocument(_ body: JSONValue) async throws -> Response {
    let fields = try JSONFields(body, known: ["document", "version"])
    let document = try UploadedDocument(JSONFields(try fields.required("document", fields["document"])))
    let version = try fields.integer("version") ?? 0
    try await put([document], datasource: document.datasource, version: version)
    return .empty
  }

  private func indexDocuments(_ body: JSONValue) async throws -> Response {
    let fields = try JSONFields(body, known: ["datasource", "documents", "uploadId"])
    let datasource = try fields.requiredString("datasource")
    _ = try fields.string("uploadId")
    let documents = try fields.each("documents") { (value) throws(Refusal) in try UploadedDocument(value) }
    let required = try fields.required("documents", documents)
    try sandbox.limiter?.take(
      Double(required.count), from: "documents of indexdocuments", .perMinute(600), now: sandbox.now)
    try await put(required, datasource: datasource, version: 0)
    return .empty
  }

  private func put(_ documents: [UploadedDocument], datasource name: String, version: Int64) async throws {
    let datasource = try await sandbox.store.read { db in try DatasourceTable(db).require(name) }
    try DocumentRules(datasource).check(documents)
    let now = sandbox.now
    let dueAt = sandbox.dueAt(now)
    try await sandbox.store.write { db in
      let datasource = try DatasourceTable(db).require(name)
      let uploadID = try UploadTable(db).newestID(.documents, of: datasource)
      var table = DocumentTable(db, datasource, now: now, dueAt: dueAt)
      for document in documents { try table.put(document, uploadID: uploadID, version: version) }
    }
    try await sandbox.follow()
  }

  private func bulkIndexDocuments(_ body: JSONValue) async throws -> Response {
    let page = try UploadPage(body, items: "documents", guardField: "disableStaleDocumentDeletionCheck") {
      (value) throws(Refusal) in try UploadedDocument(value)
    }
    let datasource = try await sandbox.store.read { db in try DatasourceTable(db).require(page.datasource) }
    try DocumentRules(datasource).check(page.items)
    let now = sandbox.now
    let dueAt = sandbox.dueAt(now)
    try await sandbox.store.write { db in
      let datasource = try DatasourceTable(db).require(page.datasource)
      let uploads = UploadTable(db)
      let session = try uploads.enter(page, kind: .documents, datasource: datasource, now: now)
      var table = DocumentTable(db, datasource, now: now, dueAt: dueAt)
      for document in page.items { try table.put(document, uploadID: session.id) }
      guard page.isLast else { return }
      try uploads.close(
        session, kind: .documents, group: nil, liftsGuard: page.liftsDeletionGuard, datasource: datasource, now: now,
        dueAt: dueAt)
    }
    try await sandbox.follow()
    return .empty
  }

  private func deleteDocument(_ body: JSONValue) async throws -> Response {
    let fields = try JSONFields(body, known: ["datasource", "objectType", "id", "version"])
    let name = try fields.requiredString("datasource")
    let objectType = try fields.requiredString("objectType")
    let id = try fields.requiredString("id")
    let version = try fields.integer("version") ?? 0
    let now = sandbox.now
    let dueAt = sandbox.dueAt(now)
    try await sandbox.store.write { db in
      var table = DocumentTable(db, try DatasourceTable(db).require(name), now: now, dueAt: dueAt)
      try table.delete(objectType: objectType, id: id, version: version)
    }
    try await sandbox.follow()
    return .empty
  }

  private func updatePermissions(_ body: JSONValue) async throws -> Response {
    let fields = try JSONFields(body, known: ["datasource", "permissions", "objectType", "id", "viewURL"])
    let name = try fields.requiredString("datasource")
    guard let value = try fields.object("permissions") else {
      throw Refusal.invalid("Permissions are not specified")
    }
    let permissions = try DocumentPermissions(value)
    let objectType = try fields.string("objectType")
    let id = try fields.string("id")
    let viewURL = try fields.string("viewURL")
    let now = sandbox.now
    let dueAt = sandbox.dueAt(now)
    try await sandbox.store.write { db in
      let datasource = try DatasourceTable(db).require(name)
      let uploadID = try UploadTable(db).newestID(.documents, of: datasource)
      var table = DocumentTable(db, datasource, now: now, dueAt: dueAt)
      try table.setPermissions(permissions, objectType: objectType, id: id, viewURL: viewURL, uploadID: uploadID)
    }
    try await sandbox.follow()
    return .empty
  }

  private func processAll(_ body: JSONValue?) async throws -> Response {
    let name = try body.flatMap { try JSONFields($0, known: ["datasource"]).string("datasource") }
    let now = sandbox.now
    if let name { _ = try await sandbox.store.read { db in try DatasourceTable(db).require(name) } }
    try sandbox.limiter?.takeProcessing(datasource: name, now: now)
    try await sandbox.store.write { db in
      let datasource = try name.map { try DatasourceTable(db).require($0) }
      try DocumentIndex(db).hasten(datasource, now: now)
      try UploadTable(db).hasten([.documents], of: datasource, now: now)
    }
    try await sandbox.follow()
    return .empty
  }

  private func checkAccess(_ body: JSONValue) async throws -> Response {
    let fields = try JSONFields(body, known: ["datasource", "objectType", "docId", "userEmail"])
    let name = try fields.requiredString("datasource")
    let objectType = try fields.requiredString("objectType")
    let id = try fields.requiredString("docId")
    let email = try fields.requiredString("userEmail")
    let hasAccess = try await sandbox.store.read { db in
      try StatusTable(db, try DatasourceTable(db).require(name))
        .hasAccess(objectType: objectType, id: id, email: email)
    }
    return .json(["hasAccess": .bool(hasAccess)])
  }
}
