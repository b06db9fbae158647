internal import DataOpsCore

/// Keeps a second doctor, in whatever process, from sending a canary into the same datasource at the same time: their canaries have
/// the same id.
struct CanaryLease: Sendable {
  private let connector: GleanConnector
  private let services: Services
  private let journal: Journal
  private let owner: String

  /// What asking, deleting and writing down may take beside the wait for indexing.
  private static let margin: Duration = .seconds(120)

  init(_ connector: GleanConnector, _ actor: Actor, _ services: Services) {
    self.connector = connector
    self.services = services
    journal = Journal(actor: actor, now: services.time.now(), identifiers: services.identifiers)
    owner = services.identifiers.next(SharedLease.self).description
  }

  static let prefix = "canary/"

  private var name: String { Self.prefix + connector.datasource }

  /// Takes it, and says in the audit trail that a document is put into the client's search, before it is.
  ///
  /// - Returns: false where somebody else has it.
  func take(for patience: Duration) async throws(Failure) -> Bool {
    let until = journal.now + patience + Self.margin
    return try await write { registry in
      guard try registry.takeLease(name, owner: owner, until: until, at: journal.now) != nil else { return false }
      try journal.note(
        .canarySent, "connector \(connector.id)", client: connector.clientID, dataset: connector.datasetID,
        after: ["datasource": .string(connector.datasource)], in: registry)
      return true
    }
  }

  /// Gives it back; one whose canary may still be there is kept, and so found by the next doctor.
  ///
  /// - Returns: whether an operation has begun to work at the dataset meanwhile.
  func giveBack(isGone: Bool) async throws(Failure) -> Bool {
    try await write { registry in
      if isGone, let lease = try registry.sharedLeases(named: name).first(where: { $0.owner == owner }) {
        try registry.giveBack(lease)
      }
      let unfinished = OperationFilter(datasetID: connector.datasetID, unfinishedOnly: true, limit: 1)
      return try !registry.operations(unfinished).isEmpty
    }
  }

  private func write<Result: Sendable>(
    _ body: @escaping @Sendable (any RegistryWriting) throws -> Result
  ) async throws(Failure) -> Result {
    do { return try await services.storage.write(body) } catch { throw Failure(wrapping: error) }
  }
}
