internal import DataOpsCore
internal import DataOpsDurable
internal import DataOpsLifecycle

/// What an installation does by itself.
enum ScheduledJobs {
  static func all(
    _ services: Services, sealer: CredentialSealer, issuer: any TokenIssuer
  ) throws(Failure) -> [ScheduledJob] {
    [
      ScheduledJob(name: "expire_datasets", cron: try CronExpression("* * * * *")) {
        let torn = try await Requests(services: services, actor: Actor(.schedule, "expire_datasets")).tearDownExpired()
        return torn == 0 ? "nothing has expired" : "\(torn.of("teardown")) asked for"
      },
      ScheduledJob(name: "reconcile", cron: try CronExpression("17 3 * * *")) {
        let reconciler = Reconciler(services: services, actor: Actor(.schedule, "reconcile"))
        let found = try await reconciler.run(client: nil, repairing: false)
        return found.findings.isEmpty ? "all fits" : "\(found.findings.count.of("finding")): dataops reconcile"
      },
      ScheduledJob(name: "watch_credentials", cron: try CronExpression("23 * * * *")) {
        let actor = Actor(.schedule, "watch_credentials")
        let watch = CredentialWatch(services: services, sealer: sealer, issuer: issuer, actor: actor)
        return try await watch.look().description
      },
      ScheduledJob(name: "collect_leftovers", cron: try CronExpression("41 * * * *")) {
        try await SnapshotCollection.collectLeftovers(services)
        return "done"
      },
      ScheduledJob(name: "sum_up_metrics", cron: try CronExpression("7 * * * *")) {
        let rollup = MetricRollup(storage: services.storage, policy: services.policy.monitor)
        let (hours, days) = try await rollup.run(at: services.time.now())
        return "\(hours.of("hour")) and \(days.of("day")) summed up"
      },
      ScheduledJob(name: "forget_commits", cron: try CronExpression("*/10 * * * *")) {
        let anHourAgo = services.time.now() - .seconds(3600)
        try await services.storage.write { try $0.forgetCommits(before: anHourAgo) }
        return "done"
      },
    ]
  }
}
