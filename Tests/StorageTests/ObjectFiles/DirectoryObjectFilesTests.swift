import DataOpsCore
import DataOpsLifecycle
import DataOpsObjectFiles
import Foundation
import Testing
import _DataOpsTestKit

@Suite struct `An object store in a directory` {
  let directory: TemporaryDirectory
  let store: DirectoryObjectFiles
  let key: ObjectKey

  init() throws {
    directory = try TemporaryDirectory()
    store = DirectoryObjectFiles(root: try directory.directory("objects"))
    key = try #require(ObjectKey(["snapshots", "a", "1"]))
  }

  private func path(_ name: String) -> String { directory.path("objects/" + name) }

  private func mode(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
  }

  @Test func `keeps others out of its directories and files`() async throws {
    try await store.put([1], at: key)
    #expect(try mode("snapshots") == 0o700)
    #expect(try mode("snapshots/a") == 0o700)
    #expect(try mode("snapshots/a/1") == 0o600)
  }

  @Test func `neither lists nor keeps what a killed writer left behind`() async throws {
    try await store.put([1], at: key)
    try Data([2]).write(to: URL(filePath: path("snapshots/a/1~put-4711-0")))
    #expect(try await store.list(under: .snapshots) == [key])
    #expect(try await store.collectLeftovers() == 1)
    #expect(try await store.collectLeftovers() == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: path("snapshots/a")) == ["1"])
  }

  @Test func `writes beside the leftovers of a process with its own number`() async throws {
    try await store.put([1], at: key)
    try Data().write(to: URL(filePath: path("snapshots/a/1~put-\(ProcessInfo.processInfo.processIdentifier)-0")))
    try await store.put([2], at: key)
    #expect(try await store.get(key, maximumBytes: 1) == [2])
  }

  @Test func `does not follow a symbolic link to a directory out of its root`() async throws {
    _ = try directory.directory("outside")
    try FileManager.default.createSymbolicLink(
      atPath: path("snapshots"), withDestinationPath: directory.path("outside"))
    for attempt: () async throws -> Void in [
      { try await store.put([1], at: key) },
      { _ = try await store.get(key, maximumBytes: 1) },
      { _ = try await store.list(under: .snapshots) },
      { try await store.delete(key) },
    ] {
      let failure = await #expect(throws: Failure.self) { try await attempt() }
      #expect(failure?.code == .storageFailed)
      #expect(failure?.message.contains("symbolic links are not followed") == true)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path("outside")) == [])
  }

  @Test func `does not read through a symbolic link to a file, and replaces the link itself`() async throws {
    try await store.put([1], at: key)
    let outside = directory.path("outside")
    try Data([9]).write(to: URL(filePath: outside))
    try FileManager.default.removeItem(atPath: path("snapshots/a/1"))
    try FileManager.default.createSymbolicLink(atPath: path("snapshots/a/1"), withDestinationPath: outside)
    #expect(try await store.list(under: .snapshots) == [])
    #expect(try await !store.contains(key))
    await #expect(throws: Failure.self) { try await store.get(key, maximumBytes: 1) }
    try await store.put([2], at: key)
    #expect(try await store.get(key, maximumBytes: 1) == [2])
    #expect(try Data(contentsOf: URL(filePath: outside)) == Data([9]))
  }

  @Test func `removes a symbolic link with a prefix, not what it leads to`() async throws {
    try await store.put([1], at: key)
    let outside = try directory.directory("outside")
    try Data([9]).write(to: URL(filePath: outside + "/kept"))
    try FileManager.default.createSymbolicLink(atPath: path("snapshots/link"), withDestinationPath: outside)
    try await store.deleteAll(under: .snapshots)
    #expect(try FileManager.default.contentsOfDirectory(atPath: path("")) == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: outside) == ["kept"])
  }

  @Test func `says that its directory is missing`() async throws {
    let store = DirectoryObjectFiles(root: directory.path("missing"))
    let failure = await #expect(throws: Failure.self) { try await store.put([1], at: key) }
    #expect(failure?.code == .storageFailed)
    #expect(
      failure?.message == "the directory of the object store, \(directory.path("missing")), does not exist")
  }

  @Test func `says that its directory is a file`() async throws {
    try Data().write(to: URL(filePath: directory.path("file")))
    let store = DirectoryObjectFiles(root: directory.path("file"))
    let failure = await #expect(throws: Failure.self) { try await store.list(under: .snapshots) }
    #expect(failure?.message.hasSuffix("but is a file") == true)
  }

  @Test func `says that a file is in the way of a directory`() async throws {
    try Data().write(to: URL(filePath: path("snapshots")))
    let failure = await #expect(throws: Failure.self) { try await store.put([1], at: key) }
    #expect(failure?.code == .storageFailed)
    #expect(failure?.message.contains("is not a directory") == true)
  }

  @Test func `says that a directory is in the way of a file`() async throws {
    _ = try directory.directory("objects/snapshots/a/1")
    let putting = await #expect(throws: Failure.self) { try await store.put([1], at: key) }
    #expect(putting?.message == "'snapshots/a/1' in the object store is not a file")
    let getting = await #expect(throws: Failure.self) { try await store.get(key, maximumBytes: 1) }
    #expect(getting?.message == "'snapshots/a/1' in the object store is not a file")
    #expect(try FileManager.default.contentsOfDirectory(atPath: path("snapshots/a")) == ["1"])
  }

  #if os(Linux)
    @Test(.enabled(if: SmallDisk.isPossible, "needs the right to mount a file system"))
    func `says that the disk is full, and keeps what was there`() async throws {
      let disk = try SmallDisk(kibibytes: 256)
      let store = DirectoryObjectFiles(root: disk.path)
      try await store.put([1], at: key)
      let large = [UInt8](repeating: 7, count: 1 << 20)
      let failure = await #expect(throws: Failure.self) { try await store.put(large, at: key) }
      #expect(failure?.code == .storageFull)
      #expect(try await store.get(key, maximumBytes: 1) == [1])
      #expect(try await store.collectLeftovers() == 0)
      try await store.put([2], at: key)
      #expect(try await store.get(key, maximumBytes: 1) == [2])
    }

    @Test(.enabled(if: SmallDisk.isPossible, "needs the right to mount a file system"))
    func `says that the disk cannot be written to`() async throws {
      let disk = try SmallDisk(kibibytes: 256)
      let store = DirectoryObjectFiles(root: disk.path)
      try await store.put([1], at: key)
      try disk.becomeReadOnly()
      for attempt: () async throws -> Void in [
        { try await store.put([2], at: key) }, { try await store.delete(key) },
        { try await store.deleteAll(under: .snapshots) },
      ] {
        let failure = await #expect(throws: Failure.self) { try await attempt() }
        #expect(failure?.code == .storageReadOnly)
      }
      #expect(try await store.get(key, maximumBytes: 1) == [1])
    }
  #endif
}
