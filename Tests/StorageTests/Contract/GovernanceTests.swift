import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

private let ann = Actor(.person, "ann")
private let bob = Actor(.person, "bob")

/// The nouns of governance about the scene of a registry, from the fixtures of one test.
private struct Governance {
  var fixtures: Fixtures
  let scene: Scene
  let now: Timestamp

  init(_ open: OpenRegistry, _ fixtures: Fixtures) {
    self.fixtures = fixtures
    scene = open.scene
    now = open.time.now()
  }

  mutating func incident(of connector: GleanConnector? = nil) -> Incident {
    let connector = connector ?? scene.connector
    return Incident(
      id: fixtures.id(), connectorID: connector.id, datasetID: connector.datasetID, openedAt: now,
      cause: Failure(.searchTimedOut, "no answer in 5 s", remedy: "Look at Glean.", step: .connectorHealth))
  }

  mutating func hold(on dataset: Dataset? = nil) -> LegalHold {
    LegalHold(
      id: fixtures.id(), datasetID: (dataset ?? scene.dataset).id, reason: "case 7 – “Ö”", placedBy: ann, placedAt: now)
  }

  func approval(_ approver: Actor, of dataset: Dataset? = nil) -> Approval {
    Approval(datasetID: (dataset ?? scene.dataset).id, approver: approver, reason: "pilot is over", givenAt: now)
  }

  mutating func grant(at instant: Timestamp? = nil, on dataset: Dataset? = nil) -> AccessGrant {
    AccessGrant(
      id: fixtures.id(), datasetID: (dataset ?? scene.dataset).id, grantee: Actor(.agent, "support"), approver: bob,
      grantedAt: instant ?? now)
  }

  mutating func token(
    _ digit: Character, role: Role = .clientSE, clients: [Identifier<Client>]? = nil
  ) -> APIToken {
    APIToken(
      id: fixtures.id(), owner: ann, role: role, clients: clients, hash: String(repeating: digit, count: 64),
      expiresAt: now + .seconds(3600))
  }

  func event(
    _ id: String, from source: String = "urn:journeys", type: InboxEventType = .journeyStageChanged
  ) -> InboxEvent {
    InboxEvent(
      id: id, source: source, type: type, time: now - .seconds(5), data: ["stage": "pilot", "at": [1, .null]],
      receivedAt: now)
  }

  func report(_ kind: Report.Kind, daysAgo: Int64 = 1) -> Report {
    Report(kind: kind, periodStart: now - .seconds(daysAgo * 86_400), madeAt: now, key: "reports/\(kind.rawValue)")
  }
}

@Suite struct `The storage of governance keeps every member of` {
  var fixtures = Fixtures()

  @Test(arguments: Backend.reachable)
  mutating func `an incident, also when it is over`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    var governance = Governance(open, fixtures)
    let opened = governance.incident()
    var incident = opened
    incident.closedAt = governance.now + .seconds(60)
    let closed = incident
    try await open.storage.write { try $0.insert(opened) }
    #expect(try await open.storage.read { try $0.incident(opened.id) } == opened)
    try await open.storage.write { try $0.update(closed) }
    #expect(try await open.storage.read { try $0.incident(opened.id) } == closed)
  }

  @Test(arguments: Backend.reachable)
  mutating func `a legal hold, also when it is released`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    var governance = Governance(open, fixtures)
    let placed = governance.hold()
    var hold = placed
    hold.releasedAt = governance.now
    let released = hold
    try await open.storage.write { try $0.insert(placed) }
    #expect(try await open.storage.read { try $0.hold(placed.id) } == placed)
    try await open.storage.write { try $0.update(released) }
    #expect(try await open.storage.read { try $0.hold(placed.id) } == released)
  }

  @Test(arguments: Backend.reachable)
  mutating func `an approval and an access grant`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    var governance = Governance(open, fixtures)
    let (approval, grant) = (governance.approval(ann), governance.grant())
    try await open.storage.write { registry in
      try registry.insert(approval)
      try registry.insert(grant)
    }
    try await open.storage.read { registry throws in
      #expect(try registry.approvals(of: approval.datasetID) == [approval])
      #expect(try registry.grant(grant.id) == grant)
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `a token of every role and of some, all or no clients`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    var governance = Governance(open, fixtures)
    let clients: [[Identifier<Client>]?] = [nil, [], [open.scene.client.id, fixtures.id()]]
    let tokens = zip(Role.allCases, "abcdefghi").enumerated().map { number, member in
      governance.token(member.1, role: member.0, clients: clients[number % 3])
    }
    #expect(tokens.count == Role.allCases.count)
    try await open.storage.write { registry in
      for token in tokens { try registry.insert(token) }
    }
    try await open.storage.read { registry throws in
      #expect(try registry.tokens() == tokens)
      for token in tokens {
        #expect(try registry.token(token.id) == token)
        #expect(try registry.token(hash: token.hash) == token)
      }
      #expect(try registry.token(hash: "") == nil)
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `a token that is revoked`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    var governance = Governance(open, fixtures)
    let valid = governance.token("a")
    var token = valid
    token.revokedAt = governance.now
    let revoked = token
    try await open.storage.write { registry in
      try registry.insert(valid)
      try registry.update(revoked)
    }
    #expect(try await open.storage.read { try $0.token(hash: valid.hash) } == revoked)
  }

  @Test(arguments: Backend.reachable)
  mutating func `a webhook, also when it is disabled and enabled again`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let enabled = Webhook(id: fixtures.id(), url: "https://journeys.example/events", types: EventType.allCases)
    var webhook = Webhook(id: enabled.id, url: enabled.url, types: [])
    webhook.disabledAt = open.time.now()
    let disabled = webhook
    for version in [enabled, disabled, enabled] {
      try await open.storage.write { try $0.store(version) }
      #expect(try await open.storage.read { try $0.webhook(enabled.id) } == version)
    }
    #expect(try await open.storage.read { try $0.webhooks() } == [enabled])
  }

  @Test(arguments: Backend.reachable)
  mutating func `an event of every type that came in`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let governance = Governance(open, fixtures)
    for type in InboxEventType.allCases {
      let event = governance.event(type.rawValue, type: type)
      #expect(try await open.storage.write { try $0.take(event) })
      #expect(try await open.storage.read { try $0.inboxEvent(event.id, from: event.source) } == event)
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `a report of every kind`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let governance = Governance(open, fixtures)
    for kind in Report.Kind.allCases {
      let report = governance.report(kind)
      #expect(try await open.storage.write { try $0.keep(report) })
      try await open.storage.read { registry throws in
        #expect(try registry.report(kind, periodStart: report.periodStart) == report)
        #expect(try registry.report(kind, periodStart: report.periodStart + .seconds(1)) == nil)
      }
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `a quality rule, also when it is replaced`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let full = DataQualityRule(
      name: "title is short", checkType: .schemaValidation, field: "title", rule: "max_length",
      parameters: ["value": 200], severity: .warn, threshold: 99.5)
    let bare = DataQualityRule(
      name: "title is short", checkType: .dataCompleteness, field: nil, rule: "count", parameters: .null,
      severity: .fail, threshold: nil)
    for rule in [full, bare] {
      try await open.storage.write { try $0.store(rule) }
      #expect(try await open.storage.read { try $0.qualityRule(named: rule.name) } == rule)
    }
    #expect(try await open.storage.read { try $0.qualityRules() } == [bare])
  }
}

@Suite struct `The storage of governance refuses` {
  var fixtures = Fixtures()

  private func code(
    _ storage: any Storage, _ body: @escaping @Sendable (any RegistryWriting) throws -> Void
  ) async -> FailureCode? {
    await #expect(throws: Failure.self) { try await storage.write(body) }?.code
  }

  @Test(arguments: Backend.reachable)
  mutating func `a second open incident of a connector`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    var governance = Governance(open, fixtures)
    let (first, second) = (governance.incident(), governance.incident())
    try await open.storage.write { try $0.insert(first) }
    #expect(await code(open.storage) { try $0.insert(second) } == .alreadyExists)
    var incident = first
    incident.closedAt = governance.now
    let closed = incident
    try await open.storage.write { registry in
      try registry.update(closed)
      try registry.insert(second)
    }
    #expect(try await open.storage.read { try $0.openIncident(of: second.connectorID) } == second)
  }

  @Test(arguments: Backend.reachable)
  mutating func `an end before the beginning`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    var governance = Governance(open, fixtures)
    var (incident, hold) = (governance.incident(), governance.hold())
    incident.closedAt = governance.now - .microseconds(1)
    hold.releasedAt = governance.now - .microseconds(1)
    let early = (incident, hold)
    #expect(await code(open.storage) { try $0.insert(early.0) } == .conflict)
    #expect(await code(open.storage) { try $0.insert(early.1) } == .conflict)
    let report = Report(
      kind: .dataQualityTrends, periodStart: governance.now, madeAt: governance.now - .seconds(1), key: "reports/1")
    #expect(await code(open.storage) { _ = try $0.keep(report) } == .conflict)
  }

  @Test(arguments: Backend.reachable)
  mutating func `a second end, and the end of what is not there`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    var governance = Governance(open, fixtures)
    var (incident, hold, token) = (governance.incident(), governance.hold(), governance.token("a"))
    (incident.closedAt, hold.releasedAt, token.revokedAt) = (governance.now, governance.now, governance.now)
    let over = (incident: incident, hold: hold, token: token)
    #expect(await code(open.storage) { try $0.update(over.incident) } == .notFound)
    #expect(await code(open.storage) { try $0.update(over.hold) } == .notFound)
    #expect(await code(open.storage) { try $0.update(over.token) } == .notFound)
    try await open.storage.write { registry in
      try registry.insert(over.incident)
      try registry.insert(over.hold)
      try registry.insert(over.token)
    }
    #expect(await code(open.storage) { try $0.update(over.incident) } == .conflict)
    #expect(await code(open.storage) { try $0.update(over.hold) } == .conflict)
    #expect(await code(open.storage) { try $0.update(over.token) } == .conflict)
    hold.releasedAt = nil
    let reopened = hold
    let failure = await #expect(throws: Failure.self) { try await open.storage.write { try $0.update(reopened) } }
    #expect(failure?.message == "legal hold \(hold.id) was released before")
    #expect(try await open.storage.read { try $0.hold(reopened.id) } == over.hold)
  }

  @Test(arguments: Backend.reachable)
  mutating func `a second approval of one person, and one that is not a person's`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let governance = Governance(open, fixtures)
    let other = fixtures.dataset(of: open.scene.client, name: "Other")
    let (first, ofOther) = (governance.approval(ann), governance.approval(ann, of: other))
    let second = governance.approval(bob)
    try await open.storage.write { registry in
      try registry.insert(other)
      for approval in [first, second, ofOther] { try registry.insert(approval) }
    }
    #expect(await code(open.storage) { try $0.insert(first) } == .alreadyExists)
    for kind in Actor.Kind.allCases where kind != .person {
      let approval = governance.approval(Actor(kind, "ann"))
      #expect(await code(open.storage) { try $0.insert(approval) } == .conflict, "\(kind)")
    }
    #expect(try await open.storage.read { try $0.approvals(of: first.datasetID) } == [first, second])
  }

  @Test(arguments: Backend.reachable)
  mutating func `a token whose hash is taken or is none`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    var governance = Governance(open, fixtures)
    let (first, twin) = (governance.token("a"), governance.token("a"))
    try await open.storage.write { try $0.insert(first) }
    #expect(await code(open.storage) { try $0.insert(twin) } == .alreadyExists)
    for length in [0, 63, 65] {
      let token = APIToken(
        id: fixtures.id(), owner: ann, role: .clientSE, clients: nil, hash: String(repeating: "a", count: length),
        expiresAt: governance.now)
      #expect(await code(open.storage) { try $0.insert(token) } == .conflict, "\(length)")
    }
  }

  @Test(arguments: Backend.reachable, [-0.1, 100.1])
  mutating func `a quality rule with a threshold outside of 0 to 100`(_ backend: Backend, _ threshold: Double)
    async throws
  {
    let open = try await OpenRegistry(backend, &fixtures)
    let rule = DataQualityRule(
      name: "r", checkType: .schemaValidation, field: nil, rule: "count", parameters: [:], severity: .fail,
      threshold: threshold)
    #expect(await code(open.storage) { try $0.store(rule) } == .conflict)
  }

  @Test(arguments: Backend.reachable)
  mutating func `to delete a quality rule that is not there`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let rule = fixtures.template().qualityRules[0]
    try await open.storage.write { try $0.store(rule) }
    try await open.storage.write { try $0.deleteQualityRule(named: rule.name) }
    #expect(try await open.storage.read { try $0.qualityRules() } == [])
    #expect(await code(open.storage) { try $0.deleteQualityRule(named: rule.name) } == .notFound)
  }

  @Test(arguments: Backend.reachable)
  mutating func `what is about a dataset or connector that is not there`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    var governance = Governance(open, fixtures)
    let nobodys = fixtures.dataset(of: open.scene.client)
    let connector = fixtures.connector(of: open.scene.dataset, client: open.scene.client, ordinal: 2)
    let (incident, hold) = (governance.incident(of: connector), governance.hold(on: nobodys))
    let (approval, grant) = (governance.approval(ann, of: nobodys), governance.grant(on: nobodys))
    #expect(await code(open.storage) { try $0.insert(incident) } == .conflict)
    #expect(await code(open.storage) { try $0.insert(hold) } == .conflict)
    #expect(await code(open.storage) { try $0.insert(approval) } == .conflict)
    #expect(await code(open.storage) { try $0.insert(grant) } == .conflict)
    let elsewhere = Incident(
      id: fixtures.id(), connectorID: open.scene.connector.id, datasetID: nobodys.id, openedAt: governance.now,
      cause: incident.cause)
    #expect(await code(open.storage) { try $0.insert(elsewhere) } == .conflict)
  }
}

@Suite struct `The storage of governance takes once` {
  var fixtures = Fixtures()

  @Test(arguments: Backend.reachable)
  mutating func `an event of one source and id, and keeps the first`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let governance = Governance(open, fixtures)
    let first = governance.event("1")
    let again = governance.event("1", type: .journeyCompleted)
    let others = [governance.event("2"), governance.event("1", from: "urn:other")]
    #expect(try await open.storage.write { try $0.take(first) })
    #expect(try await open.storage.write { try $0.take(again) } == false)
    for event in others { #expect(try await open.storage.write { try $0.take(event) }) }
    try await open.storage.read { registry throws in
      #expect(try registry.inboxEvent("1", from: first.source) == first)
      #expect(try registry.inbox(limit: 10) == [others[1], others[0], first])
      #expect(try registry.inbox(limit: 1) == [others[1]])
      #expect(try registry.inbox(limit: -1) == [])
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `an event that comes in several times at once`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let event = Governance(open, fixtures).event("1")
    let storage = open.storage
    let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 { group.addTask { try await storage.write { try $0.take(event) } } }
      return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(taken == 1)
  }

  @Test(arguments: Backend.reachable)
  mutating func `no event of a transaction that fails`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let event = Governance(open, fixtures).event("1")
    await #expect(throws: Failure.self) {
      try await open.storage.write { registry in
        _ = try registry.take(event)
        throw Failure(.internalError, "on purpose")
      }
    }
    #expect(try await open.storage.write { try $0.take(event) })
  }

  @Test(arguments: Backend.reachable)
  mutating func `a report of one kind and period, and keeps the first`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let first = Governance(open, fixtures).report(.connectorHealthSummary)
    let again = Report(
      kind: first.kind, periodStart: first.periodStart, madeAt: first.madeAt + .seconds(9), key: "reports/again")
    #expect(try await open.storage.write { try $0.keep(first) })
    #expect(try await open.storage.write { try $0.keep(again) } == false)
    #expect(try await open.storage.read { try $0.reports(nil, limit: 10) } == [first])
  }
}

@Suite struct `The storage of governance lists` {
  var fixtures = Fixtures()

  @Test(arguments: Backend.reachable)
  mutating func `incidents that are open oldest first, those of a dataset newest first`(_ backend: Backend) async throws
  {
    let open = try await OpenRegistry(backend, &fixtures)
    var governance = Governance(open, fixtures)
    let other = Scene(&fixtures, name: "Other")
    try await open.storage.insert(other)
    var over = governance.incident()
    over.closedAt = governance.now
    let (closed, second, ofOther) = (over, governance.incident(), governance.incident(of: other.connector))
    let connector = open.scene.connector
    #expect(try await open.storage.read { try $0.openIncident(of: connector.id) } == nil)
    try await open.storage.write { registry in
      for incident in [closed, second, ofOther] { try registry.insert(incident) }
    }
    try await open.storage.read { registry throws in
      #expect(try registry.openIncident(of: connector.id) == second)
      #expect(try registry.openIncidents(limit: 10) == [second, ofOther])
      #expect(try registry.openIncidents(limit: 1) == [second])
      #expect(try registry.incidents(of: connector.datasetID, limit: 10) == [second, closed])
      #expect(try registry.incidents(of: connector.datasetID, limit: 1) == [second])
      #expect(try registry.incidents(of: connector.datasetID, limit: -1) == [])
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `legal holds oldest first, of one dataset or all, released ones apart`(_ backend: Backend) async throws
  {
    let open = try await OpenRegistry(backend, &fixtures)
    var governance = Governance(open, fixtures)
    let other = fixtures.dataset(of: open.scene.client, name: "Other")
    var gone = governance.hold()
    gone.releasedAt = governance.now
    let (released, active, ofOther) = (gone, governance.hold(), governance.hold(on: other))
    try await open.storage.write { registry in
      try registry.insert(other)
      for hold in [released, active, ofOther] { try registry.insert(hold) }
    }
    try await open.storage.read { registry throws in
      #expect(try registry.holds(of: active.datasetID, activeOnly: true) == [active])
      #expect(try registry.holds(of: active.datasetID, activeOnly: false) == [released, active])
      #expect(try registry.holds(of: nil, activeOnly: true) == [active, ofOther])
      #expect(try registry.holds(of: nil, activeOnly: false) == [released, active, ofOther])
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `exactly the access grants that the model calls valid`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    var governance = Governance(open, fixtures)
    let (now, duration) = (governance.now, DatasetAccess.grantDuration)
    let instants = [
      now - duration - .microseconds(1), now - duration, now - duration + .microseconds(1), now, now + .microseconds(1),
    ]
    let grants = instants.map { governance.grant(at: $0) }
    let other = fixtures.dataset(of: open.scene.client, name: "Other")
    let ofOther = governance.grant(on: other)
    try await open.storage.write { registry in
      try registry.insert(other)
      for grant in grants + [ofOther] { try registry.insert(grant) }
    }
    let valid = grants.filter { $0.isValid(at: now) }
    #expect(valid.count == 2)
    let dataset = open.scene.dataset.id
    try await open.storage.read { registry throws in
      #expect(try registry.grants(of: dataset, validAt: now) == valid)
      #expect(try registry.grants(of: dataset, validAt: nil) == grants)
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `reports of the newest period first, of one kind or all`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let governance = Governance(open, fixtures)
    let old = governance.report(.orphanedDatasetsCheck, daysAgo: 2)
    let (orphans, health) = (governance.report(.orphanedDatasetsCheck), governance.report(.connectorHealthSummary))
    try await open.storage.write { registry in
      for report in [old, orphans, health] { _ = try registry.keep(report) }
    }
    try await open.storage.read { registry throws in
      #expect(try registry.reports(nil, limit: 10) == [health, orphans, old])
      #expect(try registry.reports(.orphanedDatasetsCheck, limit: 10) == [orphans, old])
      #expect(try registry.reports(.orphanedDatasetsCheck, limit: 1) == [orphans])
      #expect(try registry.reports(.dataQualityTrends, limit: 10) == [])
    }
  }

  @Test(arguments: Backend.reachable)
  mutating func `webhooks oldest first and quality rules by name`(_ backend: Backend) async throws {
    let open = try await OpenRegistry(backend, &fixtures)
    let hooks = ["https://b.example", "https://a.example"].map { Webhook(id: fixtures.id(), url: $0, types: []) }
    let rules = ["b", "C", "a"].map {
      DataQualityRule(
        name: $0, checkType: .schemaValidation, field: nil, rule: "count", parameters: [:], severity: .warn,
        threshold: nil)
    }
    try await open.storage.write { registry in
      for hook in hooks { try registry.store(hook) }
      try registry.store(hooks[0])
      for rule in rules { try registry.store(rule) }
    }
    try await open.storage.read { registry throws in
      #expect(try registry.webhooks() == hooks)
      #expect(try registry.qualityRules().map(\.name) == ["C", "a", "b"])
    }
  }
}
