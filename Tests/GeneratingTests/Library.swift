import DataGenerating
import Foundation

/// The templates that ship, read from the source tree.
enum Library {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Templates")
    .standardizedFileURL

  /// Paths below the root, `industry/use_case/type.json`.
  static let paths: [String] = {
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    let found = files?.compactMap { ($0 as? URL)?.standardizedFileURL.path() } ?? []
    return found.filter { $0.hasSuffix(".json") }.map { String($0.dropFirst(root.path().count).drop { $0 == "/" }) }
      .sorted()
  }()

  static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: root.appending(path: path)))
  }

  static func template(_ path: String) throws -> TemplateDocument {
    try TemplateDocument.read(bytes(path), file: path)
  }
}
