import DataOpsCore
import DataOpsSQLStorage
import Testing
import _DataOpsTestKit

@Suite struct `An inspection of a registry's schema` {
  let directory: TemporaryDirectory
  let time = ManualTime()

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func inspect(_ backend: Backend, after statement: String? = nil) async throws -> SchemaInspection {
    _ = try await backend.open(in: directory, time: time)
    switch backend {
    case .sqlite:
      let path = directory.path("registry.sqlite")
      if let statement { try await SQLRegistry.openSQLite(path: path, now: time.now()).execute(statement) }
      return try await SchemaInspection.ofSQLite(path: path)
    case .postgres:
      let address = try await PrivatePostgres.shared().registryAddress(in: directory, now: time.now())
      if let statement { try await SQLRegistry.openPostgres(address).execute(statement) }
      return try await SchemaInspection.ofPostgres(address)
    }
  }

  @Test(arguments: Backend.reachable)
  func `finds nothing in the way of a registry of this program`(_ backend: Backend) async throws {
    let inspection = try await inspect(backend)
    #expect(inspection.schema == SchemaInspection.newest)
    #expect(inspection.obstacle == nil)
  }

  @Test(arguments: Backend.reachable)
  func `tells how old a registry is`(_ backend: Backend) async throws {
    let newest = SchemaInspection.newest
    let inspection = try await inspect(backend, after: "DELETE FROM schema_migrations WHERE number = \(newest)")
    #expect(inspection.schema == newest - 1)
    #expect(inspection.obstacle?.code == .storageOlder)
  }

  @Test(arguments: Backend.reachable)
  func `tells how new a registry is`(_ backend: Backend) async throws {
    let inspection = try await inspect(
      backend,
      after: """
        INSERT INTO schema_migrations (number, name, checksum, applied_at, oldest_program)
        VALUES (9999, 'future', 'x', '2030-01-01T00:00:00.000000Z', 9999)
        """)
    #expect(inspection.schema == 9999)
    #expect(inspection.obstacle?.code == .storageNewer)
  }

  @Test(arguments: Backend.reachable)
  func `knows a database of another program`(_ backend: Backend) async throws {
    let inspection = try await inspect(backend, after: "DROP TABLE schema_migrations")
    #expect(inspection.schema == nil)
    #expect(inspection.obstacle?.code == .storageFailed)
  }

  @Test func `makes no file`() async throws {
    let failure = await #expect(throws: Failure.self) {
      try await SchemaInspection.ofSQLite(path: directory.path("registry.sqlite"))
    }
    #expect(failure?.code == .notFound)
  }
}
