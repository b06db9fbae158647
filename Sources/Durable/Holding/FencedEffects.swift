internal import DataOpsCore
internal import DataOpsLifecycle
internal import Synchronization

/// A search system that only the holder of an operation changes.
struct FencedConnections: SearchConnections {
  let connections: any SearchConnections
  let held: HeldOperation
  let time: any TimeSource

  func index(for client: Client) async throws(Failure) -> any SearchIndex {
    FencedSearchIndex(index: try await connections.index(for: client), held: held, time: time)
  }
}

private struct FencedSearchIndex: SearchIndex {
  let index: any SearchIndex
  let held: HeldOperation
  let time: any TimeSource

  private func requireHold() throws(Failure) { try held.require(at: time.now()) }

  func register(_ registration: DatasourceRegistration) async throws(Failure) {
    try requireHold()
    try await index.register(registration)
  }

  func show(_ datasource: String, to emails: [String]) async throws(Failure) {
    try requireHold()
    try await index.show(datasource, to: emails)
  }

  func replaceIdentities(_ identities: SearchIdentities, in datasource: String, uploadID: String) async throws(Failure)
  {
    try requireHold()
    try await index.replaceIdentities(identities, in: datasource, uploadID: uploadID)
  }

  func deleteIdentities(groups: [String], in datasource: String, uploadID: String) async throws(Failure) {
    try requireHold()
    try await index.deleteIdentities(groups: groups, in: datasource, uploadID: uploadID)
  }

  func index(_ documents: [SearchDocument], in datasource: String) async throws(Failure) {
    try requireHold()
    try await index.index(documents, in: datasource)
  }

  func delete(_ documents: [SearchDocument.Reference], in datasource: String) async throws(Failure) {
    try requireHold()
    try await index.delete(documents, in: datasource)
  }

  func upload(_ page: UploadPage, to datasource: String) async throws(Failure) {
    try requireHold()
    try await index.upload(page, to: datasource)
  }

  func empty(_ datasource: String, uploadID: String) async throws(Failure) {
    try requireHold()
    try await index.empty(datasource, uploadID: uploadID)
  }

  func askedOnce(within limit: Duration) -> any SearchIndex {
    FencedSearchIndex(index: index.askedOnce(within: limit), held: held, time: time)
  }

  func registration(of datasource: String) async throws(Failure) -> RegisteredDatasource? {
    try await index.registration(of: datasource)
  }

  func status(of datasource: String) async throws(Failure) -> DatasourceStatus {
    try await index.status(of: datasource)
  }

  func areIndexed(_ documents: [SearchDocument.Reference], in datasource: String) async throws(Failure) -> Bool {
    try await index.areIndexed(documents, in: datasource)
  }

  func mayRead(
    _ document: SearchDocument.Reference, in datasource: String, email: String
  ) async throws(Failure) -> Bool {
    try await index.mayRead(document, in: datasource, email: email)
  }

  func search(
    _ query: String, in datasource: String, as email: String, limit: Int
  ) async throws(Failure) -> [SearchHit] {
    try await index.search(query, in: datasource, as: email, limit: limit)
  }
}

/// An object store that only the holder of an operation changes.
struct FencedFiles: ObjectFiles {
  let files: any ObjectFiles
  let held: HeldOperation
  let time: any TimeSource

  private func requireHold() throws(Failure) { try held.require(at: time.now()) }

  func put(_ bytes: [UInt8], at key: ObjectKey) async throws(Failure) {
    try requireHold()
    try await files.put(bytes, at: key)
  }

  func delete(_ key: ObjectKey) async throws(Failure) {
    try requireHold()
    try await files.delete(key)
  }

  func deleteAll(under prefix: ObjectKey) async throws(Failure) {
    try requireHold()
    try await files.deleteAll(under: prefix)
  }

  func get(_ key: ObjectKey, maximumBytes: Int) async throws(Failure) -> [UInt8] {
    try await files.get(key, maximumBytes: maximumBytes)
  }

  func contains(_ key: ObjectKey) async throws(Failure) -> Bool { try await files.contains(key) }

  func list(under prefix: ObjectKey) async throws(Failure) -> [ObjectKey] { try await files.list(under: prefix) }
}

/// A registry that only the holder of an operation changes, and that remembers whether it did.
final class FencedStorage: Storage {
  private let storage: any Storage
  private let held: HeldOperation
  private let time: any TimeSource
  private let written = Atomic(false)

  init(storage: any Storage, held: HeldOperation, time: any TimeSource) {
    self.storage = storage
    self.held = held
    self.time = time
  }

  /// Whether anything was changed through this one.
  var hasWritten: Bool { written.load(ordering: .relaxed) }

  func read<Result: Sendable>(
    _ body: @escaping @Sendable (any RegistryReading) throws -> Result
  ) async throws -> Result {
    try await storage.read(body)
  }

  func write<Result: Sendable>(
    _ durability: Durability, _ body: @escaping @Sendable (any RegistryWriting) throws -> Result
  ) async throws -> Result {
    try held.require(at: time.now())
    written.store(true, ordering: .relaxed)
    let hold = held.hold
    return try await storage.write(durability) { registry in
      // By the clock it is held; whether it still is when this is written, the registry knows.
      try registry.lock(hold)
      return try body(registry)
    }
  }

  func workAnnouncements() -> AsyncStream<Void> { storage.workAnnouncements() }
}
