package import DataOpsCore
import DataOpsLifecycle

extension SQLRegistry {
  /// Fills an empty registry with a made-up one: datasets with finished operations, checks, delivered events, and an audit
  /// trail whose chain is whole. There is nothing behind them in the object store or in search.
  ///
  /// In transactions of some thousand rows each; one that breaks off leaves those before it behind, and nothing may be loaded
  /// there any more.
  ///
  /// - Returns: the rows of each table.
  /// - Throws: `already_exists` where the registry is in use; `storage_…`.
  package func load(
    _ plan: SeedPlan, progress: @Sendable (SeedProgress) -> Void = { _ in }
  ) async throws(Failure) -> [String: Int] {
    let factory = SeedFactory(plan)
    var rows: [String: Int] = [:]
    do {
      var ready = try await factory.next()
      while let batch = ready {
        async let following = factory.next()
        try await write(batch)
        rows.merge(batch.rows, uniquingKeysWith: +)
        progress(SeedProgress(datasets: batch.datasetsSoFar, rows: rows.values.reduce(0, +)))
        ready = try await following
      }
    } catch let error as SQLError {
      throw error.failure(about: "the made-up registry")
    } catch let failure as Failure {
      throw failure
    } catch {
      throw SQLError.unexpected(code: 0).failure()
    }
    return rows
  }

  private func write(_ batch: SeedBatch) async throws {
    let statements = batch.statements
    try await driver.write { connection in
      let registry = SQLTransaction(connection: connection, schemaVersion: Migration.newest)
      // Where the chain ends somewhere else, somebody has used the registry.
      let isOurs = try registry.auditEnd() == batch.auditBegin
      guard try isOurs && (batch.auditBegin.sequence > 0 || registry.clientCount() == 0) else {
        throw Failure(
          .alreadyExists, "the registry is not empty, or somebody uses it",
          remedy: "Load into a data directory or a database of its own.")
      }
      try connection.execute(statements)
      try registry.insertLabels(of: batch.datasets)
      let end = batch.auditEnd
      try connection.execute("UPDATE audit_head SET sequence = ?, hash = ?", [end.sequence.sql, end.hash.sql])
    }
  }
}

extension SQLRegistry where Driver == PostgresDriver {
  /// Has the server look at what was loaded, so that it plans its queries as it will after some days of use.
  ///
  /// - Throws: `storage_…`.
  package func settle() async throws(Failure) {
    do { try await driver.executeAlone("VACUUM (ANALYZE)") } catch let error as SQLError {
      throw error.failure()
    } catch {
      throw SQLError.unexpected(code: 0).failure()
    }
  }
}
