import DataOpsCore
import Foundation
import _DataOpsTestKit

/// How all cases end, as `Documentation/Testing.md` tells it.
struct FaultMatrixTable {
  let text: String

  init(_ matrix: FaultMatrix) {
    let cases = matrix.cases
    let ends = Dictionary(grouping: cases, by: Self.name).mapValues { cases in
      (once: cases.count { !$0.isLasting }, lasting: cases.count(where: \.isLasting))
    }
    let rows = ends.sorted { ($0.value.once + $0.value.lasting, $1.key) > ($1.value.once + $1.value.lasting, $0.key) }
      .map { "| \($0.key) | \($0.value.once) | \($0.value.lasting) |" }
    let total = "\(cases.count) cases: \(Trouble.allCases.count) faults at \(matrix.requests.count) requests."
    text = ([total, "", "| end | once | lasting |", "|---|---|---|"] + rows).joined(separator: "\n")
  }

  private static func name(_ fault: FaultCase) -> String {
    switch fault.expected {
    case .ready: "READY"
    case .failed(let code, _): "`\(code.rawValue)`"
    }
  }

  private static let (beginning, end) = ("<!-- fault matrix -->\n", "\n<!-- end -->")
  private static let page = URL(fileURLWithPath: Installation.templates).deletingLastPathComponent()
    .appendingPathComponent("Documentation/Testing.md")

  /// What the page says.
  static func documented() throws -> String? {
    let parts = try String(contentsOf: page, encoding: .utf8).components(separatedBy: beginning)
    return parts.last?.components(separatedBy: end).first
  }

  func updateIfAsked() throws {
    guard ProcessInfo.processInfo.environment["DATAOPS_UPDATE_DUMPS"] == "1" else { return }
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    guard let before = try Self.documented() else { return }
    try page.replacingOccurrences(of: Self.beginning + before, with: Self.beginning + text)
      .write(to: Self.page, atomically: true, encoding: .utf8)
  }
}
