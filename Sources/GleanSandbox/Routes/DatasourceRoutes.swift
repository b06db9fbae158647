import DataRecords
import Hummingbird

/// The endpoints about the datasource itself and about the token.
struct DatasourceRoutes {
  let sandbox: Sandbox

  func add(to router: RouterGroup<SandboxContext>) {
    router.post("adddatasource") { request, _ in try await addDatasource(request.json()) }
    router.post("getdatasourceconfig") { request, _ in try await config(request.json()) }
    router.post("betausers") { request, _ in try await betaUsers(request.json()) }
    router.post("rotatetoken") { _, _ in try await rotateToken() }
  }

  private func addDatasource(_ body: JSONValue) async throws -> Response {
    let config = try DatasourceConfig(body)
    let visibility = sandbox.configuration.initialVisibility
    try await sandbox.store.write { db in try DatasourceTable(db).put(config, visibility: visibility) }
    return .empty
  }

  private func config(_ body: JSONValue) async throws -> Response {
    let name = try JSONFields(body, known: ["datasource"]).requiredString("datasource")
    let datasource = try await sandbox.store.read { db in try DatasourceTable(db).require(name) }
    guard case .object(let members) = datasource.config.json else { return .json(datasource.config.json) }
    // The real service tells the name in its own form.
    let answer = members.map { member in
      member.name == "name"
        ? JSONObject.Member(name: "name", value: .string(datasource.config.customName)) : member
    }
    return .json(.object(JSONObject(answer)))
  }

  private func betaUsers(_ body: JSONValue) async throws -> Response {
    let fields = try JSONFields(body, known: ["datasource", "emails"])
    let name = try fields.requiredString("datasource")
    let emails = try fields.required("emails", try fields.strings("emails"))
    try await sandbox.store.write { db in
      let table = DatasourceTable(db)
      try table.addViewers(emails, areTesters: false, to: try table.require(name))
    }
    return .empty
  }

  private func rotateToken() async throws -> Response {
    let now = sandbox.now
    let token = try await sandbox.tokens.rotate(store: sandbox.store, now: now)
    return .json([
      "rawSecret": .string(token.secret), "createdAt": .integer(now.seconds),
      "rotationPeriodMinutes": JSONValue(IndexingTokens.rotationPeriodMinutes),
    ])
  }
}
