import DataRecords
import Testing

@Suite struct `The documentation` {
  /// The lines are those of `DataRecords.docc/DataRecords.md`.
  @Test func `has an example that does what it says`() throws {
    let schema = try RecordSchema(compiling: ["required": ["id"], "properties": ["id": ["type": "integer"]]])
    let text = #"{"id": 1} {"id": "two"} {"id": 1}"#
    let summary = try RecordValidation(schema: schema).run(MemoryByteSource(text))
    let report = try JSONParser().withDocument(#"{"id": "two"}"#.utf8) { schema.report(on: $0) }
    let rules = try RulesFile(parsing: #"{"version": 1, "key": "id"}"#.utf8)
    let result = try RecordCheck(rules: rules, schema: schema).run(MemoryByteSource(text))
    let profile = try RecordProfiling().run(MemoryByteSource(text))
    let page = HTMLReport(QualityReport(title: "numbers", result))

    #expect(summary.records == 3 && summary.valid == 2 && summary.invalid == 1)
    #expect(report.violations.map(\.sentence) == ["id must be an integer, but is a string"])
    #expect(!result.passed && result.duplicateKeys == 1)
    let id = try #require(profile[FieldPath([.member("id")])])
    #expect(profile.records == 3 && id.kinds.integer == 2 && id.kinds.string == 1)
    #expect(page.bytes.starts(with: "<!DOCTYPE html>".utf8))
  }
}
