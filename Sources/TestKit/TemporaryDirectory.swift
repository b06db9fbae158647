import Foundation
import Synchronization

/// A directory of its own, removed with all that is in it when nobody holds this object any more.
package final class TemporaryDirectory: Sendable {
  package let path: String
  private let begun = Mutex<Set<String>>([])
  private let endings = Mutex<[@Sendable () -> Void]>([])

  package init() throws {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "dataops-test-\(UUID().uuidString.lowercased())", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    path = url.resolvingSymlinksInPath().path(percentEncoded: false)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
    for ending in endings.withLock(\.self) { ending() }
  }

  /// The path of `name` in here; nothing is made.
  package func path(_ name: String) -> String {
    path.hasSuffix("/") ? path + name : path + "/" + name
  }

  /// Makes a directory in here.
  package func directory(_ name: String) throws -> String {
    try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
    return path(name)
  }

  /// Whether this is the first time that something called `name` is begun for this directory.
  func begin(_ name: String) -> Bool { begun.withLock { $0.insert(name).inserted } }

  /// Has `body` run when the directory is removed: for what belongs to it and lies elsewhere.
  package func onRemoval(_ body: @escaping @Sendable () -> Void) { endings.withLock { $0.append(body) } }
}
