/// A report as JUnit XML, which build servers read: a test case for every rule, failed where the rule does not hold.
///
/// Records are counted from 0, as in verdicts. Rules that only warn pass, with what they found as their output. Text that XML 1.0 cannot hold is replaced, so the
/// document is well-formed whatever was in the data.
public struct JUnitReport: Sendable {
  /// The document, in UTF-8.
  public let bytes: [UInt8]

  /// Writes the document.
  public init(_ report: QualityReport) {
    let cases = Self.cases(of: report)
    let failed = cases.count { $0.isFailed }
    let time = Self.seconds(report.seconds)
    var writer = XMLWriter()
    writer.element(
      "testsuites",
      [
        ("name", "dataops records"), ("tests", "\(cases.count)"), ("failures", "\(failed)"), ("errors", "0"),
        ("time", time),
      ]
    ) { writer in
      writer.element(
        "testsuite",
        [
          ("name", report.title), ("tests", "\(cases.count)"), ("failures", "\(failed)"), ("errors", "0"),
          ("skipped", "0"), ("time", time),
        ]
      ) { writer in
        writer.element("properties") { writer in
          for (name, value) in Self.properties(of: report) {
            writer.element("property", [("name", name), ("value", value)])
          }
        }
        for testCase in cases { testCase.write(to: &writer, of: report.title) }
      }
    }
    bytes = writer.bytes
  }

  private static func properties(of report: QualityReport) -> [(String, String)] {
    [
      ("records", "\(report.records)"), ("valid", "\(report.valid)"), ("invalid", "\(report.invalid)"),
      ("malformed", "\(report.malformed)"), ("bytes", "\(report.bytes)"), ("passed", "\(report.passed)"),
    ]
  }

  /// One a rule, then one for every keyword of the schema that is broken.
  private static func cases(of report: QualityReport) -> [TestCase] {
    var failures = Dictionary(grouping: report.failures, by: \.rule)
    var cases = report.rules.map { rule in
      TestCase(
        name: rule.name, group: rule.field ?? rule.checkType.rawValue, kind: rule.rule,
        message: rule.passed ? nil : rule.sentence ?? "the rule does not hold", isWarning: rule.severity == .warn,
        failures: failures.removeValue(forKey: rule.name) ?? [])
    }
    let names = Set(report.rules.map(\.name))
    for (rule, count) in report.violations.sorted(by: { $0.key < $1.key }) where !names.contains(rule) && count > 0 {
      cases.append(
        TestCase(
          name: rule, group: "schema", kind: rule, message: "\(rule) is broken \(Figure.count(count, "time"))",
          isWarning: false, failures: failures[rule] ?? []))
    }
    return cases
  }

  /// With milliseconds, as the format wants it.
  private static func seconds(_ seconds: Double?) -> String {
    guard let seconds, seconds >= 0, seconds < 1e12 else { return "0.000" }
    let milliseconds = Int((seconds * 1_000).rounded())
    let fraction = String(milliseconds % 1_000)
    return "\(milliseconds / 1_000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }
}

private struct TestCase {
  let name: String
  let group: String
  let kind: String

  /// Why the rule does not hold; nil if it does.
  let message: String?
  let isWarning: Bool
  let failures: [QualityExample]

  var isFailed: Bool { message != nil && !isWarning }

  func write(to writer: inout XMLWriter, of suite: String) {
    let attributes =
      [("name", name), ("classname", "\(suite).\(group)"), ("time", "0.000")] as [(StaticString, String)]
    guard let message else { return writer.element("testcase", attributes) }
    let lines = failures.map(Self.line)
    writer.element("testcase", attributes) { writer in
      if isWarning {
        writer.element("system-out", text: (["warning: \(message)"] + lines).joined(separator: "\n"))
      } else {
        writer.element(
          "failure", [("message", message), ("type", kind)], text: ([message] + lines).joined(separator: "\n"))
      }
    }
  }

  private static func line(_ failure: QualityExample) -> String {
    let key = failure.key.map { " (\($0))" } ?? ""
    let place = failure.pointer.tokens.isEmpty ? "" : " at \(failure.pointer)"
    return "record \(failure.record &- 1)\(key)\(place): \(failure.sentence)"
      + (failure.excerpt.map { "\n  \($0)" } ?? "")
  }
}
