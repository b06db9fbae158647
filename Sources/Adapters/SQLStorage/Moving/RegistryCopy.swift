package import DataOpsCore
import DataOpsLifecycle

/// A copy of a registry file, in which every page was read and every link of the audit chain checked.
package struct RegistryCopy: Hashable, Sendable, Encodable {
  package let schema: Int
  package let auditEntries: Int
  /// Of the last audit entry; with the count it proves that nobody has shortened the trail since.
  package let lastAuditHash: String

  /// Copies the registry at `original`, which others may be using, to `path`.
  ///
  /// - Throws: `not_found`, `storage_…`, `audit_chain_broken`; what was copied stays.
  package init(of original: String, at path: String) async throws(Failure) {
    try SQLiteCopy(of: original, at: path).check()
    do {
      let driver = try SQLiteDriver(path: path, mode: .readOnly, busyTimeout: 5)
      defer { driver.close() }
      (schema, auditEntries, lastAuditHash) = try await driver.read { connection in
        let inspection = try SchemaInspection(of: connection)
        if let obstacle = inspection.obstacle, obstacle.code != .storageOlder { throw obstacle }
        let end = try Self.verifyTrail(SQLTransaction(connection: connection, schemaVersion: Migration.newest))
        return (inspection.schema ?? 0, Int(end.sequence), end.hash)
      }
    } catch let error as SQLError {
      throw error.failure()
    } catch {
      throw Failure(wrapping: error)
    }
  }

  private static func verifyTrail(_ registry: SQLTransaction) throws -> AuditEnd {
    var last: AuditEvent?
    while true {
      let page = try registry.auditEvents(after: last?.sequence ?? 0, filter: AuditFilter(), limit: 1000)
      for event in page {
        try AuditChain.verify(event, after: last)
        last = event
      }
      if page.isEmpty { return AuditEnd(last) }
    }
  }
}
