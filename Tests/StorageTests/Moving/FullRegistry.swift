import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

/// Rows in every table that a registry has, some of them with members that are easily lost on the way.
struct FullRegistry {
  let scene: Scene
  let restored: Dataset
  let waiting: Operation
  let events: [AuditEvent]

  typealias Operation = DataOpsCore.Operation

  init(in storage: any Storage, _ fixtures: inout Fixtures) async throws {
    scene = Scene(&fixtures, name: "Über “Werke” \u{1F600}")
    restored = fixtures.dataset(of: scene.client, name: "Restored", restoredFrom: scene.dataset.id)
    waiting = fixtures.operation(on: restored, kind: .restore, priority: .high)
    events = try AuditChain.link(
      [
        AuditEntry(
          at: fixtures.time.now(), action: .datasetCreated, actor: Actor(.person, "mo"), reason: "demo “Ö”",
          clientID: scene.client.id, datasetID: scene.dataset.id, subject: "dataset",
          // PostgreSQL has no U+0000 in text, but within JSON it is escaped.
          after: ["score": .number(0.1), "big": .integer(.max), "text": "\u{0}\u{7F}é"]),
        AuditEntry(
          at: fixtures.time.now() + .microseconds(1), action: .accessDenied, actor: .teardownAgent, subject: "registry"),
      ], after: AuditEnd(nil))
    try await storage.insert(scene)
    try await insertWork(into: storage, &fixtures)
    try await insertGovernance(into: storage, &fixtures)
  }

  private func insertWork(into storage: any Storage, _ fixtures: inout Fixtures) async throws {
    let now = fixtures.time.now()
    let (scene, restored, waiting, events) = (scene, restored, waiting, events)
    var action = fixtures.manualAction(on: scene.dataset, connector: scene.connector)
    try action.confirm(by: Actor(.person, "tess"), reason: "done “so”", at: now)
    var credential = fixtures.credential(.indexingToken, of: scene.client)
    credential.rotate(
      to: SealedSecret(keyID: "k2", dataKey: "ZGF0YQ==", box: "bmV3"), previous: credential.secret, periodMinutes: 1440,
      at: now)
    let rotated = credential
    let (template, snapshot, confirmed) = (fixtures.template(), fixtures.snapshot(of: scene.dataset), action)
    let check = fixtures.check(
      CheckVerdict(.dataCompleteness, score: 100.0 / 3, result: ["n": .number(1e-7)]), of: scene.dataset,
      in: scene.operation)
    let archive = fixtures.archive(of: scene.dataset, snapshot: snapshot)
    var sent = fixtures.outboxEvent(.datasetProvisioned, of: scene.dataset, sequence: 1, data: ["a": [1, .null]])
    sent.deliveredAt = now
    let (delivered, unsent) = (sent, fixtures.outboxEvent(.datasetValidated, of: scene.dataset, sequence: 2))
    let ofClient = fixtures.outboxEvent(.manualActionRequired, of: scene.client, sequence: 1, data: ["a": [1, .null]])
    try await storage.write { registry in
      try registry.enqueue(ofClient)
      try registry.insert(restored)
      try registry.insert(waiting, steps: [OperationStep(operationID: waiting.id, name: .verifyArchive, ordinal: 0)])
      try registry.store(rotated)
      try registry.store(template)
      try registry.store(snapshot)
      try registry.store(archive)
      try registry.insert(check)
      try registry.store(confirmed)
      try registry.store(
        LedgerEntry(
          datasetID: scene.dataset.id, kind: .archive, name: "n", operationID: scene.operation.id, plannedAt: now))
      try registry.record(
        DatasetUsageMetric(datasetID: scene.dataset.id, metric: .apiCalls, value: 0.1, window: 60, recordedAt: now))
      for event in [delivered, unsent] { try registry.enqueue(event) }
      try registry.append(events)
      _ = try registry.takeLease("scheduler", owner: "host/1", until: now + .seconds(30), at: now)
      try registry.store(
        Schedule(name: "reconcile", cron: "17 3 * * *", nextAt: now, lastAt: now, lastOutcome: "done"))
      _ = try registry.take(1.5, from: "acme", rate: 10, capacity: 20, at: now)
    }
  }

  private func insertGovernance(into storage: any Storage, _ fixtures: inout Fixtures) async throws {
    let now = fixtures.time.now()
    let (scene, ann) = (scene, Actor(.person, "ann"))
    let incident = Incident(
      id: fixtures.id(), connectorID: scene.connector.id, datasetID: scene.dataset.id, openedAt: now,
      cause: Failure(.searchTimedOut, "no answer"))
    let hold = LegalHold(
      id: fixtures.id(), datasetID: scene.dataset.id, reason: "case 7", placedBy: ann, placedAt: now)
    let grant = AccessGrant(
      id: fixtures.id(), datasetID: scene.dataset.id, grantee: ann, approver: Actor(.person, "bob"), grantedAt: now)
    let token = APIToken(
      id: fixtures.id(), owner: ann, role: .clientSE, clients: [scene.client.id],
      hash: String(repeating: "a", count: 64), expiresAt: .distantFuture)
    let webhook = Webhook(id: fixtures.id(), url: "https://journeys.example/events", types: [.datasetArchived])
    let rule = try #require(fixtures.template().qualityRules.first)
    try await storage.write { registry in
      try registry.insert(incident)
      try registry.insert(hold)
      try registry.insert(Approval(datasetID: scene.dataset.id, approver: ann, reason: "over", givenAt: now))
      try registry.insert(grant)
      try registry.insert(token)
      try registry.store(webhook)
      _ = try registry.take(
        InboxEvent(
          id: "e-1", source: "urn:journeys", type: .journeyCompleted, time: now, data: [:], receivedAt: now))
      for daysAgo in 1...3 {
        _ = try registry.keep(
          Report(
            kind: .dataQualityTrends, periodStart: now - .seconds(Int64(daysAgo) * 86_400), madeAt: now,
            key: "reports/x"))
      }
      try registry.store(rule)
    }
    try await insertMeasurements(into: storage, at: now)
  }

  private func insertMeasurements(into storage: any Storage, at now: Timestamp) async throws {
    let (connector, start) = (scene.connector.id, MetricSpan.day.start(of: now))
    var watch = ConnectorWatch(connectorID: connector, dueAt: now + .seconds(300), round: 3, lastCheckAt: now)
    watch.record.failures = 1
    watch.record.failingSince = now
    watch.record.lastFailure = Failure(.searchFailed, "“no”")
    watch.remarks = [HealthRemark(.drift, "other")]
    let kept = watch
    try await storage.write { registry in
      try registry.insert([kept])
      try registry.record([
        ConnectorSample(
          connectorID: connector, takenAt: start, values: [.connectorUptime: 0, .syncSuccessRate: 100.0 / 3])
      ])
      try registry.summarize(.hour, startingAt: start)
      try registry.summarize(.day, startingAt: start)
    }
  }
}
