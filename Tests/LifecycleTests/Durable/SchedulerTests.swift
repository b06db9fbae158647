import DataOpsCore
import DataOpsDurable
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `A scheduled job` {
  private let role = "scheduler"

  /// Half a minute after the clock of the tests begins.
  private func job(_ run: @escaping @Sendable () async throws -> String) throws -> ScheduledJob {
    ScheduledJob(name: "job", cron: try CronExpression("31 9 * * *"), run: run)
  }

  private func outcome(in installation: Installation) async throws -> String? {
    try await installation.read { try $0.schedules().first?.lastOutcome }
  }

  @Test func `that takes longer than the lease is done once, by the one that began it`() async throws {
    let installation = try await Installation()
    let (gate, happened) = (Gate(), Happenings())
    let slow = try job {
      happened.add("first")
      try await gate.pass()
      return "done by the first"
    }
    let quick = try job {
      happened.add("second")
      return "done by the second"
    }
    let first = Scheduler(services: installation.services, jobs: [slow], owner: "first")
    let second = Scheduler(services: installation.services, jobs: [quick], owner: "second")
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await first.run() }
      try await eventually("the first leads") { try await installation.lease(of: role)?.owner == "first" }
      group.addTask { try await second.run() }
      try await eventually("both wait") { installation.time.pausedCount == 2 }
      try await installation.advance(by: .seconds(120), while: 2) { !happened.all.isEmpty }
      try await installation.advance(by: installation.services.policy.lease * 4, while: 2)
      #expect(try await installation.lease(of: role)?.owner == "first")
      gate.open()
      try await eventually("the outcome is kept") { try await outcome(in: installation) != nil }
      #expect(try await outcome(in: installation) == "done by the first")
      #expect(happened.all == ["first"])
      group.cancelAll()
    }
  }

  @Test func `is given up when another process has taken the lead, and its outcome is not kept`() async throws {
    let installation = try await Installation()
    let (gate, happened) = (Gate(), Happenings())
    let endless = try job {
      happened.add("begun")
      defer { happened.add("given up") }
      try await gate.pass()
      return "done"
    }
    let scheduler = Scheduler(services: installation.services, jobs: [endless], owner: "first")
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await scheduler.run() }
      try await eventually("it waits") { installation.time.pausedCount == 1 }
      try await installation.advance(by: .seconds(120), while: 1) { !happened.all.isEmpty }
      let fence = try await installation.lease(of: role)?.fence
      let taken = try #require(try await installation.takeLead(in: role, as: "other"))
      #expect(taken.fence == fence.map { $0 + 1 })
      installation.time.advance(by: installation.services.policy.lease / 3)
      try await eventually("it is given up") { happened.all == ["begun", "given up"] }
      #expect(try await installation.lease(of: role) == taken)
      #expect(try await outcome(in: installation) == nil)
      group.cancelAll()
    }
  }
}
