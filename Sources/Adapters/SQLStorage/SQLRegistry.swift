import DataOpsCore
package import DataOpsLifecycle

/// The registry in an SQL database, whichever the driver speaks to.
package struct SQLRegistry<Driver: SQLDriver>: Storage {
  package let driver: Driver

  init(driver: Driver) {
    self.driver = driver
  }

  package func read<Result: Sendable>(
    _ body: @escaping @Sendable (any RegistryReading) throws -> Result
  ) async throws -> Result {
    do {
      return try await driver.read { connection in
        try body(SQLTransaction(connection: connection, schemaVersion: Migration.newest))
      }
    } catch let error as SQLError {
      throw error.failure()
    }
  }

  package func write<Result: Sendable>(
    _ durability: Durability, _ body: @escaping @Sendable (any RegistryWriting) throws -> Result
  ) async throws -> Result {
    do {
      return try await driver.write(durability == .durable ? .durable : .relaxed) { connection in
        try body(SQLTransaction(connection: connection, schemaVersion: Migration.newest))
      }
    } catch let error as SQLError {
      throw error.failure()
    }
  }

  package func workAnnouncements() -> AsyncStream<Void> { driver.workAnnouncements() }

  /// Gives the database back; every later transaction fails.
  package func close() { driver.close() }
}
