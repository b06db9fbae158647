import DataOpsCore
import DataOpsLifecycle
import DataRecords
import Testing

/// What is exported of a template, for every template that ships.
@Suite struct TemplateContractTests {
  private static let library = TemplateLibrary(root: Installation.templates)
  private static let paths = ((try? library.entries()) ?? []).map(\.path)

  private func contract(_ path: String, _ parts: Set<TemplateContract.Part>) throws -> [String: [UInt8]] {
    let files = try TemplateContract(of: Self.library.load(path)).files(parts)
    return Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.bytes) })
  }

  private func lines(_ bytes: [UInt8]?) throws -> [JSONValue] {
    try (bytes ?? []).split(separator: 0x0A).map { try JSONValue(parsing: $0) }
  }

  @Test func `there are templates to export`() { #expect(Self.paths.count == 42) }

  @Test(arguments: paths) func `exports rules that can be read, with a list of keys for every reference`(
    path: String
  ) throws {
    let files = try contract(path, [.rules])
    let rules = try RulesFile(parsing: try #require(files["rules.json"]))
    #expect(rules.key == "id")
    #expect(rules.requiredFields.contains("id"))
    #expect(rules.completenessThreshold == 0.95)
    #expect(rules.rules.contains { $0.rule == "reference" && $0.severity == .fail })
    for case .file(let file, field: let field) in rules.references.values {
      let keys = try lines(files[file])
      #expect(keys.count > 3, "\(file)")
      #expect(keys.allSatisfy { $0[field]?.string?.isEmpty == false }, "\(file)")
    }
    #expect(files.count == 1 + rules.references.count)
  }

  @Test(arguments: paths) func `exports a bad record for every keyword of every field, refused for that alone`(
    path: String
  ) throws {
    let files = try contract(path, [.bundle])
    let schema = try RecordSchema(
      compiling: JSONValue(parsing: try #require(files["schema.json"])), options: SchemaOptions(assertsFormats: true))
    let parser = JSONParser()
    for record in try lines(files["records.ndjson"]) {
      #expect(try parser.withDocument(record.bytes()) { schema.report(on: $0).isValid })
    }
    let bad = try lines(files["bad-records.ndjson"])
    let expectations = try #require(files["bad-records.expected.json"])
    let expected = try #require(JSONValue(parsing: expectations).array)
    #expect(bad.count == expected.count)
    for (record, expectation) in zip(bad, expected) {
      let violations = try parser.withDocument(record.bytes()) { schema.report(on: $0).violations }
      #expect(violations.map(\.keywordLocation.description) == [expectation["keywordLocation"]?.string])
    }
    let locations = Set(expected.compactMap { $0["keywordLocation"]?.string })
    for field in try #require(schema.source["properties"]?.object) {
      let own = locations.filter { $0.hasPrefix("/properties/\(field.name)/") }
      #expect(!own.isEmpty, "\(field.name) has a rule to break")
    }
  }
}
