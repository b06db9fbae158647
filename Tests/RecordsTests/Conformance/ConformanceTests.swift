import Foundation
import Testing

@testable import DataRecords

/// Runs only where the official suite is: `fetch-suite.sh DIR` fetches it, `DATAOPS_SCHEMA_SUITE=DIR` names it.
@Suite(
  .enabled(
    if: SchemaSuite.folder != nil, "fetch the suite with fetch-suite.sh DIR and set DATAOPS_SCHEMA_SUITE=DIR"))
struct `Conformance to JSON Schema` {
  @Test(arguments: SchemaDialect.allCases)
  func `gives the verdicts of the official suite, but for the misses that are named`(dialect: SchemaDialect) throws {
    let suite = SchemaSuite(folder: try #require(SchemaSuite.folder))
    let outcome = try suite.run(dialect)
    print(
      "draft \(dialect.rawValue): required \(outcome.required.passed) of \(outcome.required.total),",
      "optional and format \(outcome.optional.passed) of \(outcome.optional.total)")
    let expected = try Self.namedMisses().filter { $0.draft == SchemaSuite.folderName(of: dialect) }
    let found = Set(outcome.misses)
    for miss in outcome.misses where !expected.contains(miss) { Issue.record("not as the suite says: \(miss)") }
    for miss in expected where !found.contains(miss) { Issue.record("listed as a miss, but right: \(miss)") }
    #expect(outcome.required.total > 500)
    #expect(outcome.required.passed == outcome.required.total)
  }

  @Test func `each named miss is explained`() throws {
    for entry in try Self.entries() { #expect((entry["why"]?.string ?? "").count > 20, "\(entry)") }
  }

  private static func entries() throws -> [JSONValue] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("misses.json")
    return try #require(try JSONValue(parsing: Data(contentsOf: file)).array)
  }

  private static func namedMisses() throws -> Set<SchemaSuite.Miss> {
    var misses: Set<SchemaSuite.Miss> = []
    for entry in try entries() {
      for draft in entry["drafts"]?.array ?? [] {
        misses.insert(
          SchemaSuite.Miss(
            draft: draft.string ?? "", file: entry["file"]?.string ?? "", group: entry["group"]?.string ?? "",
            test: entry["test"]?.string ?? ""))
      }
    }
    return misses
  }
}
