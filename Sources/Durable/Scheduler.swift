package import DataOpsCore
package import DataOpsLifecycle
internal import Logging
internal import ServiceLifecycle

/// Something that the installation does by itself at the times of a cron expression.
package struct ScheduledJob: Sendable {
  package let name: String
  package let cron: CronExpression
  /// Does it, and says in one line what came of it. May be interrupted and done again.
  package let run: @Sendable () async throws -> String

  package init(name: String, cron: CronExpression, run: @escaping @Sendable () async throws -> String) {
    self.name = name
    self.cron = cron
    self.run = run
  }
}

/// Does the scheduled jobs when their time has come; of all processes that have this role one does.
///
/// A time that passed while nobody was there is made up for once.
package struct Scheduler: Service {
  private let services: Services
  private let jobs: [ScheduledJob]
  private let leader: Leader

  package init(services: Services, jobs: [ScheduledJob], owner: String) {
    self.services = services
    self.jobs = jobs
    leader = Leader(services: services, role: "scheduler", owner: owner)
  }

  package func run() async throws {
    try await cancelWhenGracefulShutdown {
      try await leader.lead(pause: services.policy.poll) { try await turn($0) }
    }
  }

  private func turn(_ lease: SharedLease) async throws {
    let known = Dictionary(try await services.storage.read { try $0.schedules() }.map { ($0.name, $0) }) { $1 }
    for job in jobs {
      let now = services.time.now()
      guard var schedule = plan(job, known[job.name], now) else { continue }
      if schedule != known[job.name] { try await keep(schedule, lease) }
      guard schedule.nextAt <= now else { continue }
      schedule.lastOutcome = try await outcome(of: job)
      schedule.lastAt = now
      schedule.nextAt = job.cron.next(after: services.time.now()) ?? .distantFuture
      try await keep(schedule, lease)
    }
  }

  private func outcome(of job: ScheduledJob) async throws -> String {
    do {
      return try await job.run()
    } catch {
      if error is CancellationError { throw error }
      let failure = Failure(wrapping: error)
      services.logger.error(
        "a scheduled job failed", metadata: ["job": "\(job.name)", "failure": "\(failure.message)"])
      return "failed: \(failure.message)"
    }
  }

  /// The schedule as it is known, or anew where there is none or its times have changed; nil for a time that never comes.
  private func plan(_ job: ScheduledJob, _ known: Schedule?, _ now: Timestamp) -> Schedule? {
    if let known, known.cron == job.cron.description { return known }
    guard let next = job.cron.next(after: now) else { return nil }
    return Schedule(
      name: job.name, cron: job.cron.description, nextAt: next, lastAt: known?.lastAt, lastOutcome: known?.lastOutcome)
  }

  private func keep(_ schedule: Schedule, _ lease: SharedLease) async throws {
    let now = services.time.now()
    try await services.storage.write { registry in
      try registry.require(lease, at: now)
      try registry.store(schedule)
    }
  }
}
