import DataOpsLifecycle
import Foundation
import Testing

/// `Documentation/doctor.md`: its table is that of the code, and every row is made wrong by a test.
@Suite struct `The page of the doctor` {
  private static let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Documentation/doctor.md")
  private static let beginning = "<!-- misconfigurations -->\n\n"
  private static let end = "\n<!-- end of misconfigurations -->"

  @Test func `has a row for every misconfiguration, with who finds it and what to do`() throws {
    var text = try String(contentsOf: Self.url, encoding: .utf8)
    let beginning = try #require(text.range(of: Self.beginning))
    let end = try #require(text.range(of: Self.end, range: beginning.upperBound..<text.endIndex))
    let range = beginning.upperBound..<end.lowerBound
    if ProcessInfo.processInfo.environment["DATAOPS_UPDATE_DUMPS"] == "1" {
      text.replaceSubrange(range, with: Self.table)
      try text.write(to: Self.url, atomically: true, encoding: .utf8)
    } else {
      #expect(String(text[range]) == Self.table, "Set DATAOPS_UPDATE_DUMPS=1 to write the table anew.")
    }
  }

  @Test func `names no code twice`() {
    #expect(Set(Misconfiguration.allCases.map(\.entry.wrong)).count == Misconfiguration.allCases.count)
  }

  private static var table: String {
    Misconfiguration.Part.allCases.map { part in
      let rows = Misconfiguration.allCases.filter { $0.entry.part == part }.map(row)
      return
        "### \(part.rawValue)\n\n| code | what is wrong | found by | made wrong in the test | what to do |\n|---|---|---|---|---|\n"
        + rows.joined()
    }.joined(separator: "\n")
  }

  private static func row(_ code: Misconfiguration) -> String {
    let entry = code.entry
    let injections = `A misconfiguration`.all.filter { $0.code == code }
    var ways: [String] = []
    for way in injections.map(\.how) where !ways.contains(way) { ways.append(way) }
    let cells = [
      "`\(code.rawValue)`" + (entry.severity == .warning ? " (warning)" : ""), entry.wrong,
      entry.finders.map { "`\($0.rawValue)`" }.joined(separator: ", "), ways.joined(separator: "; "), entry.remedy,
    ]
    return "| " + cells.map { $0.replacing("|", with: "\\|").replacing("<", with: "&lt;") }.joined(separator: " | ")
      + " |\n"
  }
}
