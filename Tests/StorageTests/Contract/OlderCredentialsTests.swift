import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@testable import DataOpsSQLStorage

/// What programs of schema 3 wrote, before the migration and after it, beside newer ones.
@Suite struct `Rows of schema 3` {
  var fixtures = Fixtures()

  private static func credential(of client: Client, kind: CredentialKind) -> String {
    """
    INSERT INTO credentials (client_id, kind, key_id, box, stored_at)
    VALUES ('\(client.id)', '\(kind.rawValue)', 'k', 'Ym94', '2026-01-18T09:30:00.000000Z')
    """
  }

  private static func action(_ id: Identifier<ManualAction>, on dataset: Dataset) -> String {
    """
    INSERT INTO manual_actions (id, dataset_id, owner, text, requested_at)
    VALUES ('\(id)', '\(dataset.id)', 'operator', 'Remove it.', '2026-01-18T09:30:00.000000Z')
    """
  }

  private mutating func expectKept<Driver: SQLDriver>(
    in registry: SQLRegistry<Driver>, migrate: () async throws -> Void
  ) async throws {
    let client = fixtures.client()
    let dataset = fixtures.dataset(of: client)
    let (before, after): (Identifier<ManualAction>, Identifier<ManualAction>) = (fixtures.id(), fixtures.id())
    try await registry.write { registry in
      try registry.insert(client)
      try registry.insert(dataset)
    }
    try await registry.execute(Self.credential(of: client, kind: .indexingToken), Self.action(before, on: dataset))
    try await migrate()
    try await registry.execute(Self.credential(of: client, kind: .clientToken), Self.action(after, on: dataset))
    let (credentials, actions) = try await registry.read { registry in
      (try registry.credentials(of: client.id), try registry.manualActions(ManualActionFilter(clientID: client.id)))
    }
    #expect(credentials.map(\.kind) == [.clientToken, .indexingToken])
    #expect(credentials.allSatisfy { $0.secret == SealedSecret(keyID: "k", dataKey: nil, box: "Ym94") })
    #expect(actions.map(\.id) == [before, after])
    #expect(actions.allSatisfy { $0.clientID == client.id && $0.kind == .removeRegistration })
  }

  private static let older = Migrator(migrations: Array(Migration.all.prefix(3)))

  @Test mutating func `are kept in a registry file`() async throws {
    let file = try SQLiteFile()
    let driver = try SQLiteDriver(path: file.path, mode: .readWrite, busyTimeout: 5)
    let (id, now): (Identifier<DatasetRegistry>, Timestamp) = (fixtures.id(), file.time.now())
    try await driver.write(.durable) { try Self.older.migrate($0, id: id, at: now) }
    try await expectKept(in: SQLRegistry(driver: driver)) {
      try await driver.write(.durable) { try Migrator().migrate($0, id: id, at: now) }
    }
  }

  @Test(.needsPostgres) mutating func `are kept in a PostgreSQL registry`() async throws {
    let database = try await PostgresDatabase()
    let registry = try await database.migrate()
    let (id, now): (Identifier<DatasetRegistry>, Timestamp) = (fixtures.id(), database.time.now())
    try await PostgresServer.run("DROP SCHEMA dataops_lifecycle CASCADE", at: database.text)
    _ = try await registry.driver.migrate(Self.older, id: id, now: now)
    try await expectKept(in: registry) { _ = try await registry.driver.migrate(Migrator(), id: id, now: now) }
  }
}
