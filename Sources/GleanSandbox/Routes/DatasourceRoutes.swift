import DataRecords
import Hummingbird

/// The endpoints about the datasource itself and about the token.
struct DatasourceRoutes {
  let sandbox: Sandbox

  func add(to router: RouterGroup<SandboxContext>) {
    router.post("adddatasource") { request, context in try await addDatasource(request.json(), context) }
    router.post("getdatasourceconfig") { request, context in try await config(request.json(), context) }
    router.post("betausers") { request, context in try await betaUsers(request.json(), context) }
    router.post("rotatetoken") { _, context in try await rotateToken(context) }
  }

  private func addDatasource(_ body: JSONValue, _ context: SandboxContext) async throws -> Response {
    let config = try DatasourceConfig(body)
    try context.require(datasource: config.name)
    let visibility = sandbox.configuration.initialVisibility
    try await sandbox.store.write { db in try DatasourceTable(db).put(config, visibility: visibility) }
    return .empty
  }

  private func config(_ body: JSONValue, _ context: SandboxContext) async throws -> Response {
    let name = try JSONFields(body, known: ["datasource"]).requiredString("datasource")
    try context.require(datasource: name)
    let datasource = try await sandbox.store.read { db in try DatasourceTable(db).require(name) }
    guard case .object(let members) = datasource.config.json else { return .json(datasource.config.json) }
    // The real service tells the name in its own form.
    let answer = members.map { member in
      member.name == "name"
        ? JSONObject.Member(name: "name", value: .string(datasource.config.customName)) : member
    }
    return .json(.object(JSONObject(answer)))
  }

  private func betaUsers(_ body: JSONValue, _ context: SandboxContext) async throws -> Response {
    let fields = try JSONFields(body, known: ["datasource", "emails"])
    let name = try fields.requiredString("datasource")
    try context.require(datasource: name)
    let emails = try fields.required("emails", try fields.strings("emails"))
    try await sandbox.store.write { db in
      let table = DatasourceTable(db)
      try table.addViewers(emails, areTesters: false, to: try table.require(name))
    }
    return .empty
  }

  private func rotateToken(_ context: SandboxContext) async throws -> Response {
    let now = sandbox.now
    let rotated = try await sandbox.tokens.rotate(context.signedIn().tokenID, now: now)
    return .json([
      "rawSecret": .string(rotated.secret.secret), "createdAt": .integer(now.seconds),
      "rotationPeriodMinutes": JSONValue(rotated.rotationPeriodMinutes),
    ])
  }
}
