package import DataOpsCore
internal import Logging

/// Takes connectors in hand, checks them, and keeps what follows.
package struct ConnectorMonitoring: Sendable {
  let services: Services
  let actor: Actor

  /// - Parameter actor: who checks; the schedule, or a person who asked.
  package init(services: Services, actor: Actor = Actor(.schedule, "monitor")) {
    self.services = services
    self.actor = actor
  }

  var policy: MonitorPolicy { services.policy.monitor }

  private static let enrolledAtOnce = 1000
  private static let askedAtOnce = 16

  /// Begins to watch the connectors in use that nobody watches yet, each at its own moment of the coming round.
  ///
  /// - Returns: how many there were.
  @discardableResult
  package func enrol() async throws -> Int {
    var count = 0
    while true {
      let now = services.time.now()
      let new = try await services.storage.read { try $0.unwatchedConnectors(limit: Self.enrolledAtOnce) }
      guard !new.isEmpty else { return count }
      let watches = new.map { [policy] connector in
        ConnectorWatch(
          connectorID: connector.id,
          dueAt: CheckRhythm(connector.id, every: policy.interval(of: connector)).next(after: now))
      }
      try await services.storage.write { try $0.insert(watches) }
      count += new.count
    }
  }

  /// Takes up checks that are due, those that have waited longest first.
  package func claim(limit: Int) async throws -> [WatchedConnector] {
    guard limit > 0 else { return [] }
    let now = services.time.now()
    let until = now + policy.lease
    return try await services.storage.write(.relaxed) { registry in
      try Self.inHand(registry.claimWatches(dueAt: now, until: until, limit: limit), in: registry)
    }
  }

  /// Takes up the checks of these connectors now, whoever has them.
  package func claim(_ connectors: Set<Identifier<GleanConnector>>) async throws -> [WatchedConnector] {
    // Every look may wait for the budget.
    let until = services.time.now() + policy.lease * ConnectorLook.allCases.count
    return try await services.storage.write(.relaxed) { registry in
      try Self.inHand(registry.claimWatches(of: connectors, until: until), in: registry)
    }
  }

  /// Gives back what was taken up and not checked, for others to take up at once.
  package func giveBack(_ subjects: [WatchedConnector]) async throws {
    let now = services.time.now()
    let watches = subjects.map { subject in
      var watch = subject.watch
      watch.dueAt = now
      return watch
    }
    _ = try await services.storage.write(.relaxed) { try $0.update(watches) }
  }

  /// The one look that the plan has.
  package func check(_ subject: WatchedConnector) async -> CheckedConnector {
    await connectorCheck.run(subject, looks: [subject.plannedLook])
  }

  /// Everything there is to look at, because a person asked: three requests.
  package func checkAll(_ subject: WatchedConnector) async -> CheckedConnector {
    await connectorCheck.run(subject, looks: ConnectorLook.allCases, isAsked: true)
  }

  /// Checks these connectors as a person asks, a few at once, and keeps what was found.
  ///
  /// - Returns: in the order of `connectors`; those that are not in use are left out.
  package func checkNow(_ connectors: [Identifier<GleanConnector>]) async throws -> [CheckedConnector] {
    try await enrol()
    var all: [CheckedConnector] = []
    for start in stride(from: 0, to: connectors.count, by: Self.askedAtOnce) {
      let ids = connectors[start..<min(start + Self.askedAtOnce, connectors.count)]
      let subjects = Dictionary(try await claim(Set(ids)).map { ($0.connector.id, $0) }) { $1 }
      let checked = try await withThrowingTaskGroup(of: CheckedConnector.self) { group in
        for subject in subjects.values { group.addTask { await checkAll(subject) } }
        return try await group.reduce(into: [:]) { $0[$1.subject.connector.id] = $1 }
      }
      try Task.checkCancellation()
      let ordered = ids.compactMap { checked[$0] }
      try await record(ordered)
      all += ordered
    }
    return all
  }

  private var connectorCheck: ConnectorCheck {
    ConnectorCheck(connections: services.connections, time: services.time, policy: policy)
  }

  /// What claimed watches belong to. A connector that is not in use any more is not watched any more.
  private static func inHand(
    _ watches: [ConnectorWatch], in registry: any RegistryWriting
  ) throws -> [WatchedConnector] {
    guard !watches.isEmpty else { return [] }
    let connectors = try registry.connectors(Set(watches.map(\.connectorID)))
    let datasets = Dictionary(try registry.datasets(Set(connectors.map(\.datasetID))).map { ($0.id, $0) }) { $1 }
    let clients = Dictionary(try registry.clients(Set(connectors.map(\.clientID))).map { ($0.id, $0) }) { $1 }
    let inUse = Dictionary(connectors.filter { $0.phase == .monitor }.map { ($0.id, $0) }) { $1 }
    return try watches.compactMap { watch in
      guard let connector = inUse[watch.connectorID], let dataset = datasets[connector.datasetID],
        let client = clients[connector.clientID]
      else {
        try registry.delete(watch)
        return nil
      }
      return WatchedConnector(watch: watch, connector: connector, dataset: dataset, client: client)
    }
  }
}
