import Testing

@testable import DataRecords

@Suite struct `Numbers in a schema` {
  private func verdict(_ schema: String, _ record: String) throws -> Bool {
    let schema = try RecordSchema(compiling: try JSONValue(parsing: schema))
    let parser = JSONParser()
    return try Array(record.utf8).withUnsafeBytes { bytes in
      let root = try #require(parser.parseExactly(bytes))
      let report = schema.report(on: root)
      #expect(schema.accepts(root) == report.isValid)
      return report.isValid
    }
  }

  @Test(arguments: [
    (
      #"{"maximum":100000000000000000000000000000000001}"#, "100000000000000000000000000000000001",
      "100000000000000000000000000000000002"
    ),
    (
      #"{"exclusiveMinimum":0.10000000000000000000000001}"#, "0.10000000000000000000000002",
      "0.10000000000000000000000001"
    ),
    (#"{"minimum":18446744073709551616}"#, "18446744073709551616", "18446744073709551615"),
    (#"{"minimum":9223372036854775807}"#, "9223372036854775807.0", "9223372036854775806.9"),
    (#"{"maximum":1e400}"#, "1e399", "1.0000000001e400"),
    (#"{"multipleOf":0.00000001}"#, "12391239123", "12391239123.000000001"),
    (#"{"multipleOf":0.1}"#, "100000000000000000000000.1", "100000000000000000000000.11"),
    (#"{"multipleOf":1e-300}"#, "7e-300", "7e-301"),
    (#"{"multipleOf":3}"#, "30000000000000000000000000000000000003", "30000000000000000000000000000000000004"),
    (#"{"multipleOf":3e20}"#, "900000000000000000000", "900000000000000000001"),
    (#"{"const":100000000000000000000}"#, "1e20", "100000000000000000001"),
    (#"{"enum":[1.5,1234567890123456700]}"#, "1.2345678901234567e18", "1234567890123456768"),
    (#"{"enum":[18446744073709551615,2]}"#, "18446744073709551615.0", "18446744073709551614"),
    (#"{"type":"integer"}"#, "100000000000000000000000000.0", "100000000000000000000000000.5"),
    (#"{"uniqueItems":true}"#, "[1e22,10000000000000000000001]", "[1e22,10000000000000000000000]"),
    (#"{"uniqueItems":true}"#, "[1.0,2,\"1\",true]", "[100,1e2]"),
    (#"{"uniqueItems":true}"#, "[{\"a\":1e30},{\"a\":1e31}]", "[{\"a\":1e30,\"b\":0},{\"b\":0.0,\"a\":10e29}]"),
  ])
  func `are compared exactly`(schema: String, good: String, bad: String) throws {
    #expect(try verdict(schema, good), "\(good)")
    #expect(try !verdict(schema, bad), "\(bad)")
  }

  @Test(arguments: [
    (#"{"type":"integer"}"#, "1.0", true), (#"{"minimum":1}"#, "2.5", true), (#"{"enum":[1]}"#, "1.0", true),
    (#"{"uniqueItems":true}"#, "[1.5,2]", true), (#"{"multipleOf":2}"#, "4.0", true),
    (#"{"type":"number"}"#, "1.5", false),
    (#"{"type":"string"}"#, "1.5", false), (#"{"minimum":1}"#, "2", false), (#"{"items":true}"#, "[1.5]", false),
  ])
  func `tell when a verdict depends on a double`(schema: String, record: String, isSeen: Bool) throws {
    let schema = try RecordSchema(compiling: try JSONValue(parsing: schema))
    var validator = SchemaValidator(schema.program, maximumViolations: 1)
    try JSONParser().withDocument(record.utf8) { _ = validator.validate($0) }
    #expect(validator.sawDouble == isSeen)
  }

  @Test func `are unique among many, with equal hashes looked at closely`() throws {
    let numbers = (0..<500).map { "\($0).5" } + (0..<500).map { "\"\($0)\"" }
    #expect(try verdict(#"{"uniqueItems":true}"#, "[\(numbers.joined(separator: ","))]"))
    #expect(try !verdict(#"{"uniqueItems":true}"#, "[\(numbers.joined(separator: ",")),250.50]"))
  }
}
