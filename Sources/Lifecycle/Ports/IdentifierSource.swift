package import DataOpsCore

/// Where new identities come from; nothing else reaches for randomness.
package protocol IdentifierSource: Sendable {
  func next<Entity>(_ type: Entity.Type) -> Identifier<Entity>
}
