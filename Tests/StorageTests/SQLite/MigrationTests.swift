import DataOpsCore
import DataOpsLifecycle
import Foundation
import Testing
import _DataOpsTestKit

@testable import DataOpsSQLStorage

@Suite struct `An SQLite registry's schema` {
  let file: SQLiteFile

  init() throws {
    file = try SQLiteFile()
  }

  private static let dump = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "schema.sql")

  /// With `DATAOPS_UPDATE_DUMPS=1` in the environment the dump is written anew; review what changed.
  @Test func `is the one of the checked-in dump`() async throws {
    let registry = try await file.open()
    let definitions = try await registry.texts(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite^_%' ESCAPE '^' ORDER BY rowid",
      column: "sql")
    let schema = definitions.map { $0 + ";\n" }.joined()
    if ProcessInfo.processInfo.environment["DATAOPS_UPDATE_DUMPS"] == "1" {
      try schema.write(to: Self.dump, atomically: true, encoding: .utf8)
    }
    #expect(try schema == String(contentsOf: Self.dump, encoding: .utf8))
  }

  @Test func `has the checksum under which it was released`() {
    #expect(
      Migration.all.map { $0.checksum(in: .sqlite) } == [
        "a452185d61cdef35", "8606183aec846076", "bb9b46b9571ee8d9", "e9644e1d058bf3ef",
        "212c8bf732df512c", "65b6746264c5e13b",
      ])
    #expect(Migration.all.map(\.number) == Array(1...Migration.newest))
  }

  @Test func `is applied once, and the registry keeps its identity`() async throws {
    let first = try await file.open()
    let id = try await first.read { try $0.registry().id }
    file.time.advance(by: .seconds(60))
    let second = try await file.open()
    #expect(try await second.read { try $0.registry().id } == id)
    #expect(
      try await second.texts("SELECT applied_at FROM schema_migrations", column: "applied_at")
        == Array(repeating: "2026-01-18T09:30:00.000000Z", count: Migration.newest))
  }

  @Test func `is made once by several processes that open the file together`() async throws {
    let file = file
    let ids = try await withThrowingTaskGroup(of: Identifier<DatasetRegistry>.self) { group in
      for _ in 0..<6 {
        group.addTask { try await file.open().read { try $0.registry().id } }
      }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(ids.count == 1)
  }

  @Test(arguments: [SQLiteDriver.Mode.readWrite, .readOnly])
  func `is refused when a newer program made it`(_ mode: SQLiteDriver.Mode) async throws {
    try await file.open().execute(
      "INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES (\(Migration.newest + 1), 'later', 'x', '2027')"
    )
    let failure = await #expect(throws: Failure.self) { try await file.open(mode) }
    #expect(failure?.code == .storageNewer)
    #expect(
      failure?.message
        == "the registry has schema \(Migration.newest + 1); this program knows schemas up to \(Migration.newest)")
    #expect(failure?.remedy?.contains("newer dataops") == true)
  }

  @Test func `is refused when a migration was edited`() async throws {
    try await file.open().execute("UPDATE schema_migrations SET checksum = 'other'")
    let failure = await #expect(throws: Failure.self) { try await file.open() }
    #expect(failure?.code == .storageFailed)
    #expect(failure?.message.contains("another edition of schema 1 (registry)") == true)
  }

  @Test func `grows by a further migration and keeps what is there`() async throws {
    let registry = try await file.open()
    let id = try await registry.read { try $0.registry().id }
    let extra = Migration(number: Migration.newest + 1, name: "extra", oldestProgram: Migration.newest) { _ in
      ["ALTER TABLE clients ADD COLUMN region TEXT"]
    }
    let now = file.time.now()
    try await registry.driver.write { connection in
      try Migrator(migrations: Migration.all + [extra]).migrate(connection, id: id, at: now)
    }
    #expect(
      try await registry.texts("SELECT name FROM schema_migrations", column: "name")
        == Migration.all.map(\.name) + ["extra"])
    #expect(try await registry.read { try $0.registry().id } == id)
  }

  @Test func `is untouched by a migration that fails half-way`() async throws {
    let registry = try await file.open()
    let id = try await registry.read { try $0.registry().id }
    let broken = Migration(number: Migration.newest + 1, name: "broken", oldestProgram: Migration.newest) { _ in
      ["CREATE TABLE half (id TEXT)", "CREATE nonsense"]
    }
    let now = file.time.now()
    await #expect(throws: SQLError.self) {
      try await registry.driver.write { connection in
        try Migrator(migrations: Migration.all + [broken]).migrate(connection, id: id, at: now)
      }
    }
    #expect(try await registry.texts("SELECT name FROM sqlite_schema WHERE name = 'half'", column: "name") == [])
    #expect(
      try await registry.texts("SELECT name FROM schema_migrations", column: "name") == Migration.all.map(\.name))
  }

  @Test func `refuses an older registry for reading only, and says what upgrades it`() async throws {
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    let failure = await #expect(throws: Failure.self) { try await file.open(.readOnly) }
    #expect(failure?.code == .storageFailed)
    #expect(failure?.remedy?.contains("upgrades") == true)
  }
}
