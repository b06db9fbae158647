import DataOpsApp
import DataOpsCore
import Foundation

/// The directory of the demo, emptied only where the demo has made it.
struct DemoDirectory: Sendable {
  private static let marker = "made-by-dataops-demo"
  let path: String

  /// Makes the directory, or empties what an earlier demo left in it.
  ///
  /// - Throws: `conflict` where it holds anything else.
  func prepare() throws(Failure) {
    let files = FileManager.default
    let names = (try? files.contentsOfDirectory(atPath: path)) ?? []
    guard names.isEmpty || names.contains(Self.marker) else {
      throw Failure(
        .conflict, "\(path) is not empty and was not made by the demo, so the demo does not touch it",
        remedy: "Give it another directory: dataops demo --data DIR")
    }
    let directory = DataDirectory(path)
    try directory.removeContents(keeping: [Self.marker], command: "dataops demo")
    guard files.createFile(atPath: "\(path)/\(Self.marker)", contents: Data("The demo empties this folder.\n".utf8))
    else {
      throw Failure(.storageReadOnly, "\(path) cannot be written to", remedy: "Give another directory: --data DIR")
    }
  }
}
