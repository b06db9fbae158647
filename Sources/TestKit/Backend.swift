package import DataOpsLifecycle
import DataOpsObjectFiles
import DataOpsSQLStorage

/// The databases that contract suites of ``Storage`` run on.
package enum Backend: String, Sendable, CaseIterable {
  case sqlite

  /// Those that this machine has.
  package static var reachable: [Backend] { allCases }

  /// An empty registry in `directory`, or the one that was opened there before.
  package func open(
    in directory: TemporaryDirectory, time: ManualTime = ManualTime()
  ) async throws -> any Storage {
    switch self {
    case .sqlite: try await SQLRegistry.openSQLite(path: directory.path("registry.sqlite"), now: time.now())
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
