import DataRecords
import GRDB
import Hummingbird

/// The endpoints of users, groups and memberships.
struct IdentityRoutes {
  let sandbox: Sandbox

  func add(to router: RouterGroup<SandboxContext>) {
    router.post("indexuser") { request, context in
      try await one(request.json(), context, "user", DatasourceUser.init) { try $0.put($1, uploadID: $2, version: $3) }
    }
    router.post("indexgroup") { request, context in
      try await one(request.json(), context, "group", DatasourceGroup.init) {
        try $0.put($1, uploadID: $2, version: $3)
      }
    }
    router.post("indexmembership") { request, context in
      try await one(request.json(), context, "membership", Membership.init) {
        try $0.put($1, uploadID: $2, version: $3)
      }
    }
    router.post("deletemembership") { request, context in
      try await one(request.json(), context, "membership", Membership.init) { try $0.delete($1, version: $3) }
    }
    router.post("deleteuser") { request, context in
      try await delete(request.json(), context, "email") { try $0.deleteUser($1, version: $2) }
    }
    router.post("deletegroup") { request, context in
      try await delete(request.json(), context, "groupName") { try $0.deleteGroup($1, version: $2) }
    }
    router.post("bulkindexusers") { request, context in
      let page = try await UploadPage(
        request.json(), items: "users", guardField: "disableStaleDataDeletionCheck", read: DatasourceUser.init)
      return try await bulk(page, context, .users) { try $0.put($1, uploadID: $2) }
    }
    router.post("bulkindexgroups") { request, context in
      let page = try await UploadPage(
        request.json(), items: "groups", guardField: "disableStaleDataDeletionCheck", read: DatasourceGroup.init)
      return try await bulk(page, context, .groups) { try $0.put($1, uploadID: $2) }
    }
    router.post("bulkindexmemberships") { request, context in try await bulkIndexMemberships(request.json(), context) }
    router.post("processallmemberships") { request, context in try await processAll(request.jsonIfAny(), context) }
  }

  private func one<Item: Sendable>(
    _ body: JSONValue, _ context: SandboxContext, _ name: String, _ read: (JSONFields) throws(Refusal) -> Item,
    _ act: @escaping @Sendable (IdentityTable, Item, Int64, Int64) throws -> Void
  ) async throws -> Response {
    let fields = try JSONFields(body, known: ["datasource", name, "version"])
    let datasource = try fields.requiredString("datasource")
    try context.require(datasource: datasource)
    let item = try read(try fields.required(name, try fields.object(name)))
    let version = try fields.integer("version") ?? 0
    let now = sandbox.now
    try await sandbox.store.write { db in
      let datasource = try DatasourceTable(db).require(datasource)
      let kind: UploadKind = name == "user" ? .users : name == "group" ? .groups : .memberships
      let uploadID = try UploadTable(db).newestID(kind, of: datasource)
      try act(IdentityTable(db, datasource, now: now), item, uploadID, version)
    }
    return .empty
  }

  private func delete(
    _ body: JSONValue, _ context: SandboxContext, _ name: String,
    _ act: @escaping @Sendable (IdentityTable, String, Int64) throws -> Void
  ) async throws -> Response {
    let fields = try JSONFields(body, known: ["datasource", name, "version"])
    let datasource = try fields.requiredString("datasource")
    try context.require(datasource: datasource)
    let value = try fields.requiredString(name)
    let version = try fields.integer("version") ?? 0
    let now = sandbox.now
    try await sandbox.store.write { db in
      try act(IdentityTable(db, try DatasourceTable(db).require(datasource), now: now), value, version)
    }
    return .empty
  }

  private func bulkIndexMemberships(_ body: JSONValue, _ context: SandboxContext) async throws -> Response {
    var page = try UploadPage(body, items: "memberships", extra: ["group"], read: GroupMember.init)
    let group = try JSONFields(body).requiredString("group")
    page.group = group
    return try await bulk(page, context, .memberships) { table, member, uploadID in
      try table.put(Membership(group: group, member: member), uploadID: uploadID)
    }
  }

  private func bulk<Item: Sendable>(
    _ page: UploadPage<Item>, _ context: SandboxContext, _ kind: UploadKind,
    _ put: @escaping @Sendable (IdentityTable, Item, Int64) throws -> Void
  ) async throws -> Response {
    try context.require(datasource: page.datasource)
    let now = sandbox.now
    let dueAt = sandbox.dueAt(now)
    try await sandbox.store.write { db in
      let datasource = try DatasourceTable(db).require(page.datasource)
      let uploads = UploadTable(db)
      let session = try uploads.enter(page, kind: kind, datasource: datasource, now: now)
      let table = IdentityTable(db, datasource, now: now)
      for item in page.items { try put(table, item, session.id) }
      guard page.isLast else { return }
      try uploads.close(
        session, kind: kind, group: page.group, liftsGuard: page.liftsDeletionGuard, datasource: datasource, now: now,
        dueAt: dueAt)
    }
    try await sandbox.follow()
    return .empty
  }

  private func processAll(_ body: JSONValue?, _ context: SandboxContext) async throws -> Response {
    let name = try body.flatMap { try JSONFields($0, known: ["datasource"]).string("datasource") }
    try context.require(datasourceOrAll: name)
    let now = sandbox.now
    try await sandbox.store.write { db in
      let datasource = try name.map { try DatasourceTable(db).require($0) }
      try UploadTable(db).hasten([.users, .groups, .memberships], of: datasource, now: now)
    }
    try await sandbox.follow()
    return .empty
  }
}
