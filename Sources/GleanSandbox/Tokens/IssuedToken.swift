import DataRecords

/// A token as the console lists it: everything but its secret.
struct IssuedToken: Sendable {
  var id: Int64
  var name: String
  var grant: TokenGrant
  /// Whether it is one of the two tokens of the configuration.
  var isConfigured: Bool
  var createdAt: Timestamp
  /// Nil for never, which client tokens and those of the configuration may have.
  var expiresAt: Timestamp?
  var revokedAt: Timestamp?
}

extension IssuedToken {
  func isUsable(at now: Timestamp) -> Bool {
    revokedAt == nil && expiresAt.map { now < $0 } ?? true
  }

  /// The token in an answer of the console.
  func json(at now: Timestamp) -> JSONValue {
    let state = revokedAt != nil ? "REVOKED" : isUsable(at: now) ? "ACTIVE" : "EXPIRED"
    var members: [JSONObject.Member] = [
      .init(name: "id", value: .integer(id)), .init(name: "name", value: .string(name)),
      .init(name: "state", value: .string(state)),
    ]
    members += grant.members
    members.append(.init(name: "configured", value: .bool(isConfigured)))
    for (name, time) in [("createdAt", createdAt), ("expiresAt", expiresAt), ("revokedAt", revokedAt)] {
      if let time { members.append(.init(name: name, value: .string(time.text))) }
    }
    return .object(JSONObject(members))
  }
}
