import DataOpsCore
import DataOpsLifecycle
import Foundation
import Testing
import _DataOpsTestKit

@testable import DataOpsSQLStorage

extension Trait where Self == ConditionTrait {
  /// Runs only where PostgreSQL is installed; `make test` installs it.
  static var needsPostgres: Self { .enabled(if: PrivatePostgres.programs != nil, "PostgreSQL is not installed") }
}

/// An empty database on the private server, dropped with this value.
struct PostgresDatabase {
  let directory: TemporaryDirectory
  let time = ManualTime()
  let name: String
  let text: String

  init() async throws {
    directory = try TemporaryDirectory()
    name = "empty_" + UUID().uuidString.lowercased().filter { $0 != "-" }
    let server = try PrivatePostgres.shared()
    text = server.address(name)
    try await PostgresServer.run("CREATE DATABASE \(name)", at: server.address())
    directory.onRemoval { [name] in
      PostgresServer.runSoon("DROP DATABASE IF EXISTS \(name) WITH (FORCE)", at: server.address())
    }
  }

  var address: PostgresAddress { get throws { try PostgresAddress(text) } }

  func migrate() async throws -> SQLRegistry<PostgresDriver> {
    try await SQLRegistry.migratePostgres(try address, now: time.now()).registry
  }

  func open() async throws -> SQLRegistry<PostgresDriver> { try await SQLRegistry.openPostgres(try address) }

  /// What `pg_dump` says of the schema, without what depends on its version.
  func dump() throws -> String {
    let programs = try #require(PrivatePostgres.programs)
    let process = Process()
    process.executableURL = URL(filePath: programs + "/pg_dump")
    process.arguments = ["--schema-only", "--no-owner", "--no-comments", "--schema=dataops_lifecycle", text]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let kept = String(decoding: data, as: UTF8.self).split(separator: "\n").filter { line in
      !line.hasPrefix("--") && !line.hasPrefix("SET ") && !line.hasPrefix("SELECT pg_catalog.")
        && !line.hasPrefix("\\")
    }
    return kept.joined(separator: "\n") + "\n"
  }
}

@Suite(.needsPostgres) struct `A PostgreSQL registry's schema` {
  private static let dump = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "schema.sql")

  /// With `DATAOPS_UPDATE_DUMPS=1` in the environment the dump is written anew; review what changed.
  @Test func `is the one of the checked-in dump`() async throws {
    let database = try await PostgresDatabase()
    try await database.migrate().close()
    let schema = try database.dump()
    if ProcessInfo.processInfo.environment["DATAOPS_UPDATE_DUMPS"] == "1" {
      try schema.write(to: Self.dump, atomically: true, encoding: .utf8)
    }
    #expect(try schema == String(contentsOf: Self.dump, encoding: .utf8))
  }

  @Test func `has the checksums under which it was released`() {
    #expect(
      Migration.all.map { $0.checksum(in: .postgres) } == [
        "1441a8bd007d99b6", "01e2d7ca50b27558", "cb5617c6d7ce996e", "43126ae841b48171",
        "be580559c7e6f98a", "10754359c526d043",
      ])
  }

  @Test func `is refused before it is made, and says how to make it`() async throws {
    let database = try await PostgresDatabase()
    let failure = await #expect(throws: Failure.self) { try await database.open() }
    #expect(failure?.code == .storageOlder)
    #expect(failure?.remedy?.contains("dataops registry migrate") == true)
  }

  @Test func `is made once by several processes that migrate together`() async throws {
    let database = try await PostgresDatabase()
    let outcomes = try await withThrowingTaskGroup(of: (Identifier<DatasetRegistry>, Int).self) { group in
      for _ in 0..<6 {
        group.addTask {
          let (registry, applied) = try await SQLRegistry.migratePostgres(
            try database.address, now: database.time.now())
          return (try await registry.read { try $0.registry().id }, applied)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(outcomes.map(\.0)).count == 1)
    #expect(outcomes.map(\.1).reduce(0, +) == Migration.newest)
  }

  @Test func `is refused when a newer program made it unfit for this one`() async throws {
    let database = try await PostgresDatabase()
    try await database.migrate().execute(
      """
      INSERT INTO schema_migrations (number, name, checksum, applied_at, oldest_program)
      VALUES (\(Migration.newest + 1), 'later', 'x', now(), \(Migration.newest + 1))
      """)
    let failure = await #expect(throws: Failure.self) { try await database.open() }
    #expect(failure?.code == .storageNewer)
  }

  @Test func `is not made in a schema of another program, and leaves nothing behind there`() async throws {
    let database = try await PostgresDatabase()
    try await PostgresServer.run("CREATE SCHEMA dataops_lifecycle", at: database.text)
    try await PostgresServer.run("CREATE TABLE dataops_lifecycle.theirs (id INTEGER)", at: database.text)
    let failure = await #expect(throws: Failure.self) { try await database.migrate() }
    #expect(failure?.code == .storageFailed)
    #expect(failure?.message == "the registry's database belongs to another program")
    // Fails where anything else than their table is in it.
    try await PostgresServer.run("DROP TABLE dataops_lifecycle.theirs", at: database.text)
    try await PostgresServer.run("DROP SCHEMA dataops_lifecycle RESTRICT", at: database.text)
  }

  @Test func `is worked with when a newer program left it fit for this one`() async throws {
    let database = try await PostgresDatabase()
    try await database.migrate().execute(
      """
      INSERT INTO schema_migrations (number, name, checksum, applied_at, oldest_program)
      VALUES (\(Migration.newest + 1), 'later', 'x', now(), \(Migration.newest))
      """)
    let registry = try await database.open()
    #expect(try await registry.read { try $0.clients() } == [])
  }

  @Test func `is untouched by a migration that fails half-way`() async throws {
    let database = try await PostgresDatabase()
    let registry = try await database.migrate()
    let id = try await registry.read { try $0.registry().id }
    let broken = Migration(number: Migration.newest + 1, name: "broken", oldestProgram: 1) { _ in
      ["CREATE TABLE half (id TEXT)", "CREATE nonsense"]
    }
    let before = try database.dump()
    await #expect(throws: SQLError.self) {
      try await registry.driver.migrate(
        Migrator(migrations: Migration.all + [broken]), id: id, now: database.time.now())
    }
    #expect(try database.dump() == before)
  }

  /// The older one has its statements prepared; the newer one adds columns to the tables that they read.
  @Test func `changes while a process of the version before goes on working`() async throws {
    let database = try await PostgresDatabase()
    let older = try await database.migrate()
    let id = try await older.read { try $0.registry().id }
    var fixtures = Fixtures(time: database.time)
    let client = fixtures.client()
    try await older.write { try $0.insert(client) }
    let datasets = (1...60).map { fixtures.dataset(of: client, name: "Dataset \($0)") }
    let extra = Migration(number: Migration.newest + 1, name: "extra", oldestProgram: Migration.newest) { _ in
      [
        "ALTER TABLE datasets ADD COLUMN region TEXT", "ALTER TABLE clients ADD COLUMN region TEXT NOT NULL DEFAULT ''",
        "CREATE INDEX datasets_region ON datasets (region)",
      ]
    }
    let now = database.time.now()
    async let migrated = older.driver.migrate(Migrator(migrations: Migration.all + [extra]), id: id, now: now)
    for dataset in datasets {
      try await older.write { registry in
        try registry.lock(client.id)
        try registry.insert(dataset)
        try registry.update(dataset)
      }
      #expect(try await older.read { try $0.dataset(dataset.id)?.version } == 2)
    }
    #expect(try await migrated == 1)
    #expect(try await older.read { try $0.datasets(DatasetFilter(limit: .max)).count } == 60)
    let newcomer = try await database.open()
    #expect(try await newcomer.read { try $0.datasetCounts(DatasetFilter()) } == [.provisioning: 60])
  }
}
