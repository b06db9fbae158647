import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `An object store` {
  let directory: TemporaryDirectory
  let first = ObjectKey(["snapshots", "a", "1.ndjson"])
  let second = ObjectKey(["snapshots", "a", "2.ndjson"])
  let other = ObjectKey(["snapshots", "b", "1.ndjson"])

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test(arguments: ObjectBackend.reachable, [0, 1, 4096, 5 << 20])
  func `gives back what was put`(_ backend: ObjectBackend, _ size: Int) async throws {
    let (store, key) = (try backend.open(in: directory), try #require(first))
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try await store.put(bytes, at: key)
    #expect(try await store.get(key, maximumBytes: size) == bytes)
    #expect(try await backend.open(in: directory).get(key, maximumBytes: size) == bytes)
  }

  @Test(arguments: ObjectBackend.reachable)
  func `replaces what is there, of the same size or not`(_ backend: ObjectBackend) async throws {
    let (store, key) = (try backend.open(in: directory), try #require(first))
    for bytes: [UInt8] in [[1, 2, 3], [4, 5, 6], [7], [8, 9, 10, 11]] {
      try await store.put(bytes, at: key)
      #expect(try await store.get(key, maximumBytes: 10) == bytes)
    }
    #expect(try await store.list(under: key.parent) == [key])
  }

  @Test(arguments: ObjectBackend.reachable)
  func `says that something is not there`(_ backend: ObjectBackend) async throws {
    let (store, key) = (try backend.open(in: directory), try #require(first))
    let failure = await #expect(throws: Failure.self) { try await store.get(key, maximumBytes: 10) }
    #expect(failure?.code == .notFound)
    #expect(try await !store.contains(key))
    try await store.put([], at: key)
    #expect(try await store.contains(key))
    #expect(try await !store.contains(key.parent))
  }

  @Test(arguments: ObjectBackend.reachable)
  func `refuses to read more than is wanted`(_ backend: ObjectBackend) async throws {
    let (store, key) = (try backend.open(in: directory), try #require(first))
    try await store.put([1, 2, 3], at: key)
    let failure = await #expect(throws: Failure.self) { try await store.get(key, maximumBytes: 2) }
    #expect(failure?.code == .limitReached)
  }

  @Test(arguments: ObjectBackend.reachable)
  func `lists in order what is under a prefix, however deep`(_ backend: ObjectBackend) async throws {
    let store = try backend.open(in: directory)
    let keys = [try #require(first), try #require(second), try #require(other)]
    for key in keys.reversed() { try await store.put([], at: key) }
    #expect(try await store.list(under: .snapshots) == keys)
    #expect(try await store.list(under: keys[0].parent) == Array(keys.prefix(2)))
    #expect(try await store.list(under: try #require(ObjectKey(["nothing"]))) == [])
  }

  @Test(arguments: ObjectBackend.reachable)
  func `deletes one thing, and nothing where nothing is`(_ backend: ObjectBackend) async throws {
    let store = try backend.open(in: directory)
    let (key, neighbour) = (try #require(first), try #require(second))
    try await store.put([1], at: key)
    try await store.put([2], at: neighbour)
    try await store.delete(key)
    try await store.delete(key)
    try await store.delete(try #require(other))
    #expect(try await store.list(under: .snapshots) == [neighbour])
  }

  @Test(arguments: ObjectBackend.reachable)
  func `deletes all under a prefix, and nothing where nothing is`(_ backend: ObjectBackend) async throws {
    let store = try backend.open(in: directory)
    let keys = [try #require(first), try #require(second), try #require(other)]
    for key in keys { try await store.put([1], at: key) }
    try await store.deleteAll(under: keys[0].parent)
    try await store.deleteAll(under: keys[0].parent)
    #expect(try await store.list(under: .snapshots) == [keys[2]])
  }

  @Test(arguments: ObjectBackend.reachable)
  func `ends with one of the contents that are put at once`(_ backend: ObjectBackend) async throws {
    let (store, key) = (try backend.open(in: directory), try #require(first))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<16 {
        group.addTask { try await store.put(Array(repeating: UInt8(number), count: 10_000), at: key) }
      }
      try await group.waitForAll()
    }
    let bytes = try await store.get(key, maximumBytes: 10_000)
    #expect(bytes.count == 10_000)
    #expect(Set(bytes).count == 1)
    #expect(try await store.list(under: .snapshots) == [key])
  }
}

extension ObjectKey {
  fileprivate var parent: ObjectKey { ObjectKey(parts.dropLast()) ?? self }
}
