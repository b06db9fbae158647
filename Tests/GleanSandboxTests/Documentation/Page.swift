import Foundation

/// `Documentation/glean-sandbox.md`, and what it has to agree with.
struct Page {
  private static let beginning = "<!-- behaviours -->\n\n"
  private static let end = "\n<!-- end of behaviours -->"

  private(set) var text: String

  init() throws {
    text = try String(contentsOf: Self.url, encoding: .utf8)
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let url = root.appendingPathComponent("Documentation/glean-sandbox.md")

  /// The table of behaviours, as the page has it.
  var table: String? { tableRange.map { String(text[$0]) } }

  private var tableRange: Range<String.Index>? {
    guard let beginning = text.range(of: Self.beginning), let end = text.range(of: Self.end) else { return nil }
    return beginning.upperBound..<end.lowerBound
  }

  mutating func write(table: String) throws {
    guard let range = tableRange else { return }
    text.replaceSubrange(range, with: table)
    try text.write(to: Self.url, atomically: true, encoding: .utf8)
  }

  /// The fenced blocks of a language.
  func blocks(_ language: String) -> [String] {
    text.components(separatedBy: "```\(language)\n").dropFirst().compactMap { $0.components(separatedBy: "```").first }
  }

  /// The scripts of faults among the examples.
  var faultExamples: [String] { blocks("json").filter { $0.contains("\"rules\"") } }

  /// The names of all tests of this target, as `Suite.name`.
  static func testNames() throws -> Set<String> {
    var names: Set<String> = []
    for file in try swiftFiles(below: root.appendingPathComponent("Tests/GleanSandboxTests")) {
      var suite = ""
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        if line.contains("@Suite"), let name = line.firstMatch(of: /struct (\w+)/)?.1 { suite = String(name) }
        if let name = line.firstMatch(of: /func `([^`]+)`/)?.1 { names.insert("\(suite).\(name)") }
      }
    }
    return names
  }

  /// The console acts, such as `GET /__sandbox/health`, as the sources register them.
  static func consoleRoutes() throws -> [String] {
    let names = ["ConsoleRoutes", "TokenRoutes", "FaultRoutes", "ClockRoutes"]
    return try names.flatMap { name in
      let file = root.appendingPathComponent("Sources/GleanSandbox/Routes/\(name).swift")
      let source = try String(contentsOf: file, encoding: .utf8)
      return source.matches(of: /router\.(get|put|post|delete)\("([^"]+)"\)/).map { match in
        let path = match.2.split(separator: "/").map { $0.hasPrefix(":") ? $0.dropFirst().uppercased() : String($0) }
        return "\(match.1.uppercased()) /__sandbox/\(path.joined(separator: "/"))"
      }
    }
  }

  private static func swiftFiles(below folder: URL) throws -> [URL] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
      .map { folder.appendingPathComponent($0) }
  }
}
