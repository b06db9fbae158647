import DataOpsCore
import DataOpsLifecycle
import DataOpsSQLStorage
import Foundation
import Testing
import _DataOpsTestKit

@Suite struct `A registry opened for reading only` {
  var fixtures = Fixtures()
  let file: SQLiteFile

  init() throws {
    file = try SQLiteFile()
  }

  @Test mutating func `reads what another handle commits meanwhile`() async throws {
    let writer = try await file.open()
    let reader = try await file.open(.readOnly)
    let scene = Scene(&fixtures)
    try await writer.insert(scene)
    #expect(try await reader.read { try $0.dataset(scene.dataset.id) } == scene.dataset)
  }

  @Test mutating func `refuses changes`() async throws {
    let scene = Scene(&fixtures)
    try await file.open().insert(scene)
    let reader = try await file.open(.readOnly)
    let failure = await #expect(throws: Failure.self) { try await reader.write { try $0.update(scene.dataset) } }
    #expect(failure?.code == .storageReadOnly)
  }

  @Test func `makes no files where the writer has closed`() async throws {
    let writer = try await file.open()
    writer.close()
    let before = try file.files()
    let reader = try await file.open(.readOnly)
    _ = try await reader.read { try $0.clients() }
    #expect(try file.files() == before)
    reader.close()
    #expect(try file.files() == before)
  }

  @Test func `makes no registry where there is none`() async throws {
    let failure = await #expect(throws: Failure.self) { try await file.open(.readOnly) }
    #expect(failure?.code == .notFound)
    #expect(failure?.message == "there is no registry at \(file.path)")
    #expect(failure?.remedy != nil)
    #expect(try file.files() == [])
  }

  #if os(Linux)
    @Test(.enabled(if: SmallDisk.isPossible, "needs the right to mount a file system"))
    mutating func `reads from a disk that cannot be written to`() async throws {
      let disk = try SmallDisk(kibibytes: 4096)
      let path = disk.path("registry.sqlite")
      let writer = try await SQLRegistry.openSQLite(path: path, now: file.time.now())
      let scene = Scene(&fixtures)
      try await writer.insert(scene)
      writer.close()
      try disk.becomeReadOnly()
      let reader = try await SQLRegistry.openSQLite(path: path, mode: .readOnly, now: file.time.now())
      #expect(try await reader.read { try $0.dataset(scene.dataset.id) } == scene.dataset)
      reader.close()
      let failure = await #expect(throws: Failure.self) {
        try await SQLRegistry.openSQLite(path: path, now: file.time.now())
      }
      #expect(failure?.code == .storageReadOnly)
    }
  #endif
}
