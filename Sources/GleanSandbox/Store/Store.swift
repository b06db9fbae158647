import Foundation
import GRDB

/// Everything the server knows, in one SQLite file under the data directory.
///
/// One writer at a time, readers beside it; a request that was answered survives the death of the process (WAL,
/// `synchronous=NORMAL`).
final class Store: Sendable {
  private let pool: DatabasePool
  private let lock: DirectoryLock

  /// Opens the directory, making it when it is missing.
  ///
  /// - Throws: the directory cases of ``GleanSandboxError``.
  init(directory: String, now: Timestamp) throws(GleanSandboxError) {
    do {
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .directoryUnusable(path: directory, reason: "it cannot be made: \(error.localizedDescription)")
    }
    lock = try DirectoryLock(directory: directory)
    let path = directory + "/sandbox.sqlite"
    if !FileManager.default.fileExists(atPath: path) {
      // The tokens are in it; WAL and shared-memory files take over its permissions.
      _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    }
    do {
      pool = try DatabasePool(path: path, configuration: Self.configuration)
      try pool.write { db in
        // The writer keeps the inner pages of the unique index at hand, where random keys arrive.
        try db.execute(sql: "PRAGMA cache_size = -65536")
        try Schema.migrate(db, path: directory)
        try DocumentIndex(db).prepare()
        try DocumentIndex(db).forgetTombstones(before: now + .seconds(-30 * 86_400))
      }
    } catch let error as GleanSandboxError {
      throw error
    } catch {
      throw .directoryUnusable(path: directory, reason: "\(error)")
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "glean-sandbox"
    configuration.maximumReaderCount = 4
    configuration.prepareDatabase { db in
      try db.execute(
        sql: """
          PRAGMA synchronous = NORMAL;
          PRAGMA cache_size = -16384;
          PRAGMA wal_autocheckpoint = 16000;
          PRAGMA journal_size_limit = 134217728;
          """)
    }
    return configuration
  }

  func read<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws -> Value {
    try await pool.read(body)
  }

  /// Runs `body` in one transaction: all of it is kept, or nothing when it throws.
  func write<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws -> Value {
    try await pool.write(body)
  }

  /// Closes the database and gives the directory up.
  func close() throws {
    defer { lock.release() }
    try pool.close()
  }
}
