import GRDB
import HTTPTypes
import Synchronization

/// The tokens that the server knows. What it holds in memory is what the store holds, after each transaction anew.
final class Tokens: Sendable {
  struct State {
    var tokens: [Int64: IssuedToken] = [:]
    /// By the secret's digest.
    var secrets: [String: TokenSecret] = [:]
  }

  static let limit = 10_000

  private let store: Store
  private let state: Mutex<State>

  /// Takes up what the store holds, and the two tokens of the configuration.
  ///
  /// A token of the configuration that the store knows keeps its rotations and is usable again, should it have expired
  /// or been revoked; another one takes the place of the earlier.
  init(_ configuration: GleanSandboxConfiguration, store: Store, now: Timestamp) async throws {
    self.store = store
    state = Mutex(
      try await store.write { db in
        let table = TokenTable(db)
        try table.configure(
          configuration.indexingToken, name: "configured indexing token",
          TokenGrant(
            access: .indexing(datasources: nil), rotationPeriodMinutes: TokenGrant.shortestRotationMinutes), now: now)
        try table.configure(
          configuration.clientToken, name: "configured client token",
          TokenGrant(access: .clientGlobal(Set(ClientScope.allCases))), now: now)
        return try table.state()
      })
  }

  /// Whose secret this is.
  ///
  /// - Throws: 401 for a secret that is unknown, of another family's kind, expired or revoked; 403 for an address that
  ///   the token may not be used from.
  func caller(
    presenting secret: Substring?, from address: String, to family: Family, now: Timestamp
  ) throws(Refusal) -> Caller {
    let digest = secret.map { TokenSecret.digest($0) } ?? ""
    let found = state.withLock { state in
      state.secrets[digest].flatMap { secret in state.tokens[secret.tokenID].map { (secret, $0) } }
    }
    guard let (secret, token) = found, token.grant.access.opens(family), token.isUsable(at: now),
      secret.isUsable(in: token, at: now)
    else { throw Refusal(.unauthorized, "Not Authorized: the token is missing or invalid.") }
    guard token.grant.addresses.isEmpty || token.grant.addresses.contains(where: { $0.contains(address) }) else {
      throw Refusal(.forbidden, "Not allowed: the token cannot be used from this IP address.")
    }
    return Caller(tokenID: token.id, access: token.grant.access)
  }

  /// All tokens, oldest first.
  func all() -> [IssuedToken] {
    state.withLock { Array($0.tokens.values) }.sorted { $0.id < $1.id }
  }

  /// Makes a token and returns it with its secret, which is told only now.
  ///
  /// - Throws: 409 when there are too many.
  func issue(
    _ grant: TokenGrant, name: String, expiresAt: Timestamp?, now: Timestamp
  ) async throws -> (token: IssuedToken, secret: SandboxToken) {
    let secret = SandboxToken.random()
    let id = try await write { table in
      guard try table.count() < Self.limit else {
        throw Refusal.conflict("There are \(Self.limit) tokens already; start with a fresh data directory.")
      }
      return try table.insert(grant, name: name, expiresAt: expiresAt, secret: secret, now: now)
    }
    return (try token(id), secret)
  }

  /// Sets when a token expires, in the past or in the future; nil for never.
  ///
  /// - Throws: 404 when there is none.
  func setExpiry(_ expiresAt: Timestamp?, of id: Int64) async throws -> IssuedToken {
    _ = try token(id)
    try await write { table in try table.setExpiry(expiresAt, of: id) }
    return try token(id)
  }

  /// Makes a token unusable for good. Again does nothing.
  ///
  /// - Throws: 404 when there is none.
  func revoke(_ id: Int64, now: Timestamp) async throws -> IssuedToken {
    _ = try token(id)
    try await write { table in try table.revoke(id, now: now) }
    return try token(id)
  }

  /// Gives a token a new secret; the old one works for ten more minutes. Nothing else of the token changes.
  ///
  /// - Throws: 400 when the token was made without a rotation period.
  func rotate(_ id: Int64, now: Timestamp) async throws -> (secret: SandboxToken, rotationPeriodMinutes: Int) {
    guard let minutes = try token(id).grant.rotationPeriodMinutes else {
      throw Refusal.invalid("The token is not rotatable: it was created without a rotation period.")
    }
    let secret = SandboxToken.random()
    try await write { table in try table.rotate(id, to: secret, now: now) }
    return (secret, minutes)
  }

  private func token(_ id: Int64) throws(Refusal) -> IssuedToken {
    guard let token = state.withLock({ $0.tokens[id] }) else { throw Refusal(.notFound, "No token \(id).") }
    return token
  }

  /// Changes the store, and what is held in memory once the store holds it.
  @discardableResult
  private func write<Value: Sendable>(_ body: @Sendable (TokenTable) throws -> Value) async throws -> Value {
    try await store.write { [self] db in
      let value = try body(TokenTable(db))
      let next = try TokenTable(db).state()
      db.afterNextTransaction { [self] _ in state.withLock { $0 = next } }
      return value
    }
  }
}
