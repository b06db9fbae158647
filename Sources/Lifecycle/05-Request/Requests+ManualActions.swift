package import DataOpsCore

extension Requests {
  /// Notes that a person has done what no call can do. A registration that was removed is the dataset's no longer.
  ///
  /// - Parameter reason: what was done, for the audit trail.
  /// - Throws: `not_found`; `conflict` where it was confirmed before; `invalid_request` for a reason that says nothing.
  package func confirm(
    _ reference: ManualActionReference, reason: String
  ) async throws(Failure) -> ManualAction {
    guard reason.contains(where: { !$0.isWhitespace }), reason.utf8.count <= Self.maximumReasonBytes else {
      throw Failure(
        .invalidRequest, "the reason must have 1 to \(Self.maximumReasonBytes) bytes",
        remedy: "Say what was done: --reason \"registration removed in the console\"")
    }
    let journal = journal(reason: reason, now: services.time.now())
    return try await write { registry in
      let found = try reference.resolve(in: registry)
      // Two people who confirm at once: the second is told so.
      try registry.lock(found.clientID)
      let action = try registry.manualAction(found.id) ?? found
      let confirmed = try journal.confirm(action, saying: reason, in: registry)
      try Self.releaseRegistration(confirmed, at: journal.now, in: registry)
      return confirmed
    }
  }

  /// Asks the client's own Glean whether what a person says to have removed is gone. Where it does not answer, the word counts.
  ///
  /// - Throws: `not_found`; `conflict` where Glean still has the registration.
  package func checkRemoved(_ reference: ManualActionReference) async throws(Failure) {
    let (action, client) = try await read { registry in
      let action = try reference.resolve(in: registry)
      return (action, try registry.client(action.clientID))
    }
    guard action.kind == .removeRegistration, let client, client.gleanURL != nil else { return }
    let found: RegisteredDatasource?
    do {
      found = try await services.connections.index(for: client).askedOnce(within: .seconds(10))
        .registration(of: action.subject)
    } catch { return }
    guard found != nil else { return }
    throw Failure(
      .conflict, "Glean still has the registration of datasource \(action.subject)",
      remedy: "Remove it in Glean's admin console, then confirm it again.")
  }

  private static func releaseRegistration(
    _ action: ManualAction, at now: Timestamp, in registry: any RegistryWriting
  ) throws {
    guard action.kind == .removeRegistration, let dataset = action.datasetID else { return }
    for var entry in try registry.ledger(of: dataset)
    where entry.kind == .datasource && entry.name == action.subject && entry.releasedAt == nil {
      entry.releasedAt = now
      try registry.store(entry)
    }
  }
}

/// A manual action as a person names it: its id, or enough of its beginning.
package struct ManualActionReference: Hashable, Sendable {
  package let text: String

  package init(_ text: String) {
    self.text = text
  }

  /// - Throws: `not_found`; `conflict` where several ids begin so.
  package func resolve(in registry: any RegistryReading) throws -> ManualAction {
    if let id = Identifier<ManualAction>(text), let action = try registry.manualAction(id) { return action }
    let prefix = text.lowercased()
    let matching =
      prefix.count < 8
      ? []
      : try registry.manualActions(ManualActionFilter(limit: .max)).filter { $0.id.description.hasPrefix(prefix) }
    guard matching.count <= 1 else {
      throw Failure(
        .conflict, "\(matching.count) manual actions have ids that begin with '\(text)'", remedy: "Give more of it.")
    }
    guard let action = matching.first else {
      throw Failure(
        .notFound, "there is no manual action '\(text.prefix(100))'",
        remedy: "See what there is: dataops manual-action list --all")
    }
    return action
  }
}
