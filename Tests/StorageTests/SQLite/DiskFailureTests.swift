import DataOpsCore
import DataOpsLifecycle
import DataOpsSQLStorage
import Foundation
import Testing
import _DataOpsTestKit

@Suite struct `An SQLite registry says clearly that` {
  var fixtures = Fixtures()
  let file: SQLiteFile

  init() throws {
    file = try SQLiteFile()
  }

  private func openingFailure() async -> Failure? {
    await #expect(throws: Failure.self) { try await file.open() }
  }

  @Test mutating func `it may not grow any more, and goes on when it may again`() async throws {
    let registry = try await file.open()
    let scene = Scene(&fixtures)
    try await registry.insert(scene)
    try await registry.execute("PRAGMA max_page_count = 1")
    let large = Self.large(scene.dataset)
    let failure = await #expect(throws: Failure.self) { try await registry.write { try $0.update(large) } }
    #expect(failure?.code == .storageFull)
    #expect(failure?.retryable == true)
    #expect(try await registry.read { try $0.dataset(large.id)?.version } == 1)

    try await registry.execute("PRAGMA max_page_count = 1000000")
    try await registry.write { try $0.update(large) }
    #expect(try await registry.read { try $0.dataset(large.id)?.version } == 2)
  }

  #if os(Linux)
    @Test(.enabled(if: SmallDisk.isPossible, "needs the right to mount a file system"))
    mutating func `the disk is full, and loses nothing by it`() async throws {
      let disk = try SmallDisk(kibibytes: 2048)
      let registry = try await SQLRegistry.openSQLite(path: disk.path("registry.sqlite"), now: file.time.now())
      let scene = Scene(&fixtures)
      try await registry.insert(scene)
      let large = Self.large(scene.dataset)
      let failure = await #expect(throws: Failure.self) { try await registry.write { try $0.update(large) } }
      #expect(failure?.code == .storageFull)
      #expect(try await registry.read { try $0.dataset(large.id) } == scene.dataset)
      try await registry.write { try $0.update(scene.dataset) }
    }
  #endif

  @Test func `somebody else keeps it locked`() async throws {
    let holder = try await file.open()
    let waiter = try await SQLRegistry.openSQLite(
      path: file.path, busyTimeout: 0.01, now: file.time.now())
    let (held, release) = (AsyncStream<Void>.makeStream(), Barrier())
    async let holding: Void = holder.driver.write { _ in
      held.continuation.finish()
      release.wait()
    }
    for await _ in held.stream {}
    let failure = await #expect(throws: Failure.self) { try await waiter.write { _ in } }
    release.open()
    try await holding
    #expect(failure?.code == .storageFailed)
    #expect(failure?.retryable == true)
    #expect(failure?.message.contains("locked") == true)
  }

  @Test func `its file is no database`() async throws {
    try String(repeating: "not a database. ", count: 512).write(toFile: file.path, atomically: true, encoding: .utf8)
    let failure = await openingFailure()
    #expect(failure?.code == .storageFailed)
    #expect(failure?.message == "the registry's file is not an SQLite database")
    #expect(failure?.retryable == false)
  }

  @Test func `its file is another program's database`() async throws {
    let other = try await file.open()
    try await other.execute("DROP TABLE schema_migrations")
    other.close()
    #expect(await openingFailure()?.message == "the registry's database belongs to another program")
  }

  @Test mutating func `its file is damaged`() async throws {
    let registry = try await file.open()
    try await registry.insert(Scene(&fixtures))
    registry.close()
    // All pages but the first, which holds the format and the schema's root.
    let handle = try #require(FileHandle(forUpdatingAtPath: file.path))
    let end = try handle.seekToEnd()
    try handle.seek(toOffset: 4096)
    try handle.write(contentsOf: Data(repeating: 0xA5, count: Int(end) - 4096))
    try handle.close()
    let failure = await openingFailure()
    #expect(failure?.message == "the registry's file is damaged")
    #expect(failure?.remedy == "Restore it from a backup.")
  }

  @Test func `its directory does not exist`() async throws {
    let path = file.directory.path("missing/registry.sqlite")
    let failure = await #expect(throws: Failure.self) {
      try await SQLRegistry.openSQLite(path: path, now: file.time.now())
    }
    #expect(failure?.message == "the directory of the registry \(path) does not exist")
  }

  @Test func `its path is that of a directory`() async throws {
    _ = try file.directory.directory("registry.sqlite")
    #expect(await openingFailure()?.message == "\(file.path) is a directory, not a registry's file")
  }

  @Test mutating func `a row holds what it should not, by table and column`() async throws {
    let registry = try await file.open()
    let scene = Scene(&fixtures)
    try await registry.insert(scene)
    try await registry.execute("UPDATE datasets SET labels = '[]'")
    let failure = await #expect(throws: Failure.self) { try await registry.read { try $0.dataset(scene.dataset.id) } }
    #expect(failure?.message.hasPrefix("table datasets: column labels does not hold the JSON of a") == true)
  }

  private static func large(_ dataset: Dataset) -> Dataset {
    var large = dataset
    large.metadata.customFields = .string(String(repeating: "x", count: 4 << 20))
    return large
  }
}
