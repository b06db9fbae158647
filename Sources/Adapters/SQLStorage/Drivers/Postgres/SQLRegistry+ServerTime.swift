package import DataOpsCore

extension SQLRegistry where Driver == PostgresDriver {
  /// What the server's clock says.
  ///
  /// - Throws: `storage_…`.
  package func serverTime() async throws(Failure) -> Timestamp {
    do {
      return try await driver.read { connection in
        guard let row = try connection.query("SELECT clock_timestamp() AS now", []).first else {
          throw SQLError.column("now", problem: "is missing")
        }
        return try row["now"]
      }
    } catch let error as SQLError {
      throw error.failure()
    } catch {
      throw SQLError.unexpected(code: 0).failure()
    }
  }
}
