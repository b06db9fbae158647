/// Where events are sent, signed.
package struct Webhook: Hashable, Sendable, Codable {
  package let id: Identifier<Webhook>
  package let url: String
  /// The types that are sent; empty for all.
  package let types: [EventType]
  package var disabledAt: Timestamp?

  package init(id: Identifier<Webhook>, url: String, types: [EventType]) {
    self.id = id
    self.url = url
    self.types = types
  }

  package func wants(_ type: EventType) -> Bool { disabledAt == nil && (types.isEmpty || types.contains(type)) }
}
