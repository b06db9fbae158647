package import DataOpsLifecycle
import DataOpsObjectFiles
import DataOpsSQLStorage
import Foundation

/// The databases that contract suites of ``Storage`` run on.
package enum Backend: String, Sendable, CaseIterable {
  case sqlite, postgres

  /// Those that this machine has; `make test` sees to it that it has all.
  package static let reachable = allCases.filter { $0 != .postgres || PrivatePostgres.programs != nil }

  /// The one that suites run on which are run once for each: `DATAOPS_TEST_REGISTRY` says which.
  package static let chosen =
    ProcessInfo.processInfo.environment["DATAOPS_TEST_REGISTRY"].flatMap(Backend.init) ?? .sqlite

  /// An empty registry that belongs to `directory`, or the one that was opened for it before.
  package func open(
    in directory: TemporaryDirectory, time: ManualTime = ManualTime()
  ) async throws -> any Storage {
    switch self {
    case .sqlite:
      return try await SQLRegistry.openSQLite(path: directory.path("registry.sqlite"), now: time.now())
    case .postgres:
      let address = try await PrivatePostgres.shared().registryAddress(in: directory, now: time.now())
      return try await SQLRegistry.openPostgres(address)
    }
  }
}

/// The object stores that contract suites of ``ObjectFiles`` run on.
package enum ObjectBackend: String, Sendable, CaseIterable {
  case directory

  /// Those that this machine has.
  package static var reachable: [ObjectBackend] { allCases }

  /// An empty store in `directory`, or the one that was opened there before.
  package func open(in directory: TemporaryDirectory) throws -> any ObjectFiles {
    switch self {
    case .directory: DirectoryObjectFiles(root: try directory.directory("objects"))
    }
  }
}
