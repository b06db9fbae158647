package import DataOpsCore

extension SQLRegistry where Driver == SQLiteDriver {
  /// Opens the registry in the SQLite file at `path`.
  ///
  /// `readWrite` makes the file where there is none (its directory has to exist) and brings it to the newest schema.
  /// `readOnly` changes nothing and makes no registry; it reads while another process writes. (SQLite itself makes its
  /// two empty log files where a registry was copied without them.)
  ///
  /// - Parameters:
  ///   - busyTimeout: how many seconds another process may keep the registry locked.
  ///   - now: when migrations are recorded to have been applied.
  ///   - generator: gives a new registry its identity.
  /// - Throws: `not_found` (read-only), `storage_newer`, `storage_read_only`, `storage_full`, `storage_failed`.
  package static func openSQLite(
    path: String, mode: SQLiteDriver.Mode = .readWrite, busyTimeout: Double = 5, now: Timestamp,
    using generator: consuming some RandomNumberGenerator = SystemRandomNumberGenerator()
  ) async throws(Failure) -> SQLRegistry {
    let file = RegistryFile(path: path)
    switch mode {
    case .readWrite: try file.create()
    case .readOnly: try file.requireExistence()
    }
    let id = Identifier<DatasetRegistry>(at: now, using: &generator)
    do {
      let driver = try SQLiteDriver(path: path, mode: mode, busyTimeout: busyTimeout)
      try await driver.prepareSchema(mode: mode, id: id, now: now)
      return SQLRegistry(driver: driver)
    } catch let failure as Failure {
      throw failure
    } catch let error as SQLError {
      throw error.failure()
    } catch {
      throw SQLError.cannotOpen.failure()
    }
  }
}

extension SQLiteDriver {
  /// Looks first: a registry that is up to date is opened without waiting for whoever writes.
  fileprivate func prepareSchema(mode: Mode, id: Identifier<DatasetRegistry>, now: Timestamp) async throws {
    let state = try await read { try Migrator().state(of: $0) }
    if case .registry(let applied) = state, applied >= Migration.newest { return }
    guard mode == .readWrite else {
      throw Failure(
        .storageFailed, "the registry has an older schema and cannot be upgraded while it is open for reading only",
        remedy: "Run a command that changes something; it upgrades the registry.", retryable: false)
    }
    try await write { try Migrator().migrate($0, id: id, at: now) }
  }
}
