/// A bearer token of the product's own interface; only its hash is kept.
package struct APIToken: Hashable, Sendable, Codable {
  package let id: Identifier<APIToken>
  package let owner: Actor
  package let role: Role
  /// The clients whose rows it opens; nil for all.
  package let clients: [Identifier<Client>]?
  /// SHA-256 of the token, hexadecimal.
  package let hash: String
  package let expiresAt: Timestamp
  package var revokedAt: Timestamp?

  package init(
    id: Identifier<APIToken>, owner: Actor, role: Role, clients: [Identifier<Client>]?, hash: String,
    expiresAt: Timestamp
  ) {
    self.id = id
    self.owner = owner
    self.role = role
    self.clients = clients
    self.hash = hash
    self.expiresAt = expiresAt
  }

  package func isValid(at now: Timestamp) -> Bool { revokedAt == nil && now < expiresAt }
}
