package import DataOpsCore

extension SQLRegistry where Driver == PostgresDriver {
  /// Takes over all that a registry file holds, its identity included, or nothing of it. Both have to have the same schema, and
  /// this one has to be empty; whoever else writes to it waits meanwhile.
  ///
  /// - Parameter progress: told each table before its rows are copied, and an empty text before all are compared; may be told
  ///   the same again.
  /// - Returns: the rows of each table.
  /// - Throws: `already_exists` where this registry is in use; `storage_…`.
  package func takeOver(
    _ file: SQLRegistry<SQLiteDriver>, progress: @escaping @Sendable (_ table: String) -> Void = { _ in }
  ) async throws(Failure) -> [String: Int] {
    let source = file.driver
    do {
      return try await driver.write { target in
        try source.readNow { try RegistryMove(source: $0, target: target).run(progress: progress) }
      }
    } catch let failure as Failure {
      throw failure
    } catch let error as SQLError {
      throw error.failure()
    } catch {
      throw SQLError.unexpected(code: 0).failure()
    }
  }
}
