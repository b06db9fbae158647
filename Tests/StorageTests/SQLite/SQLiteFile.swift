import DataOpsCore
import DataOpsSQLStorage
import Foundation
import _DataOpsTestKit

/// A directory with the file of an SQLite registry, for tests that look behind the registry.
struct SQLiteFile {
  let directory: TemporaryDirectory
  let path: String
  let time = ManualTime()

  init() throws {
    directory = try TemporaryDirectory()
    path = directory.path("registry.sqlite")
  }

  func open(_ mode: SQLiteDriver.Mode = .readWrite) async throws -> SQLRegistry<SQLiteDriver> {
    try await SQLRegistry.openSQLite(path: path, mode: mode, now: time.now())
  }

  /// What lies in the directory, in order.
  func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
  }
}

extension SQLRegistry {
  /// Runs statements without parameters past the registry.
  func execute(_ statements: String...) async throws {
    try await driver.write { connection in
      for statement in statements { try connection.execute(statement, []) }
    }
  }

  func texts(_ sql: String, _ values: [SQLValue] = [], column: String) async throws -> [String] {
    try await driver.read { connection in
      try connection.query(sql, values).map { try $0[column] }
    }
  }
}
