@testable import DataRecords

/// Every value is a usable schema or is refused, and a usable one judges every record.
enum SchemaFuzzing: FuzzTarget {
  static let name = "schema"

  private static let records = [
    "null", "true", "0", "-1.5", "1e400", "99999999999999999999", #""""#, #""2024-02-29T12:00:00Z""#, "[]", "{}",
    "[1,1.0,[2],{\"a\":1},{\"a\":1}]", #"{"a":{"a":{"a":[{"a":null}]}},"b":[1,2,3],"foo":"bar"}"#,
  ]

  static func check(_ bytes: UnsafeRawBufferPointer) throws {
    guard let source = try? JSONValue(parsing: bytes) else { return }
    for dialect in [SchemaDialect.draft2020_12, .draft4] {
      let options = SchemaOptions(dialect: dialect, assertsFormats: true)
      guard let schema = try? RecordSchema(compiling: source, options: options) else { continue }
      for record in records {
        try Array(record.utf8).withUnsafeBytes { try ValidatorFuzzing.checkJudgement($0, by: schema) }
      }
    }
  }
}
