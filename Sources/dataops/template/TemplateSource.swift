import DataOpsCore
import DataOpsLifecycle
import Foundation

/// A template of the library, or a file anywhere.
enum TemplateSource: Sendable {
  case library(path: String)
  case file(String)

  /// Nil unless exactly one is given.
  init?(path: String?, file: String?) {
    switch (path, file) {
    case (let path?, nil): self = .library(path: path)
    case (nil, let file?): self = .file(file)
    default: return nil
    }
  }

  static let neededOnce = "Give either a path of the library or --file FILE."

  /// How findings name it.
  var name: String {
    switch self {
    case .library(let path): path.hasSuffix(".json") ? path : path + ".json"
    case .file(let path): path
    }
  }

  /// - Throws: `template_not_found`, `access_denied` for a path that leaves the library.
  func bytes(in library: TemplateLibrary) throws(Failure) -> [UInt8] {
    switch self {
    case .library: try library.read(name)
    case .file(let path): try TemplateLibrary.bytes(ofFile: Self.resolved(path), named: path)
    }
  }

  /// The file itself, where the path is that of a link.
  private static func resolved(_ path: String) -> String {
    URL(fileURLWithPath: CommandContext.absolute(path)).resolvingSymlinksInPath().path
  }

  /// - Throws: as ``bytes(in:)``, and `template_refused` with every finding.
  func load(in library: TemplateLibrary) throws(Failure) -> LoadedTemplate {
    try LoadedTemplate(bytes: bytes(in: library), path: name)
  }
}
