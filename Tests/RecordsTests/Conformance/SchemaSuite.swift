import Foundation
import Testing

@testable import DataRecords

/// The official JSON-Schema-Test-Suite in a folder.
struct SchemaSuite {
  struct Group: Sendable {
    let file: String
    let description: String
    let schema: JSONValue
    let tests: [JSONValue]
  }

  /// One test that gave another verdict than the suite.
  struct Miss: Sendable, Hashable, CustomStringConvertible {
    let draft: String
    let file: String
    let group: String
    let test: String
    var description: String { "\(draft)/\(file): \(group): \(test)" }
  }

  struct Outcome {
    var required = (passed: 0, total: 0)
    var optional = (passed: 0, total: 0)
    var misses: [Miss] = []
  }

  /// The folder with `tests` and `remotes`; see `fetch-suite.sh`.
  static var folder: String? { ProcessInfo.processInfo.environment["DATAOPS_SCHEMA_SUITE"] }

  let folder: String

  static func folderName(of dialect: SchemaDialect) -> String { "draft\(dialect.rawValue)" }

  func run(_ dialect: SchemaDialect) throws -> Outcome {
    var outcome = Outcome()
    for group in try groups(Self.folderName(of: dialect)) {
      let isOptional = group.file.hasPrefix("optional/")
      let assertsFormats = group.file.hasPrefix("optional/format/")
      for (test, isRight) in verdicts(group, dialect, assertsFormats: assertsFormats) {
        let passed = isRight ? 1 : 0
        if isOptional {
          outcome.optional = (outcome.optional.passed + passed, outcome.optional.total + 1)
        } else {
          outcome.required = (outcome.required.passed + passed, outcome.required.total + 1)
        }
        guard !isRight else { continue }
        outcome.misses.append(
          Miss(
            draft: Self.folderName(of: dialect), file: group.file, group: group.description, test: test))
      }
    }
    return outcome
  }

  /// Whether each test of a group gives the verdict that the suite expects, in all ways of asking.
  private func verdicts(
    _ group: Group, _ dialect: SchemaDialect, assertsFormats: Bool
  ) -> [(test: String, isRight: Bool)] {
    var documents = SchemaDocuments()
    documents.map(prefix: "http://localhost:1234/", toFolder: folder + "/remotes")
    let options = SchemaOptions(dialect: dialect, assertsFormats: assertsFormats, documents: documents)
    let schema = Result { () throws(SchemaError) in try RecordSchema(compiling: group.schema, options: options) }
    guard let schema = try? schema.get() else {
      return group.tests.map { ($0["description"]?.string ?? "", false) }
    }
    var explaining = RecordReader(schema.program, maximumRecordBytes: 1 << 20, maximumViolations: 100)
    var flagging = RecordReader(
      schema.program, maximumRecordBytes: 1 << 20, maximumViolations: 100, explains: false)
    var verdicts: [(test: String, isRight: Bool)] = []
    for test in group.tests {
      let name = test["description"]?.string ?? ""
      let isValid = test["valid"]?.bool
      let bytes = test["data"]?.bytes() ?? []
      // Both walks must agree, and what is wrong must stand somewhere.
      let isRight = bytes.withUnsafeBytes { bytes in
        guard let root = explaining.read(bytes, isPadded: false), flagging.read(bytes, isPadded: false) != nil else {
          return false
        }
        let violations = explaining.validator.failures.map { schema.program.violation($0, in: root) }
        return flagging.isValid == isValid && explaining.isValid == isValid && violations.isEmpty == isValid
          && violations.allSatisfy { !$0.sentence.isEmpty && $0.keyword != "limit" }
      }
      verdicts.append((name, isRight))
    }
    return verdicts
  }

  private func groups(_ draft: String) throws -> [Group] {
    let root = folder + "/tests/" + draft
    let names = try #require(FileManager.default.enumerator(atPath: root)).compactMap { $0 as? String }
    var groups: [Group] = []
    for name in names.filter({ $0.hasSuffix(".json") }).sorted() {
      let data = try Data(contentsOf: URL(fileURLWithPath: root + "/" + name))
      for group in try JSONValue(parsing: data).array ?? [] {
        groups.append(
          Group(
            file: name, description: group["description"]?.string ?? "", schema: group["schema"] ?? false,
            tests: group["tests"]?.array ?? []))
      }
    }
    return groups
  }
}
