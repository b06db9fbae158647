package import DataOpsCore

extension SQLRegistry where Driver == PostgresDriver {
  /// Opens the registry in the schema `dataops_lifecycle` of the database at `address`.
  ///
  /// Changes nothing: a database without a registry, or with an older one, is refused with what to do about it.
  ///
  /// - Throws: `storage_unreachable`, `storage_refused_credential`, `storage_newer`, `storage_older`, `storage_failed`.
  package static func openPostgres(
    _ address: PostgresAddress, options: PostgresOptions = PostgresOptions()
  ) async throws(Failure) -> SQLRegistry {
    try await opening(address, options) { driver in
      switch try await driver.state() {
      case .registry(let applied) where applied >= Migration.newest: return
      case .registry(let applied):
        throw Failure(
          .storageOlder, "the registry has schema \(applied); this program works with schema \(Migration.newest)",
          remedy: "Bring it up to date, while others go on working: dataops registry migrate")
      case .empty:
        throw Failure(
          .storageOlder, "there is no registry in \(address) yet", remedy: "Make it: dataops registry migrate")
      }
    }
  }

  /// Brings the registry to the newest schema, making it where there is none; one process at a time, the others wait.
  ///
  /// - Returns: the opened registry, and how many migrations were applied.
  package static func migratePostgres(
    _ address: PostgresAddress, options: PostgresOptions = PostgresOptions(), now: Timestamp,
    using generator: consuming some RandomNumberGenerator = SystemRandomNumberGenerator()
  ) async throws(Failure) -> (registry: SQLRegistry, applied: Int) {
    let id = Identifier<DatasetRegistry>(at: now, using: &generator)
    nonisolated(unsafe) var applied = 0
    let registry = try await opening(address, options) { driver in
      applied = try await driver.migrate(Migrator(), id: id, now: now)
    }
    return (registry, applied)
  }

  /// How far the schema of the database at `address` is, whatever this program works with.
  package static func schemaState(
    _ address: PostgresAddress, options: PostgresOptions = PostgresOptions()
  ) async throws(Failure) -> Migrator.State {
    nonisolated(unsafe) var state = Migrator.State.empty
    try await opening(address, options) { state = try await $0.state() }.close()
    return state
  }

  private static func opening(
    _ address: PostgresAddress, _ options: PostgresOptions, _ prepare: (PostgresDriver) async throws -> Void
  ) async throws(Failure) -> SQLRegistry {
    // A server that cannot be reached at the start is told at once.
    var impatient = options
    impatient.patience = .zero
    let first = PostgresDriver(address, options: impatient)
    defer { first.close() }
    do {
      try await prepare(first)
    } catch let failure as Failure {
      throw failure
    } catch let error as SQLError {
      throw error.failure()
    } catch {
      throw SQLError.unexpected(code: 0).failure()
    }
    return SQLRegistry(driver: PostgresDriver(address, options: options))
  }
}

extension PostgresDriver {
  func state() async throws -> Migrator.State {
    try await migrate { try Migrator().state(of: $0) }
  }

  /// Applies what is missing, each migration in a transaction of its own, one process at a time.
  ///
  /// - Returns: how many were applied.
  func migrate(_ migrator: Migrator, id: Identifier<DatasetRegistry>, now: Timestamp) async throws -> Int {
    // Two that make the schema at the same instant collide in the server's catalogue; the second finds it made.
    for attempt in 0... {
      do {
        try await migrate { connection in
          // Nothing is left behind in a schema that is refused.
          _ = try migrator.state(of: connection)
          try connection.execute("CREATE SCHEMA IF NOT EXISTS \(PostgresAddress.schema)", [])
          try connection.execute("CREATE TABLE IF NOT EXISTS migration_turn (turn BIGINT PRIMARY KEY)", [])
          try connection.execute("INSERT INTO migration_turn VALUES (1) ON CONFLICT DO NOTHING", [])
        }
        break
      } catch let error as SQLError where attempt < 5 && error.isCollision { continue }
    }
    var applied = 0
    while try await applyNext(migrator, id: id, now: now) { applied += 1 }
    return applied
  }

  private func applyNext(_ migrator: Migrator, id: Identifier<DatasetRegistry>, now: Timestamp) async throws -> Bool {
    for attempt in 0... {
      do {
        return try await migrate { connection in
          _ = try connection.query("SELECT turn FROM migration_turn FOR UPDATE", [])
          // Behind a lock that is not to be had soon, everybody else would queue up.
          try connection.execute("SET LOCAL lock_timeout = '2s'", [])
          // An index of a large registry takes its time.
          try connection.execute("SET LOCAL statement_timeout = 0", [])
          return try migrator.applyNext(connection, id: id, at: now)
        }
      } catch let error as SQLError where attempt < 20 && (error == .busy || error.passes) {
        try await Task.sleep(for: .milliseconds(100))
      }
    }
    return false
  }
}

extension SQLError {
  fileprivate var isCollision: Bool {
    switch self {
    case .taken, .state("42P06"), .state("42P07"), .state("42710"), .contended: true
    default: false
    }
  }
}
