import Testing

@testable import DataRecords

@Suite struct `A record schema` {
  struct Example: Sendable, CustomTestStringConvertible {
    let schema: String
    let yes: [String]
    let no: [String]
    var testDescription: String { schema }
  }

  @Test(arguments: [
    Example(schema: "true", yes: ["null", "{}"], no: []),
    Example(schema: "false", yes: [], no: ["null", "{}"]),
    Example(schema: "{}", yes: ["1", "[]"], no: []),
    Example(
      schema: #"{"type":"integer"}"#, yes: ["1", "-5", "1.0", "18446744073709551615", "1e2"],
      no: ["1.5", "\"1\"", "null", "true"]),
    Example(schema: #"{"type":"number"}"#, yes: ["1", "1.5"], no: ["\"1\"", "null"]),
    Example(schema: #"{"type":["string","null"]}"#, yes: ["\"\"", "null"], no: ["1", "[]", "{}", "false"]),
    Example(schema: #"{"type":["boolean","array"]}"#, yes: ["true", "[1]"], no: ["null", "{}"]),
    Example(schema: #"{"required":["a","b"]}"#, yes: [#"{"a":1,"b":null}"#, "[]", "1"], no: [#"{"a":1}"#, "{}"]),
    Example(schema: #"{"properties":{"a":{"type":"string"}}}"#, yes: ["{}", #"{"a":"x","b":1}"#], no: [#"{"a":1}"#]),
    Example(
      schema: #"{"properties":{"a":{}},"additionalProperties":false}"#, yes: ["{}", #"{"a":1}"#], no: [#"{"b":1}"#]),
    Example(
      schema: #"{"additionalProperties":{"type":"integer"},"required":["x"]}"#, yes: [#"{"x":1}"#],
      no: [#"{"x":"1"}"#, #"{"x":1,"y":""}"#]),
    Example(
      schema: #"{"enum":["a",1,null,[1,{"k":2}],0.5]}"#, yes: ["\"a\"", "1", "1.0", "null", #"[1.0,{"k":2}]"#, "0.5"],
      no: ["\"b\"", "2", "false", #"[1,{"k":3}]"#, "[1]"]),
    Example(schema: #"{"enum":[""]}"#, yes: ["\"\""], no: ["\"a\""]),
    Example(
      schema: #"{"const":"exactly-this-long-text-of-many-bytes"}"#, yes: ["\"exactly-this-long-text-of-many-bytes\""],
      no: ["\"exactly-this-XXXX-text-of-many-bytes\"", "\"exactly\""]),
    Example(
      schema: #"{"const":{"b":1,"a":[]}}"#, yes: [#"{"a":[],"b":1}"#], no: [#"{"a":[]}"#, #"{"a":[],"b":1,"c":0}"#]),
    Example(
      schema: #"{"minLength":2,"maxLength":3}"#, yes: ["\"ab\"", "\"abc\"", "\"éé\"", "\"𝄞𝄞𝄞\"", "5"],
      no: ["\"a\"", "\"é\"", "\"𝄞\"", "\"abcd\"", "\"éééé\""]),
    Example(schema: #"{"pattern":"^a+$"}"#, yes: ["\"aa\"", "7"], no: ["\"ab\"", "\"\""]),
    Example(
      schema: #"{"minimum":1,"maximum":2.5}"#, yes: ["1", "2.5", "\"0\""],
      no: ["0", "0.99", "2.6", "18446744073709551615"]),
    Example(schema: #"{"exclusiveMinimum":1,"exclusiveMaximum":2}"#, yes: ["1.5"], no: ["1", "2", "1.0", "2.0"]),
    Example(
      schema: #"{"minimum":9007199254740993}"#, yes: ["9007199254740993", "9007199254740994.0"],
      no: ["9007199254740992", "9007199254740992.0"]),
    Example(
      schema: #"{"maximum":9223372036854775808}"#, yes: ["9223372036854775807", "9223372036854775808"],
      no: ["9223372036854775809", "1e19"]),
    Example(schema: #"{"multipleOf":3}"#, yes: ["9", "-9", "0", "9.0", "18446744073709551615"], no: ["10", "9.5"]),
    Example(schema: #"{"multipleOf":0.01}"#, yes: ["19.99", "0.07", "1", "1e2", "4.35"], no: ["19.999", "0.001"]),
    Example(schema: #"{"multipleOf":0.25}"#, yes: ["0.75", "2"], no: ["0.1"]),
    Example(schema: #"{"minItems":1,"maxItems":2}"#, yes: ["[1]", "[1,[2,3]]", "{}"], no: ["[]", "[1,2,3]"]),
    Example(
      schema: #"{"uniqueItems":true}"#,
      yes: ["[]", "[1,2]", #"["a","b",["a"],{"a":1},{"a":2}]"#, "[0,false,null,\"\"]"],
      no: ["[1,1.0]", #"[{"a":1,"b":2},{"b":2,"a":1}]"#, #"["x","y","x"]"#]),
    Example(schema: #"{"uniqueItems":false}"#, yes: ["[1,1]"], no: []),
    Example(schema: #"{"items":{"type":"string","minLength":1}}"#, yes: ["[]", #"["a"]"#], no: [#"["a",""]"#, "[1]"]),
    Example(schema: #"{"items":false}"#, yes: ["[]"], no: ["[1]"]),
    Example(
      schema: #"{"properties":{"a":{"properties":{"b":{"items":{"required":["c"]}}}}}}"#,
      yes: [#"{"a":{"b":[{"c":1}]}}"#], no: [#"{"a":{"b":[{"c":1},{}]}}"#]),
  ])
  func `accepts and refuses what the standard says`(example: Example) throws {
    let schema = try RecordSchema(compiling: try JSONValue(parsing: example.schema))
    let parser = JSONParser()
    for text in example.yes {
      let report = try parser.withDocument(text.utf8) { schema.report(on: $0) }
      #expect(report.violations == [], "\(text)")
    }
    for text in example.no {
      let report = try parser.withDocument(text.utf8) { schema.report(on: $0) }
      #expect(!report.isValid, "\(text)")
    }
  }

  private func report(_ schema: JSONValue, _ text: String) throws -> SchemaReport {
    let schema = try RecordSchema(compiling: schema, options: SchemaOptions(assertsFormats: true))
    return try JSONParser().withDocument(text.utf8) { schema.report(on: $0) }
  }

  @Test(arguments: [
    (#"{"t":5}"#, "/t", "type", "t must be a string or null, but is an integer"),
    (#"{"s":"12345"}"#, "/s", "maxLength", "s must have at most 3 characters, but has 5"),
    (#"{"e":"secret"}"#, "/e", "enum", "e must be one of a, b"),
    (#"{"p":"secret"}"#, "/p", "pattern", "p must match the pattern ^x$"),
    (#"{"l":[1,2,"x"]}"#, "/l/2", "type", "l[2] must be an integer, but is a string"),
    (#"{"l":[1]}"#, "/l", "minItems", "l must have at least 2 elements, but has 1"),
    (#"{"o":{}}"#, "/o/k", "required", "o.k is required but missing"),
    (
      #"{"o":{"k":1,"z~/":"secret"}}"#, "/o/z~0~1", "additionalProperties",
      "o.z~/ is not a field of the schema, which allows no others"
    ),
    (#"{"d":"31.5.2024"}"#, "/d", "format", "d must be a date such as 2024-05-31"),
    (#"{"n":-1}"#, "/n", "minimum", "n must be at least 0"),
    (#"{"n":1,"n":2}"#, "/n", "uniqueNames", "n is there more than once"),
    ("[]", "", "type", "the record must be an object, but is an array"),
  ])
  func `explains a violation without the value`(
    text: String, pointer: String, keyword: String, sentence: String
  ) throws {
    let report = try report(
      [
        "type": "object",
        "properties": [
          "t": ["type": ["null", "string"]], "s": ["maxLength": 3], "e": ["enum": ["a", "b"]], "p": ["pattern": "^x$"],
          "l": ["items": ["type": "integer"], "minItems": 2], "d": ["format": "date"], "n": ["minimum": 0],
          "o": ["properties": ["k": [:]], "required": ["k"], "additionalProperties": false],
        ],
      ], text)
    #expect(report.violations.map(\.pointer.description) == [pointer])
    #expect(report.violations.map(\.keyword) == [keyword])
    #expect(report.violations.map(\.sentence) == [sentence])
  }

  @Test func `says which keyword was broken`() throws {
    let schema: JSONValue = ["properties": ["a/b": ["items": ["maxLength": 1]]]]
    let report = try report(schema, #"{"a/b":["xx"]}"#)
    let location = try #require(report.violations.first?.keywordLocation)
    #expect(location.description == "/properties/a~1b/items/maxLength")
    #expect(location.resolve(in: schema) == 1)
  }

  @Test func `warns of unexpected members and stays valid`() throws {
    let report = try report(
      ["properties": ["a": ["items": ["properties": ["x": true]]], "free": ["type": "object"]]],
      #"{"a":[{"x":1},{"y":2}],"b":{"c":1},"free":{"anything":1}}"#)
    #expect(report.isValid)
    #expect(report.unexpectedFields.map(\.description) == ["/a/1/y", "/b"])
  }

  @Test func `finds names that differ only at the end or the start`() throws {
    var properties = JSONObject()
    var members: [String] = []
    for length in 1...40 {
      for variant in ["a", "b"] {
        for name in [String(repeating: "x", count: length) + variant, variant + String(repeating: "x", count: length)] {
          properties[name] = ["const": .string(name)]
          members.append("\"\(name)\":\"\(name)\"")
        }
      }
    }
    let report = try report(
      ["properties": .object(properties), "additionalProperties": false], "{\(members.joined(separator: ","))}")
    #expect(report.violations == [])
  }

  @Test func `stops collecting at the limit`() throws {
    let schema = try RecordSchema(compiling: ["items": ["type": "string"]])
    let text = "[\((0..<50).map(String.init).joined(separator: ","))]"
    let report = try JSONParser().withDocument(text.utf8) { schema.report(on: $0, maximumViolations: 7) }
    #expect(report.violations.count == 7)
  }

  @Test func `checks the elements of a large array for equality without comparing each with each`() throws {
    let schema = try RecordSchema(compiling: ["uniqueItems": true])
    let numbers = (0..<200_000).map { String(9_007_199_254_740_993 + $0) }.joined(separator: ",")
    let parser = JSONParser()
    #expect(try parser.withDocument("[\(numbers)]".utf8) { schema.report(on: $0).isValid })
    #expect(try parser.withDocument("[\(numbers),9007199254740993]".utf8) { !schema.report(on: $0).isValid })
  }

  @Test func `counts more elements than the tape does`() throws {
    let text = "[" + String(repeating: "0,", count: 0xFF_FFFF + 5) + "0]"
    let report = try report(["maxItems": 16_777_220], text)
    #expect(report.violations.first?.sentence == "the record must have at most 16777220 elements, but has 16777221")
  }
}
