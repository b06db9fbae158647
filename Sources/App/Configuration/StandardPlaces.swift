internal import DataOpsCore
internal import Foundation

/// Where things lie by default on this platform.
package enum StandardPlaces {
  /// `$XDG_DATA_HOME/dataops`, `~/Library/Application Support/dataops` or `~/.local/share/dataops`.
  package static func dataDirectory(environment: [String: String]) -> String {
    let home = environment["HOME"] ?? NSHomeDirectory()
    #if os(macOS)
      return "\(home)/Library/Application Support/dataops"
    #else
      if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return "\(data)/dataops" }
      return "\(home)/.local/share/dataops"
    #endif
  }

  /// The library that ships: `../share/dataops/templates` beside an installed program, else the `Templates` folder of the
  /// checkout that the program was built in.
  package static func shippedTemplates(program: String) -> String {
    var folder = URL(fileURLWithPath: program).resolvingSymlinksInPath().deletingLastPathComponent()
    let installed = folder.deletingLastPathComponent().appendingPathComponent("share/dataops/templates").path
    if isFolder(installed) { return installed }
    for _ in 0..<6 {
      let candidate = folder.appendingPathComponent("Templates").path
      if isFolder(candidate) { return candidate }
      folder.deleteLastPathComponent()
    }
    return installed
  }

  private static func isFolder(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
  }
}
