package import DataOpsCore

/// Compares registry, ledger, object store and search, says what does not fit, and repairs what no unfinished operation
/// owns.
///
/// Several processes may work meanwhile. Whatever an unfinished operation owns is its own to finish: nothing is found
/// of it but that it is stuck, and nothing of it is repaired. What was seen outside of the registry counts only if the
/// registry says the same afterwards as before. Lists are read in pages, so that the registry may be of any size.
package struct Reconciler: Sendable {
  let services: Services
  let actor: Actor
  /// Rows of a list that are read at once.
  static let page = 200
  /// Clients whose search is asked at once, each one question at a time.
  static let clientsAtOnce = 4
  /// Files that are looked for at once.
  static let filesAtOnce = 8

  package init(services: Services, actor: Actor) {
    self.services = services
    self.actor = actor
  }

  /// Looks at everything, or at what belongs to one client.
  ///
  /// Objects that nothing refers to belong to nobody, so they are only looked for where all clients are.
  ///
  /// - Parameter repairing: whether findings that can be repaired are, each in a transaction of its own. How that went
  /// is said of   each; one that fails keeps no other from being repaired.
  /// - Throws: only where registry or object store cannot be used, or `interrupted`. A search that cannot be reached is
  /// a finding.
  package func run(
    client: Identifier<Client>? = nil, repairing: Bool = false
  ) async throws(Failure) -> Reconciliation {
    var result = Reconciliation(
      id: services.identifiers.next(Reconciliation.self), of: client, repairing: repairing, at: services.time.now())
    try await lookAtOperations(&result)
    try await lookAtDatasets(&result)
    try await lookAtConnectors(&result)
    if client == nil {
      try await lookAtStoredSnapshots(&result)
      try await lookAtStoredArchives(&result)
    }
    if repairing { try await repair(&result) }
    result.finishedAt = services.time.now()
    return result
  }

  /// The door through which its repairs go, as anybody's requests do.
  var requests: Requests { Requests(services: services, actor: actor) }

  func read<Result: Sendable>(
    _ body: @escaping @Sendable (any RegistryReading) throws -> Result
  ) async throws(Failure) -> Result {
    try await requests.read(body)
  }

  /// Calls `body` with the facts of all datasets, a page at a time, newest first.
  func forEachPageOfDatasets(
    of client: Identifier<Client>?, _ body: ([DatasetFacts]) async throws(Failure) -> Void
  ) async throws(Failure) {
    var last: Identifier<Dataset>?
    repeat {
      let filter = DatasetFilter(clientID: client, after: last, limit: Self.page)
      let page = try await read { registry in
        try registry.datasets(filter).map { try DatasetFacts($0, in: registry) }
      }
      last = page.count == Self.page ? page.last?.dataset.id : nil
      if !page.isEmpty { try await body(page) }
    } while last != nil
  }

  /// Calls `body` with all unfinished operations, a page at a time, newest first.
  func forEachPageOfOperations(
    _ body: ([Operation]) async throws(Failure) -> Void
  ) async throws(Failure) {
    var last: Identifier<Operation>?
    repeat {
      let filter = OperationFilter(unfinishedOnly: true, after: last, limit: Self.page)
      let page = try await read { try $0.operations(filter) }
      last = page.count == Self.page ? page.last?.id : nil
      if !page.isEmpty { try await body(page) }
    } while last != nil
  }

  /// Whether the registry says the same of a dataset as before something outside was looked at.
  func stillHolds(_ facts: DatasetFacts) async throws(Failure) -> Bool {
    try await read { registry in
      guard let dataset = try registry.dataset(facts.dataset.id) else { return false }
      return try DatasetFacts(dataset, in: registry) == facts
    }
  }

  private func lookAtDatasets(_ result: inout Reconciliation) async throws(Failure) {
    var silent: Set<Identifier<Client>> = []
    try await forEachPageOfDatasets(of: result.clientID) { page async throws(Failure) in
      result.lookedAt.datasets += page.count
      let idle = page.filter { $0.owner == nil }
      for facts in idle { result.findings += facts.findings }
      try await lookForFiles(of: idle, &result)
      try await askSearch(about: idle, silent: &silent, &result)
    }
  }
}
