import DataOpsApp
import DataOpsCore
import DataOpsDurable
import DataOpsLifecycle
import Synchronization
import Testing
import _DataOpsTestKit

@Suite struct `Monitoring of a connector` {
  private let deaf = SearchWatch { _ throws(Failure) in throw Failure(.searchUnreachable, "nobody answers") }

  @Test func `keeps all five metrics within a cycle of the plan`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    // The first one looks at the status, whatever the plan has.
    try await installation.rounds(CheckPlan.cycle + 1)
    let connector = try await installation.connector(of: id)
    let samples = try await installation.read { try $0.samples(of: connector.id, from: Timestamp(seconds: 0)) }
    #expect(samples.count == CheckPlan.cycle + 1)
    #expect(Set(samples.flatMap(\.values.keys)) == Set(ConnectorMetric.allCases))
    #expect(samples.compactMap { $0.values[.syncSuccessRate] }.allSatisfy { $0 == 100 })
    #expect(samples.compactMap { $0.values[.connectorUptime] }.allSatisfy { $0 == 100 })
    #expect(samples.compactMap { $0.values[.errorCount] } == Array(repeating: 0, count: CheckPlan.cycle + 1))
    let watch = try await installation.watch(of: id)
    #expect(watch.round == CheckPlan.cycle + 1)
    #expect(watch.remarks.isEmpty, "\(watch.remarks)")
    #expect(watch.drift.isEmpty, "\(watch.drift)")
  }

  @Test func `costs one request a check`() async throws {
    let installation = try await Installation()
    _ = try await installation.readyDataset(count: 20)
    let counting = Counting()
    try await installation.rounds(CheckPlan.cycle, search: counting.watch)
    #expect(counting.count == CheckPlan.cycle)
  }

  @Test func `leaves a READY dataset READY and changes its health, with incident, audit entries and events`()
    async throws
  {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    try await installation.rounds(1)
    let eventsBefore = try await installation.read { try $0.outbox(of: id) }.count
    try await installation.rounds(1, search: deaf)
    #expect(try await installation.dataset(id).health == .degraded)
    #expect(try await installation.connector(of: id).status == .healthy)
    #expect(try await installation.incidents(of: id).isEmpty)

    try await installation.rounds(2, search: deaf)
    let dataset = try await installation.dataset(id)
    #expect(dataset.status == .ready)
    #expect(dataset.health == .unhealthy)
    #expect(try await installation.connector(of: id).status == .unhealthy)
    let incident = try #require(try await installation.incidents(of: id).first)
    #expect(incident.closedAt == nil)
    #expect(incident.cause.code == .searchUnreachable)
    #expect(incident.cause.message == "nobody answers")
    // The first is that of the validation.
    let changes = try await installation.audit(.connectorHealthChanged).dropFirst()
    #expect(changes.map { $0.after?["status"]?.string } == ["unhealthy"])
    #expect(changes.map(\.actor) == [Actor(.schedule, "monitor")])
    #expect(changes.map(\.reason) == ["nobody answers"])

    try await installation.rounds(1)
    #expect(try await installation.dataset(id).health == .unhealthy)
    try await installation.rounds(1)
    #expect(try await installation.dataset(id).health == .healthy)
    #expect(try await installation.connector(of: id).status == .healthy)
    #expect(try await installation.incidents(of: id).map { $0.closedAt != nil } == [true])
    let events = try await installation.read { try $0.outbox(of: id) }.dropFirst(eventsBefore)
    #expect(events.map(\.type) == Array(repeating: .connectorHealthChanged, count: 3))
    #expect(events.map { $0.data["health"]?.string } == ["degraded", "unhealthy", "healthy"])
    #expect(try await installation.audit(.datasetHealthChanged).count == 3)
  }

  @Test func `learns nothing from being asked to come back later`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    let limited = SearchWatch { _ throws(Failure) in throw Failure(.searchRateLimited, "slower") }
    try await installation.rounds(2, search: limited)
    let watch = try await installation.watch(of: id)
    #expect(watch.record.failures == 0)
    #expect(watch.record.unanswered == 2)
    #expect(watch.dueAt <= installation.time.now() + MonitorPolicy().unansweredPause, "and comes back soon")
    #expect(try await installation.dataset(id).health == .healthy)
    try await installation.rounds(1, search: limited)
    #expect(try await installation.dataset(id).health == .unknown)
    try await installation.rounds(2)
    #expect(try await installation.dataset(id).health == .healthy)
  }

  @Test func `takes a query that fails for an indicator, not for a failure`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    try await installation.rounds(CheckPlan.cycle + 1, search: SearchWatch(answer: { _, _ in [] }))
    #expect(try await installation.watch(of: id).remarks.map(\.indicator) == [.sampleQuery])
    #expect(try await installation.dataset(id).health == .degraded)
    #expect(try await installation.connector(of: id).status == .healthy)
    try await installation.rounds(CheckPlan.cycle)
    #expect(try await installation.dataset(id).health == .healthy)
  }

  @Test func `ends with the connector's use, and so does its incident`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    try await installation.rounds(3, search: deaf)
    let connector = try await installation.connector(of: id)
    _ = try await installation.requests.teardown(id)
    try await installation.drain()
    #expect(try await installation.incidents(of: id).map { $0.closedAt != nil } == [true])
    try await installation.rounds(1)
    #expect(try await installation.read { try $0.watch(of: connector.id) } == nil)
    #expect(try await installation.dataset(id).health == .unknown)
  }

  @Test func `does not decide about a dataset that is being validated`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    try await installation.rounds(1)
    _ = try await installation.requests.validate(id)
    let before = try await installation.watch(of: id).record
    try await installation.rounds(4, search: deaf)
    #expect(try await installation.connector(of: id).status == .healthy)
    let watch = try await installation.watch(of: id)
    #expect(watch.record == before)
    #expect(watch.round == 5)
  }

  @Test func `warns of a long failure, then pauses the sync and checks every hour, until a check passes`() async throws
  {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    try await installation.rounds(3, search: deaf)
    let warnings = { try await installation.read { try $0.outbox(of: id) }.compactMap { $0.data["warning"]?.string } }
    try await installation.rounds(1, every: .seconds(84 * 3600), search: deaf)
    #expect(try await warnings().count == 1)
    #expect(try await !installation.connector(of: id).syncPaused)
    try await installation.rounds(1, every: .seconds(84 * 3600), search: deaf)
    #expect(try await warnings().count == 1)
    #expect(try await installation.connector(of: id).syncPaused)
    #expect(try await installation.audit(.connectorChanged).last?.after?["sync_paused"] == .bool(true))
    let resting = try await installation.watch(of: id)
    try await installation.rounds(1, every: resting.dueAt - installation.time.now() - .seconds(1), search: deaf)
    #expect(try await installation.watch(of: id).round == resting.round, "not due before its hour")
    try await installation.rounds(1, every: .seconds(2))
    let after = try await installation.watch(of: id)
    #expect(after.record.restingSince == nil)
    #expect(try await !installation.connector(of: id).syncPaused)
    #expect(after.dueAt <= installation.time.now() + .seconds(300))
  }

  @Test func `brings a resting connector back when somebody asks`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    for _ in 0..<2 { try await installation.rounds(1, every: .seconds(170 * 3600), search: deaf) }
    let connector = try await installation.connector(of: id)
    #expect(connector.syncPaused)
    let monitoring = ConnectorMonitoring(services: installation.services(search: deaf), actor: Actor(.person, "ann"))
    try await installation.application.run { _ in
      let subjects = try await monitoring.claim([connector.id])
      for subject in subjects { try await monitoring.record([await monitoring.checkAll(subject)]) }
    }
    #expect(try await !installation.connector(of: id).syncPaused)
    #expect(try await installation.watch(of: id).record.failures == 1)
    #expect(try await installation.audit(.connectorChanged).last?.actor == Actor(.person, "ann"))
  }

  @Test func `refuses what a process found that was too slow`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    let monitoring = ConnectorMonitoring(services: installation.services(search: deaf))
    try await installation.application.run { [time = installation.time] _ in
      try await monitoring.enrol()
      time.advance(by: .seconds(300))
      let slow = try await monitoring.claim(limit: 10)
      #expect(slow.count == 1)
      #expect(try await monitoring.claim(limit: 10).isEmpty, "nobody else has it meanwhile")
      time.advance(by: MonitorPolicy().lease)
      let other = try await monitoring.claim(limit: 10)
      #expect(other.count == 1, "its time is over")
      for subject in slow { try await monitoring.record([await monitoring.check(subject)]) }
    }
    #expect(try await installation.watch(of: id).lastCheckAt == nil)
    #expect(try await installation.dataset(id).health == .healthy)
  }

  @Test func `happens by itself while a process serves, and leaves nothing in hand at its end`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    let connector = try await installation.connector(of: id)
    let services = installation.services
    try await installation.application.run { [time = installation.time] _ in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await Monitor(services: services).run() }
        while try await services.storage.read({ try $0.watch(of: connector.id)?.lastCheckAt }) == nil {
          time.advance(by: .seconds(10))
          await Task.yield()
        }
        group.cancelAll()
      }
    }
    let watch = try await installation.watch(of: id)
    #expect(watch.round >= 1)
    #expect(watch.dueAt <= installation.time.now() + .seconds(300))
  }
}

/// Counts what is asked of the search system.
private final class Counting: Sendable {
  let watch: SearchWatch
  private let calls: Counter

  private final class Counter: Sendable { let value = Atomic(0) }

  init() {
    let calls = Counter()
    self.calls = calls
    watch = SearchWatch { _ throws(Failure) in calls.value.add(1, ordering: .relaxed) }
  }

  var count: Int { calls.value.load(ordering: .relaxed) }
}
