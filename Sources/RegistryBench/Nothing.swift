import DataOpsCore
import DataOpsLifecycle

/// No search system: steps that do nothing do not ask for one.
struct NoConnections: SearchConnections {
  func index(for client: Client) async throws(Failure) -> any SearchIndex { throw Failure(.internalError, "not used") }
  func tenant(of client: Client) async throws(Failure) -> Tenant? { nil }
}

/// No object store.
struct NoFiles: ObjectFiles {
  private var unused: Failure { Failure(.internalError, "not used") }

  func put(_ bytes: [UInt8], at key: ObjectKey) async throws(Failure) { throw unused }
  func get(_ key: ObjectKey, maximumBytes: Int) async throws(Failure) -> [UInt8] { throw unused }
  func contains(_ key: ObjectKey) async throws(Failure) -> Bool { throw unused }
  func list(under prefix: ObjectKey) async throws(Failure) -> [ObjectKey] { throw unused }
  func delete(_ key: ObjectKey) async throws(Failure) { throw unused }
  func deleteAll(under prefix: ObjectKey) async throws(Failure) { throw unused }
}
