import DataRecords
import HTTPTypes
import Hummingbird

/// The console acts about tokens, which the real service leaves to its admin console.
struct TokenRoutes {
  /// How long an indexing token lives when nothing is said: it has to have an end.
  static let defaultLifetime: Duration = .seconds(365 * 86_400)

  let sandbox: Sandbox

  func add(to router: RouterGroup<SandboxContext>) {
    router.get("tokens") { _, _ in
      let now = sandbox.now
      return Response.json(["tokens": .array(sandbox.tokens.all().map { $0.json(at: now) })])
    }
    router.post("tokens") { request, _ in try await issue(request.json()) }
    router.put("tokens/:id/expiry") { request, context in
      try await setExpiry(request.json(), id: Self.id(context))
    }
    router.post("tokens/:id/revoke") { _, context in
      let now = sandbox.now
      return Response.json(try await sandbox.tokens.revoke(Self.id(context), now: now).json(at: now))
    }
  }

  /// Makes a token. The answer is the only one that ever holds its secret.
  private func issue(_ body: JSONValue) async throws -> Response {
    let fields = try JSONFields(
      body, known: TokenGrant.fieldNames.union(["name", "expiresAt", "expiresInSeconds"]))
    let grant = try TokenGrant(fields)
    let name = try fields.string("name") ?? "a token"
    guard !name.isEmpty, name.utf8.count <= 200 else { throw Refusal.invalid("name must have 1 to 200 bytes.") }
    let now = sandbox.now
    var expiresAt = try Self.expiry(fields, now: now)
    if case .indexing = grant.access { expiresAt = expiresAt ?? now + Self.defaultLifetime }
    if let expiresAt, expiresAt <= now { throw Refusal.invalid("A new token has to expire in the future.") }
    let issued = try await sandbox.tokens.issue(grant, name: name, expiresAt: expiresAt, now: now)
    guard case .object(let members) = issued.token.json(at: now) else { return .json(issued.token.json(at: now)) }
    return .json(
      .object(JSONObject([JSONObject.Member(name: "secret", value: .string(issued.secret.secret))] + members)))
  }

  private func setExpiry(_ body: JSONValue, id: Int64) async throws -> Response {
    let fields = try JSONFields(body, known: ["expiresAt", "expiresInSeconds"])
    let now = sandbox.now
    guard let expiresAt = try Self.expiry(fields, now: now) else {
      throw Refusal.invalid("Either expiresAt or expiresInSeconds must be specified.")
    }
    return .json(try await sandbox.tokens.setExpiry(expiresAt, of: id).json(at: now))
  }

  /// The expiry that a request asks for, as a time or as seconds from now; 0 for now.
  private static func expiry(_ fields: JSONFields, now: Timestamp) throws(Refusal) -> Timestamp? {
    let seconds = try fields.integer("expiresInSeconds")
    let text = try fields.string("expiresAt")
    switch (seconds, text) {
    case (nil, nil): return nil
    case (let seconds?, nil):
      guard (0...315_360_000).contains(seconds) else {
        throw .invalid("expiresInSeconds must be from 0 to 315360000.")
      }
      return now + .seconds(seconds)
    case (nil, let text?):
      guard let time = Timestamp(text) else { throw .invalid("expiresAt is not an RFC 3339 time: \(text.prefix(100))") }
      return time
    default: throw .invalid("Only one of expiresAt and expiresInSeconds can be specified.")
    }
  }

  private static func id(_ context: SandboxContext) throws -> Int64 {
    let text = try context.parameters.require("id")
    guard let id = Int64(text) else { throw Refusal(.notFound, "No token \(text.prefix(100)).") }
    return id
  }
}
