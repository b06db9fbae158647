import DataRecords
import Hummingbird

/// The endpoints that upload, delete and process documents.
struct DocumentRoutes {
  let sandbox: Sandbox

  func add(to router: RouterGroup<SandboxContext>) {
    router.post("indexdocument") { request, context in try await indexDocument(request.json(), context) }
    router.post("indexdocuments") { request, context in try await indexDocuments(request.json(), context) }
    router.post("bulkindexdocuments") { request, context in try await bulkIndexDocuments(request.json(), context) }
    router.post("deletedocument") { request, context in try await deleteDocument(request.json(), context) }
    router.post("updatepermissions") { request, context in try await updatePermissions(request.json(), context) }
    router.post("processalldocuments") { request, context in try await processAll(request.jsonIfAny(), context) }
    router.post("checkdocumentaccess") { request, context in try await checkAccess(request.json(), context) }
  }

  private func indexDocument(_ body: JSONValue, _ context: SandboxContext) async throws -> Response {
    let fields = try JSONFields(body, known: ["document", "version"])
    let document = try UploadedDocument(JSONFields(try fields.required("document", fields["document"])))
    let version = try fields.integer("version") ?? 0
    try context.require(datasource: document.datasource)
    try await put([document], datasource: document.datasource, version: version)
    return .empty
  }

  private func indexDocuments(_ body: JSONValue, _ context: SandboxContext) async throws -> Response {
    let fields = try JSONFields(body, known: ["datasource", "documents", "uploadId"])
    let datasource = try fields.requiredString("datasource")
    try context.require(datasource: datasource)
    _ = try fields.string("uploadId")
    let documents = try fields.each("documents") { (value) throws(Refusal) in try UploadedDocument(value) }
    let required = try fields.required("documents", documents)
    try sandbox.limiter?.admit(documents: required.count, as: context.signedIn(), now: sandbox.now)
    try await put(required, datasource: datasource, version: 0, dropping: context.dropping)
    return .empty
  }

  private func put(
    _ documents: [UploadedDocument], datasource name: String, version: Int64, dropping: PartialAcceptance? = nil
  ) async throws {
    let datasource = try await sandbox.store.read { db in try DatasourceTable(db).require(name) }
    try DocumentRules(datasource).check(documents)
    let accepted = dropping?.rest(of: documents) ?? documents
    let now = sandbox.now
    let dueAt = sandbox.dueAt(now)
    let age = sandbox.configuration.uploadedCountAge
    try await sandbox.store.write { db in
      let datasource = try DatasourceTable(db).require(name)
      try UploadedCounts(db, age: age).keep(of: datasource, now: now)
      let uploadID = try UploadTable(db).newestID(.documents, of: datasource)
      var table = DocumentTable(db, datasource, now: now, dueAt: dueAt)
      for document in accepted { try table.put(document, uploadID: uploadID, version: version) }
    }
    try await sandbox.follow()
  }

  private func bulkIndexDocuments(_ body: JSONValue, _ context: SandboxContext) async throws -> Response {
    let page = try UploadPage(body, items: "documents", guardField: "disableStaleDocumentDeletionCheck") {
      (value) throws(Refusal) in try UploadedDocument(value)
    }
    try context.require(datasource: page.datasource)
    let datasource = try await sandbox.store.read { db in try DatasourceTable(db).require(page.datasource) }
    try DocumentRules(datasource).check(page.items)
    let accepted = context.dropping?.rest(of: page.items) ?? page.items
    let now = sandbox.now
    let dueAt = sandbox.dueAt(now)
    let age = sandbox.configuration.uploadedCountAge
    try await sandbox.store.write { db in
      let datasource = try DatasourceTable(db).require(page.datasource)
      try UploadedCounts(db, age: age).keep(of: datasource, now: now)
      let uploads = UploadTable(db)
      let session = try uploads.enter(page, kind: .documents, datasource: datasource, now: now)
      var table = DocumentTable(db, datasource, now: now, dueAt: dueAt)
      for document in accepted { try table.put(document, uploadID: session.id) }
      guard page.isLast else { return }
      try uploads.close(
        session, kind: .documents, group: nil, liftsGuard: page.liftsDeletionGuard, datasource: datasource, now: now,
        dueAt: dueAt)
    }
    try await sandbox.follow()
    return .empty
  }

  private func deleteDocument(_ body: JSONValue, _ context: SandboxContext) async throws -> Response {
    let fields = try JSONFields(body, known: ["datasource", "objectType", "id", "version"])
    let name = try fields.requiredString("datasource")
    try context.require(datasource: name)
    let objectType = try fields.requiredString("objectType")
    let id = try fields.requiredString("id")
    let version = try fields.integer("version") ?? 0
    let now = sandbox.now
    let dueAt = sandbox.dueAt(now)
    let age = sandbox.configuration.uploadedCountAge
    try await sandbox.store.write { db in
      let datasource = try DatasourceTable(db).require(name)
      try UploadedCounts(db, age: age).keep(of: datasource, now: now)
      var table = DocumentTable(db, datasource, now: now, dueAt: dueAt)
      try table.delete(objectType: objectType, id: id, version: version)
    }
    try await sandbox.follow()
    return .empty
  }

  private func updatePermissions(_ body: JSONValue, _ context: SandboxContext) async throws -> Response {
    let fields = try JSONFields(body, known: ["datasource", "permissions", "objectType", "id", "viewURL"])
    let name = try fields.requiredString("datasource")
    try context.require(datasource: name)
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

  private func processAll(_ body: JSONValue?, _ context: SandboxContext) async throws -> Response {
    let name = try body.flatMap { try JSONFields($0, known: ["datasource"]).string("datasource") }
    try context.require(datasourceOrAll: name)
    let now = sandbox.now
    let isLimited = sandbox.limiter != nil
    try await sandbox.store.write { db in
      let datasource = try name.map { try DatasourceTable(db).require($0) }
      if isLimited { try ProcessingCalls(db).take(datasource: name, now: now) }
      try DocumentIndex(db).hasten(datasource, now: now)
      try UploadTable(db).hasten([.documents], of: datasource, now: now)
    }
    try await sandbox.follow()
    return .empty
  }

  private func checkAccess(_ body: JSONValue, _ context: SandboxContext) async throws -> Response {
    let fields = try JSONFields(body, known: ["datasource", "objectType", "docId", "userEmail"])
    let name = try fields.requiredString("datasource")
    try context.require(datasource: name)
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
