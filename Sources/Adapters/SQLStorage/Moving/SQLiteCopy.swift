package import DataOpsCore
import GRDB

/// A copy of an SQLite database as it was at one instant, made while others read and write it.
///
/// One ordinary file, readable by this user only; whoever opens it for writing gives it its log back.
package struct SQLiteCopy: Sendable {
  let path: String

  /// - Throws: `not_found`, `storage_…`.
  package init(of original: String, at path: String) throws(Failure) {
    self.path = path
    try RegistryFile(path: original).requireExistence()
    try RegistryFile(path: path).create()
    try Self.translating {
      var configuration = Configuration()
      configuration.busyMode = .timeout(5)
      let copy = try DatabaseQueue(path: path, configuration: configuration)
      configuration.readonly = true
      let source = try DatabaseQueue(path: original, configuration: configuration)
      // All pages in one step, within one transaction: writers go on meanwhile.
      try source.backup(to: copy)
      try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
      try copy.close()
      try source.close()
    }
  }

  /// - Throws: `storage_failed` where a page, an index or a reference is damaged.
  package func check() throws(Failure) {
    let isSound = try Self.translating {
      let queue = try DatabaseQueue(path: path)
      defer { try? queue.close() }
      return try queue.read { database in
        let findings = try String.fetchAll(database, sql: "PRAGMA integrity_check")
        let dangling = try Row.fetchOne(database, sql: "PRAGMA foreign_key_check")
        return findings == ["ok"] && dangling == nil
      }
    }
    guard isSound else { throw SQLError.damaged.failure() }
  }

  private static func translating<Result>(_ body: () throws -> Result) throws(Failure) -> Result {
    do { return try SQLError.translating(body) } catch { throw error.failure() }
  }
}
