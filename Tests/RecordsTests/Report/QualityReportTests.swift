import DataRecords
import Testing

@Suite struct `A report of rules` {
  private func report() throws -> QualityReport {
    let rules = try RulesFile(
      parsing: """
        {"version": 1, "key": "id", "rules": [
          {"rule": "unique", "field": "id", "severity": "warn"},
          {"rule": "range", "field": "n", "parameters": {"max": 5}, "threshold": 0.5},
          {"rule": "ratio", "field": "n", "parameters": {"values": [1], "mostly": 0.1}},
          {"rule": "count", "parameters": {"min": 9}, "severity": "warn"}]}
        """.utf8)
    let records = #"{"id": 1, "n": 1} {"id": 1, "n": 9} {"id": 2, "n": 2}"#
    return QualityReport(title: "numbers", try RecordCheck(rules: rules).run(MemoryByteSource(records)))
  }

  @Test func `counts every rule that records break, once, and none about the dataset as a whole`() throws {
    let report = try report()
    #expect(report.violations == ["unique:id": 1, "range:n": 1])
    #expect(Set(report.failures.map(\.rule)) == ["unique:id", "range:n"])
    #expect(report.fields.filter { $0.violations > 0 }.map(\.name) == ["/id", "/n"])
  }

  @Test func `fails no case of a build server for what only warns`() throws {
    let report = try report()
    #expect(report.passed)
    #expect(String(decoding: JUnitReport(report).bytes, as: UTF8.self).contains(#"failures="0""#))
  }
}
