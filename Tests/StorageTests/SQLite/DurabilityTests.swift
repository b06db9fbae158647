import DataOpsCore
import DataOpsLifecycle
import DataOpsSQLStorage
import Foundation
import Testing
import _DataOpsTestKit

@Suite struct `An SQLite registry keeps what it has committed` {
  var fixtures = Fixtures()
  let file: SQLiteFile

  init() throws {
    file = try SQLiteFile()
  }

  private struct Change: Error {}

  @Test func `with a write-ahead log that is synchronized at every commit`() async throws {
    let registry = try await file.open()
    let (journal, synchronous, foreignKeys) = try await registry.driver.write { connection in
      let first = { (pragma: String) in
        try connection.query("SELECT * FROM pragma_\(pragma)", []).first?.value(pragma)
      }
      return (try first("journal_mode"), try first("synchronous"), try first("foreign_keys"))
    }
    #expect(journal == .text("wal"))
    #expect(synchronous == .integer(2))
    #expect(foreignKeys == .integer(1))
  }

  /// The files as a power failure would leave them, while a transaction larger than the cache is under way.
  @Test mutating func `and nothing of a transaction that a crash cut off`() async throws {
    let registry = try await file.open()
    let scene = Scene(&fixtures)
    try await registry.insert(scene)
    var large = scene.dataset
    large.metadata.customFields = .string(String(repeating: "x", count: 8 << 20))
    let (cut, path, crashed) = (large, file.path, try SQLiteFile())
    await #expect(throws: Change.self) {
      try await registry.write { registry in
        try registry.update(cut)
        for suffix in ["", "-wal"] {
          try FileManager.default.copyItem(atPath: path + suffix, toPath: crashed.path + suffix)
        }
        throw Change()
      }
    }
    let log = try FileManager.default.attributesOfItem(atPath: crashed.path + "-wal")[.size] as? Int
    #expect(try #require(log) > 4 << 20, "the log should hold a part of the transaction")
    let survivor = try await crashed.open()
    #expect(try await survivor.read { try $0.dataset(scene.dataset.id) } == scene.dataset)
  }

  @Test mutating func `all of what was committed before a crash`() async throws {
    let registry = try await file.open()
    let scene = Scene(&fixtures)
    try await registry.insert(scene)
    let crashed = try SQLiteFile()
    for suffix in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: file.path + suffix, toPath: crashed.path + suffix)
    }
    let survivor = try await crashed.open()
    #expect(try await survivor.read { try $0.operation(scene.operation.id) } == scene.operation)
  }

  @Test mutating func `in files that only this user can read`() async throws {
    let registry = try await file.open()
    try await registry.insert(Scene(&fixtures))
    for name in try file.files() {
      let mode = try FileManager.default.attributesOfItem(atPath: file.directory.path(name))[.posixPermissions]
      #expect(mode as? Int == 0o600, "\(name)")
    }
    #expect(try file.files() == ["registry.sqlite", "registry.sqlite-shm", "registry.sqlite-wal"])
  }

  @Test func `and says so when it was closed`() async throws {
    let registry = try await file.open()
    registry.close()
    registry.close()
    let reading = await #expect(throws: Failure.self) { try await registry.read { try $0.clients() } }
    #expect(reading?.message == "the registry was closed")
    let writing = await #expect(throws: Failure.self) { try await registry.write { try $0.clients() } }
    #expect(writing?.message == "the registry was closed")
  }
}
