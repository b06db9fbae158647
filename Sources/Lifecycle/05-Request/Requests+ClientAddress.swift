package import DataOpsCore

extension Requests {
  /// Gives a client's own Glean another address; its tokens stay.
  ///
  /// - Parameter isSameTenant: says that the same Glean answers there, so that connectors in use stay valid.
  /// - Throws: `not_found`; `invalid_request` for a client of the embedded sandbox server; `conflict` where connectors would be
  ///   left behind in another Glean.
  package func setAddress(
    ofClient name: String, to address: String, isSameTenant: Bool, reason: String?
  ) async throws(Failure) -> Client {
    let journal = journal(reason: reason, now: services.time.now())
    let known = try await client(named: name)
    return try await write { registry in
      try registry.lock(known.id)
      guard var client = try registry.client(known.id) else { throw Failure(.notFound, "client '\(name)' is gone") }
      guard let before = client.gleanURL else {
        throw Failure(
          .invalidRequest, "client '\(client.name)' has no Glean of its own",
          remedy: "Add it anew with its address and tokens: dataops client add --help")
      }
      guard before != address else { return client }
      if !isSameTenant, let connector = try registry.liveConnectors(of: client.id, after: nil, limit: 1).first {
        throw Failure(
          .conflict, "client '\(client.name)' has connectors in the Glean at \(before), such as '\(connector.name)'",
          remedy:
            "Tear their datasets down first; or, if the same Glean answers at the new address, give --same-tenant.")
      }
      client.gleanURL = address
      try registry.update(client)
      client.version += 1
      try journal.note(
        .clientChanged, "client \(client.id)", client: client.id, before: ["glean_url": .string(before)],
        after: ["glean_url": .string(address)], in: registry)
      return client
    }
  }
}
