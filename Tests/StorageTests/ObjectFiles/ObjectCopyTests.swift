import DataOpsCore
import DataOpsLifecycle
import DataOpsObjectFiles
import Foundation
import Testing
import _DataOpsTestKit

@Suite struct `A copy of an object store in a directory` {
  let directory: TemporaryDirectory
  let store: DirectoryObjectFiles
  let key: ObjectKey

  init() throws {
    directory = try TemporaryDirectory()
    store = DirectoryObjectFiles(root: try directory.directory("objects"))
    key = try #require(ObjectKey(["snapshots", "a", "1"]))
  }

  @Test func `has every object, as one more name of the same file`() async throws {
    let archive = try #require(ObjectKey(["archives", "b", "archive.json"]))
    try await store.put([1, 2, 3], at: key)
    try await store.put([4], at: archive)
    let copy = DirectoryObjectFiles(root: try directory.directory("copy"))
    #expect(try await store.copyAll(to: copy.root) == ObjectCopy(files: 2, bytes: 4, linked: 2))
    #expect(try await copy.get(key, maximumBytes: 10) == [1, 2, 3])
    #expect(try await copy.get(archive, maximumBytes: 10) == [4])
  }

  @Test func `keeps what is replaced or deleted afterwards`() async throws {
    let other = try #require(ObjectKey(["snapshots", "a", "2"]))
    try await store.put([1], at: key)
    try await store.put([2], at: other)
    let copy = DirectoryObjectFiles(root: try directory.directory("copy"))
    _ = try await store.copyAll(to: copy.root)
    try await store.put([9], at: key)
    try await store.delete(other)
    #expect(try await copy.get(key, maximumBytes: 1) == [1])
    #expect(try await copy.get(other, maximumBytes: 1) == [2])
  }

  @Test func `leaves out what is half written, and links`() async throws {
    try await store.put([1], at: key)
    try Data([2]).write(to: URL(filePath: directory.path("objects/snapshots/a/1~put-4711-0")))
    try FileManager.default.createSymbolicLink(
      atPath: directory.path("objects/snapshots/a/link"), withDestinationPath: directory.path("outside"))
    let copy = try directory.directory("copy")
    #expect(try await store.copyAll(to: copy).files == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: copy + "/snapshots/a") == ["1"])
  }

  @Test func `of an empty store is empty`() async throws {
    #expect(try await store.copyAll(to: try directory.directory("copy")) == ObjectCopy())
  }

  #if os(Linux)
    @Test(.enabled(if: SmallDisk.isPossible)) func `has the bytes where it lies on another file system`() async throws {
      let disk = try SmallDisk(kibibytes: 1024)
      try await store.put(Array(repeating: 7, count: 5000), at: key)
      let copied = try await store.copyAll(to: disk.path)
      #expect(copied == ObjectCopy(files: 1, bytes: 5000, linked: 0))
      #expect(try await DirectoryObjectFiles(root: disk.path).get(key, maximumBytes: 5000).count == 5000)
    }

    @Test(.enabled(if: SmallDisk.isPossible)) func `says that the disk is full`() async throws {
      let disk = try SmallDisk(kibibytes: 64)
      try await store.put(Array(repeating: 7, count: 200_000), at: key)
      let failure = await #expect(throws: Failure.self) { try await store.copyAll(to: disk.path) }
      #expect(failure?.code == .storageFull)
    }
  #endif
}
