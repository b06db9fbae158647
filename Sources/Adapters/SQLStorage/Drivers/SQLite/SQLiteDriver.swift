import GRDB
import GRDBSQLite
import Synchronization

/// SQLite with a write-ahead log: one writer, any number of readers, also in other processes.
package final class SQLiteDriver: SQLDriver {
  package enum Mode: Hashable, Sendable { case readWrite, readOnly }

  private let pool: DatabasePool
  private let isClosed = Atomic(false)
  private let work = WorkAnnouncer()

  /// - Throws: `not_a_database`, `cannot_open`, `read_only` …
  init(path: String, mode: Mode, busyTimeout: Double) throws(SQLError) {
    pool = try SQLError.translating {
      let pool = try DatabasePool(path: path, configuration: Self.configuration(mode, busyTimeout: busyTimeout))
      if mode == .readWrite {
        // GRDB sets NORMAL for a write-ahead log, which may lose the last commits when the power fails.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      }
      return pool
    }
  }

  private static func configuration(_ mode: Mode, busyTimeout: Double) -> Configuration {
    var configuration = Configuration()
    configuration.label = "registry"
    configuration.readonly = mode == .readOnly
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(busyTimeout)
    configuration.maximumReaderCount = 4
    configuration.prepareDatabase { database in
      guard !database.configuration.readonly else { return }
      try database.execute(sql: "PRAGMA journal_size_limit = 4194304")
      // Keeps the log's files when the last connection closes, so that a read-only process need not create them.
      var persist: CInt = 1
      sqlite3_file_control(database.sqliteConnection, nil, SQLITE_FCNTL_PERSIST_WAL, &persist)
    }
    return configuration
  }

  package var dialect: SQLDialect { .sqlite }

  package func read<Result: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      pool.asyncRead { database in
        continuation.resume(
          with: Swift.Result {
            try SQLError.translatingThrown { try body(SQLiteConnection(database: try database.get())) }
          })
      }
    }
  }

  /// As ``read(_:)``, on the calling thread.
  func readNow<Result>(_ body: (any SQLConnection) throws -> Result) throws -> Result {
    try SQLError.translatingThrown { try pool.read { try body(SQLiteConnection(database: $0)) } }
  }

  /// Every commit is durable; there is nothing to be gained by less.
  package func write<Result: Sendable>(
    _ durability: SQLDurability, _ body: @escaping @Sendable (any SQLConnection) throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      pool.asyncWriteWithoutTransaction { database in
        continuation.resume(
          with: Swift.Result {
            try SQLError.translatingThrown {
              var result: Result?
              let connection = SQLiteConnection(database: database)
              try database.inTransaction(.immediate) {
                result = try body(connection)
                return .commit
              }
              guard let result else { throw SQLError.unexpected(code: 0) }
              if connection.announcement.isMade { self.work.announce() }
              return result
            }
          })
      }
    }
  }

  /// Heard in this process only, which is the only one that writes.
  package func workAnnouncements() -> AsyncStream<Void> { work.announcements() }

  package func close() {
    guard !isClosed.exchange(true, ordering: .relaxed) else { return }
    work.close()
    if !pool.configuration.readonly {
      // Leaves all in the registry's file; where somebody else reads, it stays in the log, which is as good.
      try? pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }
    // Fails only where a statement is still open; then the pool closes with its last reference.
    try? pool.close()
  }
}
