import DataOpsCore
import DataOpsLifecycle
import DataOpsSQLStorage
import Testing
import _DataOpsTestKit

@Suite(.enabled(if: Backend.reachable.contains(.postgres))) struct `A PostgreSQL registry takes over a registry file` {
  var fixtures = Fixtures()
  let file: SQLiteFile
  let target: SQLRegistry<PostgresDriver>

  init() async throws {
    file = try SQLiteFile()
    let address = try await PrivatePostgres.shared().registryAddress(in: file.directory, now: file.time.now())
    target = try await SQLRegistry.openPostgres(address)
  }

  @Test mutating func `with every row of every table`() async throws {
    let source = try await file.open()
    _ = try await FullRegistry(in: source, &fixtures)
    let rows = try await target.takeOver(source)
    let tables = try await source.texts(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'", column: "name")
    #expect(Set(rows.keys) == Set(tables).subtracting(["schema_migrations"]))
    #expect(rows.filter { $0.value == 0 }.isEmpty, "every table should have something to lose")
  }

  @Test mutating func `with its identity and all nouns as they were`() async throws {
    let source = try await file.open()
    let full = try await FullRegistry(in: source, &fixtures)
    _ = try await target.takeOver(source)
    let (scene, waiting) = (full.scene, full.waiting)
    for registry: any Storage in [source, target] {
      try await registry.read { registry throws in
        #expect(try registry.client(scene.client.id) == scene.client)
        #expect(try registry.dataset(scene.dataset.id) == scene.dataset)
        #expect(try registry.connector(scene.connector.id) == scene.connector)
        #expect(try registry.operation(waiting.id) == waiting)
        #expect(try registry.datasets(DatasetFilter(labels: ["team": "solutions"])).count == 2)
      }
    }
    #expect(try await target.read { try $0.registry() } == (try await source.read { try $0.registry() }))
  }

  @Test mutating func `with an audit chain that is whole, and goes on`() async throws {
    let source = try await file.open()
    let full = try await FullRegistry(in: source, &fixtures)
    _ = try await target.takeOver(source)
    let entry = AuditEntry(
      at: fixtures.time.now(), action: .clientAdded, actor: Actor(.person, "mo"), subject: "client")
    try await target.write { registry in
      try registry.append(AuditChain.link(entry, after: try registry.auditEnd()))
    }
    let events = try await target.read { try $0.auditEvents(after: 0, filter: AuditFilter(), limit: 10) }
    #expect(events.dropLast() == full.events[...])
    var last: AuditEvent?
    for event in events {
      try AuditChain.verify(event, after: last)
      last = event
    }
  }

  @Test mutating func `with operations that can be claimed, and an order that goes on`() async throws {
    let source = try await file.open()
    let full = try await FullRegistry(in: source, &fixtures)
    _ = try await target.takeOver(source)
    let newest = fixtures.dataset(of: full.scene.client, name: "Newest")
    let wish = ClaimWish(
      lease: Lease(owner: "other", expiresAt: file.time.now() + .seconds(30)), now: file.time.now(), slots: 10,
      perStage: 10, perClient: 10)
    let (listed, claimed) = try await target.write { registry in
      try registry.insert(newest)
      return (try registry.datasets(DatasetFilter()), try registry.claim(wish))
    }
    #expect(listed.map(\.id) == [newest.id, full.restored.id, full.scene.dataset.id])
    #expect(claimed.map(\.id) == [full.waiting.id, full.scene.operation.id])
  }

  @Test func `of many pages`() async throws {
    let source = try await file.open()
    let plan = try SeedPlan(active: 60, archived: 240, templates: 10, clients: 3, now: file.time.now())
    let loaded = try await source.load(plan)
    let rows = try await target.takeOver(source)
    #expect(loaded.allSatisfy { rows[$0.key] == $0.value })
    #expect(try #require(rows["audit_events"]) > 1500)
  }

  @Test mutating func `in place of what idle processes left`() async throws {
    let source = try await file.open()
    _ = try await FullRegistry(in: source, &fixtures)
    let now = file.time.now()
    try await target.write { registry in
      _ = try registry.takeLease("relay", owner: "idle", until: now + .seconds(30), at: now)
      try registry.store(Schedule(name: "idle", cron: "* * * * *", nextAt: now))
    }
    _ = try await target.takeOver(source)
    #expect(try await target.read { try $0.sharedLeases().map(\.name) } == ["scheduler"])
    #expect(try await target.read { try $0.schedules().map(\.name) } == ["reconcile"])
  }

  @Test mutating func `but not where it is in use itself`() async throws {
    let source = try await file.open()
    _ = try await FullRegistry(in: source, &fixtures)
    let client = fixtures.client("There before")
    try await target.write { try $0.insert(client) }
    let failure = await #expect(throws: Failure.self) { try await target.takeOver(source) }
    #expect(failure?.code == .alreadyExists)
    #expect(try await target.read { try $0.clients() } == [client])
  }

  @Test mutating func `but not where somebody has set something up in it`() async throws {
    let source = try await file.open()
    let webhook = Webhook(id: fixtures.id(), url: "https://journeys.example/events", types: [])
    try await target.write { try $0.store(webhook) }
    let failure = await #expect(throws: Failure.self) { try await target.takeOver(source) }
    #expect(failure?.message == "the PostgreSQL registry is not empty: there are rows in table webhooks")
    #expect(try await target.read { try $0.webhooks() } == [webhook])
  }

  @Test(arguments: [
    ("NEW.use_case := 'another'; RETURN NEW", "its rows differ"), ("RETURN NULL", "1 rows became 0"),
  ])
  mutating func `or not at all where a row arrives changed`(_ body: String, _ says: String) async throws {
    let source = try await file.open()
    let client = fixtures.client()
    try await source.write { try $0.insert(client) }
    try await target.execute(
      "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \(body); END $$",
      "CREATE TRIGGER spoil BEFORE INSERT ON clients FOR EACH ROW EXECUTE FUNCTION spoil()")
    let before = try await target.read { try $0.registry().id }
    let failure = await #expect(throws: Failure.self) { try await target.takeOver(source) }
    #expect(failure?.code == .storageFailed)
    #expect(failure?.message.contains("table clients did not arrive as it was: \(says)") == true)
    #expect(try await target.read { try $0.clientCount() } == 0)
    #expect(try await target.read { try $0.registry().id } == before)
  }

  @Test mutating func `or not at all where a row is refused, naming the table`() async throws {
    let source = try await file.open()
    let clients = [fixtures.client("First"), fixtures.client("Second")]
    try await source.write { registry in
      for client in clients { try registry.insert(client) }
    }
    try await target.execute("ALTER TABLE clients ADD CONSTRAINT name_is_short CHECK (length(name) < 6)")
    let failure = await #expect(throws: Failure.self) { try await target.takeOver(source) }
    #expect(failure?.message == "table clients breaks a rule of the registry: name is short")
    #expect(try await target.read { try $0.clientCount() } == 0)
  }

  @Test mutating func `or not at all where their tables differ`() async throws {
    let source = try await file.open()
    try await target.execute("ALTER TABLE clients ADD COLUMN region TEXT")
    let failure = await #expect(throws: Failure.self) { try await target.takeOver(source) }
    #expect(failure?.message.contains("table clients of the PostgreSQL registry") == true)
  }
}
