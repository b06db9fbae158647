import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

private let hour = Duration.seconds(3600)

/// Connectors in use, each of a dataset of its own.
private struct Watched {
  let open: OpenRegistry
  let connectors: [GleanConnector]
  var now: Timestamp { open.time.now() }
  var storage: any Storage { open.storage }

  init(_ backend: Backend, _ fixtures: inout Fixtures, count: Int = 3) async throws {
    open = try await OpenRegistry(backend, &fixtures)
    let scene = open.scene
    var connectors: [GleanConnector] = []
    var datasets: [Dataset] = []
    for number in 0..<count {
      let dataset = fixtures.dataset(of: scene.client, name: "dataset \(number)")
      var connector = fixtures.connector(of: dataset, client: scene.client, ordinal: number + 2)
      for (phase, status) in [
        (ConnectorPhase.configure, ConnectorStatus.creating), (.validate, .creating), (.monitor, .healthy),
      ] { try connector.move(to: phase, status: status) }
      datasets.append(dataset)
      connectors.append(connector)
    }
    let (rows, made) = (datasets, connectors)
    try await open.storage.write { registry in
      for dataset in rows { try registry.insert(dataset) }
      for connector in made { try registry.insert(connector) }
    }
    self.connectors = connectors
  }

  /// Watches every connector, the first due now, each further one a minute later.
  func watch() async throws -> [ConnectorWatch] {
    let watches = connectors.enumerated().map { index, connector in
      ConnectorWatch(connectorID: connector.id, dueAt: now + .seconds(Int64(index) * 60))
    }
    try await storage.write { try $0.insert(watches) }
    return watches
  }

  func claim(limit: Int = 10, after wait: Duration = .zero) async throws -> [ConnectorWatch] {
    let now = now + wait
    return try await storage.write {
      try $0.claimWatches(dueAt: now, until: now + .seconds(120), limit: limit).sorted {
        $0.connectorID < $1.connectorID
      }
    }
  }

  func sample(_ index: Int = 0, at instant: Timestamp, _ values: [ConnectorMetric: Double]) -> ConnectorSample {
    ConnectorSample(connectorID: connectors[index].id, takenAt: instant, values: values)
  }
}

@Suite struct `The watches of connectors` {
  var fixtures = Fixtures()

  @Test(arguments: Backend.reachable)
  mutating func `begin for connectors in use that are not watched, once`(_ backend: Backend) async throws {
    let watched = try await Watched(backend, &fixtures)
    let ids = Set(watched.connectors.map(\.id))
    #expect(try await watched.storage.read { try Set($0.unwatchedConnectors(limit: 10).map(\.id)) } == ids)
    #expect(try await watched.storage.read { try $0.unwatchedConnectors(limit: 2) }.count == 2)
    let first = try await watched.watch()
    #expect(try await watched.storage.read { try $0.unwatchedConnectors(limit: 10) }.isEmpty)
    let again = first.map { ConnectorWatch(connectorID: $0.connectorID, dueAt: .distantFuture) }
    try await watched.storage.write { try $0.insert(again) }
    #expect(try await watched.storage.read { try Set($0.watches(of: ids)) } == Set(first))
    #expect(try await watched.storage.read { try Set($0.connectors(ids)) } == Set(watched.connectors))
  }

  @Test(arguments: Backend.reachable)
  mutating func `come back as they were kept`(_ backend: Backend) async throws {
    let watched = try await Watched(backend, &fixtures)
    _ = try await watched.watch()
    var watch = try #require(try await watched.claim().first)
    let now = watched.now
    watch.dueAt = now + .seconds(300)
    watch.round = 17
    watch.lastCheckAt = now
    watch.record.failures = 4
    watch.record.unanswered = 1
    watch.record.failingSince = now - .seconds(1200)
    watch.record.warnedAt = now - .seconds(60)
    watch.record.restingSince = now
    watch.record.failedLook = .configuration
    watch.record.lastFailure = Failure(.searchFailed, "Glean: 500 – “Ö”", remedy: "Retry later.")
    watch.remarks = [HealthRemark(.sampleQuery, "finds nothing")]
    watch.drift = [ConnectorDrift("home_url", configured: "https://a/", found: nil, breaks: false)]
    let kept = watch
    #expect(try await watched.storage.write { try $0.update([kept]) } == [kept.connectorID])
    #expect(try await watched.storage.read { try $0.watch(of: kept.connectorID) } == kept)
  }

  @Test(arguments: Backend.reachable)
  mutating func `are given out when they are due, the longest due first, each to one process`(_ backend: Backend)
    async throws
  {
    let watched = try await Watched(backend, &fixtures)
    let watches = try await watched.watch()
    #expect(try await watched.claim().map(\.connectorID) == [watches[0].connectorID])
    #expect(try await watched.claim().isEmpty)
    #expect(try await watched.claim(limit: 1, after: .seconds(119)).map(\.connectorID) == [watches[1].connectorID])
    #expect(try await watched.claim(limit: 0, after: .seconds(300)).isEmpty)
    // The first one's process has died; its time is over.
    let over = try await watched.claim(after: .seconds(120))
    #expect(Set(over.map(\.connectorID)) == [watches[0].connectorID, watches[2].connectorID])
    #expect(over.first { $0.connectorID == watches[0].connectorID }?.fence == 2)
  }

  @Test(arguments: Backend.reachable)
  mutating func `are each given to one of many that ask at once`(_ backend: Backend) async throws {
    let watched = try await Watched(backend, &fixtures, count: 30)
    let due = watched.connectors.map { ConnectorWatch(connectorID: $0.id, dueAt: watched.now) }
    try await watched.storage.write { try $0.insert(due) }
    let (storage, now) = (watched.storage, watched.now)
    let claimed = try await withThrowingTaskGroup(of: [ConnectorWatch].self) { group in
      for _ in 0..<8 {
        group.addTask {
          var own: [ConnectorWatch] = []
          while true {
            let more = try await storage.write {
              try $0.claimWatches(dueAt: now, until: now + .seconds(120), limit: 4)
            }
            if more.isEmpty { return own }
            own += more
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(claimed.count == 30)
    #expect(Set(claimed.map(\.connectorID)).count == 30)
    #expect(claimed.allSatisfy { $0.fence == 1 })
  }

  @Test(arguments: Backend.reachable)
  mutating func `are not changed by a process that lost them`(_ backend: Backend) async throws {
    let watched = try await Watched(backend, &fixtures)
    _ = try await watched.watch()
    let lost = try #require(try await watched.claim().first)
    let now = watched.now
    let taken = try await watched.storage.write {
      try $0.claimWatches(of: [lost.connectorID], until: now + .seconds(60))
    }
    #expect(taken.map(\.fence) == [2])
    #expect(try await watched.storage.write { try $0.update([lost]) }.isEmpty)
    try await watched.storage.write { try $0.delete(lost) }
    #expect(try await watched.storage.read { try $0.watch(of: lost.connectorID) } == taken.first)
    try await watched.storage.write { try $0.delete(taken[0]) }
    #expect(try await watched.storage.read { try $0.watch(of: lost.connectorID) } == nil)
  }

  @Test(arguments: Backend.reachable)
  mutating func `are refused where they contradict themselves`(_ backend: Backend) async throws {
    let watched = try await Watched(backend, &fixtures)
    _ = try await watched.watch()
    let watch = try #require(try await watched.claim().first)
    let contradictions: [(inout ConnectorWatch) -> Void] = [
      { $0.record.failures = 1 }, { $0.record.failingSince = $0.dueAt }, { $0.record.restingSince = $0.dueAt },
      {
        $0.record.failures = 1
        $0.record.successes = 1
        $0.record.failingSince = $0.dueAt
      }, { $0.round = -1 },
    ]
    for contradict in contradictions {
      var wrong = watch
      contradict(&wrong)
      let refused = wrong
      await #expect(throws: Failure.self) { try await watched.storage.write { try $0.update([refused]) } }
    }
  }
}

@Suite struct `What is measured of connectors` {
  var fixtures = Fixtures()

  @Test(arguments: Backend.reachable)
  mutating func `is kept as it was measured, once for each instant`(_ backend: Backend) async throws {
    let watched = try await Watched(backend, &fixtures)
    let now = watched.now
    let samples = [
      watched.sample(at: now, [.connectorUptime: 100, .errorCount: 0, .syncSuccessRate: 100.0 / 3]),
      watched.sample(at: now + .seconds(300), [.queryResponseTime: 12.5, .dataFreshness: 86_400]),
    ]
    let (storage, other) = (watched.storage, watched.sample(1, at: now, [:]))
    try await storage.write { try $0.record(samples + [other]) }
    try await storage.write { try $0.record([samples[0]]) }
    let id = watched.connectors[0].id
    #expect(try await storage.read { try $0.samples(of: id, from: now) } == samples)
    #expect(try await storage.read { try $0.samples(of: id, from: now + .seconds(1)) } == [samples[1]])
    #expect(try await storage.read { try $0.samples(of: watched.connectors[1].id, from: now) } == [other])
  }

  @Test(arguments: Backend.reachable)
  mutating func `is summed up exactly, however often`(_ backend: Backend) async throws {
    let watched = try await Watched(backend, &fixtures)
    let start = MetricSpan.day.start(of: watched.now)
    let (storage, id) = (watched.storage, watched.connectors[0].id)
    let samples = (0..<48).map { number in
      watched.sample(
        at: start + hour * number / 2, [.errorCount: Double(number), .connectorUptime: number % 2 == 0 ? 100 : 0])
    }
    try await storage.write { try $0.record(samples) }
    #expect(try await storage.read { try $0.firstToSummarize(.hour, from: start) } == start)
    #expect(
      try await storage.read { try $0.firstToSummarize(.hour, from: start + .seconds(1)) } == start + .seconds(1800))
    #expect(try await storage.read { try $0.lastSummary(.hour) } == nil)
    for _ in 0..<2 {
      for number in 0..<24 { try await storage.write { try $0.summarize(.hour, startingAt: start + hour * number) } }
      try await storage.write { try $0.summarize(.day, startingAt: start) }
    }
    let hours = try await storage.read { try $0.summaries(of: id, .hour, from: start) }
    #expect(hours.count == 24)
    #expect(hours[3].startsAt == start + hour * 3)
    #expect(
      hours[3].figures == [
        .errorCount: MetricFigures(count: 2, minimum: 6, maximum: 7, sum: 13),
        .connectorUptime: MetricFigures(count: 2, minimum: 0, maximum: 100, sum: 100),
      ])
    let days = try await storage.read { try $0.summaries(of: id, .day, from: start) }
    #expect(days.map(\.startsAt) == [start])
    #expect(days[0].figures[.errorCount] == MetricFigures(samples.compactMap { $0.values[.errorCount] }))
    #expect(days[0].figures[.errorCount]?.mean == 23.5)
    #expect(days[0].figures[.dataFreshness] == nil)
    #expect(try await storage.read { try $0.lastSummary(.hour) } == start + hour * 23)
    #expect(try await storage.read { try $0.lastSummary(.day) } == start)
    let uptimes = try await storage.read {
      try $0.uptimes(of: [id, watched.connectors[1].id], from: start + .seconds(1))
    }
    #expect(uptimes == [id: MetricFigures(count: 47, minimum: 0, maximum: 100, sum: 2300)])
  }

  @Test(arguments: Backend.reachable)
  mutating func `is forgotten by age`(_ backend: Backend) async throws {
    let watched = try await Watched(backend, &fixtures)
    let start = MetricSpan.day.start(of: watched.now)
    let (storage, id) = (watched.storage, watched.connectors[0].id)
    let samples = (0..<4).map { watched.sample(at: start + hour * $0, [.errorCount: 1]) }
    try await storage.write { registry in
      try registry.record(samples)
      for number in 0..<4 { try registry.summarize(.hour, startingAt: start + hour * number) }
      try registry.summarize(.day, startingAt: start)
    }
    let (second, third) = (start + hour * 2, start + hour * 3)
    #expect(try await storage.write { try $0.forgetSamples(before: second) } == 2)
    #expect(try await storage.write { try $0.forgetSummaries(.hour, before: third) } == 3)
    #expect(try await storage.write { try $0.forgetSummaries(.day, before: start) } == 0)
    #expect(try await storage.read { try $0.samples(of: id, from: start) } == Array(samples[2...]))
    #expect(try await storage.read { try $0.summaries(of: id, .hour, from: start) }.count == 1)
    #expect(try await storage.read { try $0.summaries(of: id, .day, from: start) }.count == 1)
  }

  /// Five hours of samples, rolled up at whatever minute the process happens to run.
  @Test(arguments: Backend.reachable)
  mutating func `is rolled up by a job that may stop and be repeated at any time`(_ backend: Backend) async throws {
    let watched = try await Watched(backend, &fixtures)
    let start = MetricSpan.day.start(of: watched.now)
    let (storage, id) = (watched.storage, watched.connectors[0].id)
    let rollup = MetricRollup(storage: storage, policy: MonitorPolicy())
    #expect(try await rollup.run(at: start) == (0, 0))
    // Nothing was measured in the third hour.
    let samples = [0, 1, 3, 4].map { watched.sample(at: start + hour * $0 + .seconds(60), [.errorCount: 2]) }
    try await storage.write { try $0.record(samples) }
    #expect(try await rollup.run(at: start + hour * 2 + .seconds(240)) == (1, 0), "the second may still get samples")
    #expect(try await rollup.run(at: start + hour * 5 - .seconds(1)) == (2, 0))
    #expect(try await rollup.run(at: start + hour * 5 - .seconds(1)) == (0, 0))
    #expect(try await rollup.run(at: start + hour * 25) == (1, 1))
    let days = try await storage.read { try $0.summaries(of: id, .day, from: start) }
    #expect(days.map { $0.figures[.errorCount] } == [MetricFigures(count: 4, minimum: 2, maximum: 2, sum: 8)])
    #expect(try await storage.read { try $0.samples(of: id, from: start) }.count == 4)
    _ = try await rollup.run(at: start + hour * 24 * 40)
    #expect(try await storage.read { try $0.samples(of: id, from: start) }.isEmpty)
    #expect(try await storage.read { try $0.summaries(of: id, .hour, from: start) }.isEmpty)
    #expect(try await storage.read { try $0.summaries(of: id, .day, from: start) } == days)
    _ = try await rollup.run(at: start + hour * 24 * 402)
    #expect(try await storage.read { try $0.summaries(of: id, .day, from: start) }.isEmpty)
  }

  @Test(arguments: Backend.reachable)
  mutating func `is not forgotten before it was summed up`(_ backend: Backend) async throws {
    let watched = try await Watched(backend, &fixtures)
    let (storage, id, now) = (watched.storage, watched.connectors[0].id, watched.now)
    let sample = watched.sample(at: now, [.errorCount: 1])
    try await storage.write { try $0.record([sample]) }
    #expect(try await MetricRollup(storage: storage, policy: MonitorPolicy()).run(at: now + hour * 24 * 90) == (1, 1))
    #expect(try await storage.read { try $0.samples(of: id, from: now) }.isEmpty)
    #expect(try await storage.read { try $0.summaries(of: id, .day, from: Timestamp(seconds: 0)) }.count == 1)
  }

  @Test(arguments: Backend.reachable)
  mutating func `has beside it the incidents of its connector, newest first`(_ backend: Backend) async throws {
    let watched = try await Watched(backend, &fixtures)
    let (storage, now) = (watched.storage, watched.now)
    func incident(_ index: Int) -> Incident {
      Incident(
        id: fixtures.id(), connectorID: watched.connectors[index].id, datasetID: watched.connectors[index].datasetID,
        openedAt: now, cause: Failure(.searchFailed, "no"))
    }
    var first = incident(0)
    let (second, other) = (incident(0), incident(1))
    let opened = first
    first.closedAt = now
    let closed = first
    try await storage.write { registry in
      try registry.insert(opened)
      try registry.update(closed)
      try registry.insert(other)
      try registry.insert(second)
    }
    let id = watched.connectors[0].id
    #expect(try await storage.read { try $0.incidents(ofConnector: id, limit: 10) } == [second, closed])
    #expect(try await storage.read { try $0.incidents(ofConnector: id, limit: 1) } == [second])
    #expect(try await storage.read { try $0.incidents(limit: 10) } == [second, other, closed])
  }
}
