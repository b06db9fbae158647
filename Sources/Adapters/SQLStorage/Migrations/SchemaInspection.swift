package import DataOpsCore

/// What kind of schema a registry was found to have, whatever this program can do with it.
package struct SchemaInspection: Sendable, Hashable {
  /// The newest migration that was applied; nil where there is no registry.
  package let schema: Int?
  /// What keeps this program from working with it.
  package let obstacle: Failure?

  /// The schema that this program makes.
  package static let newest = Migration.newest

  init(of connection: any SQLConnection) throws {
    schema = try Self.newestNumber(connection)
    do {
      switch try Migrator().state(of: connection) {
      case .registry(let applied) where applied >= Migration.newest: obstacle = nil
      case .registry(let applied):
        obstacle = Failure(
          .storageOlder, "the registry has schema \(applied); this program works with schema \(Migration.newest)",
          remedy: "Bring it up to date: dataops registry migrate")
      case .empty:
        obstacle = Failure(.storageOlder, "there is no registry yet", remedy: "Make it: dataops registry migrate")
      }
    } catch let failure as Failure {
      obstacle = failure
    }
  }

  private static func newestNumber(_ connection: any SQLConnection) throws -> Int? {
    let tables: [String] = try connection.query(connection.dialect.tableNames, []).map { try $0["name"] }
    guard tables.contains("schema_migrations") else { return nil }
    return try connection.query("SELECT max(number) AS newest FROM schema_migrations", []).first?["newest"]
  }
}

extension SchemaInspection {
  /// Looks at the registry file at `path`, which others may be using.
  ///
  /// - Throws: `not_found`, `storage_…`.
  package static func ofSQLite(path: String) async throws(Failure) -> SchemaInspection {
    try RegistryFile(path: path).requireExistence()
    return try await translating {
      let driver = try SQLiteDriver(path: path, mode: .readOnly, busyTimeout: 5)
      defer { driver.close() }
      return try await driver.read { try SchemaInspection(of: $0) }
    }
  }

  /// Looks at the database at `address`; a server that does not answer is told at once.
  ///
  /// - Throws: `storage_unreachable`, `storage_refused_credential`, `storage_failed`.
  package static func ofPostgres(
    _ address: PostgresAddress, options: PostgresOptions = PostgresOptions()
  ) async throws(Failure) -> SchemaInspection {
    var options = options
    options.patience = .zero
    let driver = PostgresDriver(address, options: options)
    defer { driver.close() }
    return try await translating { try await driver.read { try SchemaInspection(of: $0) } }
  }

  private static func translating(
    _ body: () async throws -> SchemaInspection
  ) async throws(Failure) -> SchemaInspection {
    do { return try await body() } catch let error as SQLError {
      throw error.failure()
    } catch let failure as Failure {
      throw failure
    } catch {
      throw SQLError.cannotOpen.failure()
    }
  }
}
