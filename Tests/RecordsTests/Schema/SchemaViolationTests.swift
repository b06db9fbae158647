import Testing

@testable import DataRecords

@Suite struct `A schema violation` {
  struct Example: Sendable, CustomTestStringConvertible {
    let schema: String
    let record: String
    let location: String
    let sentence: String
    var testDescription: String { schema }
  }

  private func report(_ schema: String, _ record: String) throws -> SchemaReport {
    let schema = try RecordSchema(compiling: try JSONValue(parsing: schema))
    return try JSONParser().withDocument(record.utf8) { schema.report(on: $0) }
  }

  @Test(arguments: [
    Example(
      schema: """
        {"properties":{"address":{"oneOf":[{"type":"string"},{"required":["street"],"type":"object"}]}}}
        """,
      record: #"{"address":{"city":"secret"}}"#, location: "/properties/address/oneOf",
      sentence: "address must match one of 2 alternatives; nearest is #2 (/properties/address/oneOf/1): "
        + "street is required but missing"),
    Example(
      schema: #"{"anyOf":[{"type":"string"},{"type":"null"}]}"#, record: "5", location: "/anyOf",
      sentence: "the record must match one of 2 alternatives; nearest is #1 (/anyOf/0): "
        + "must be a string, but is an integer"),
    Example(
      schema: """
        {"anyOf":[{"properties":{"kind":{"const":"circle"},"radius":{"type":"number"}}},
        {"properties":{"kind":{"const":"square"},"side":{"properties":{"length":{"minimum":0}}},"name":{"maxLength":1}}}]}
        """,
      record: #"{"kind":"square","side":{"length":-1},"name":"secret"}"#, location: "/anyOf",
      sentence: "the record must match one of 2 alternatives; nearest is #2 (/anyOf/1): "
        + "side.length must be at least 0 (and 1 more fault)"),
    Example(
      schema: #"{"oneOf":[{"type":"integer"},{"minimum":2},{"const":"x"}]}"#, record: "3", location: "/oneOf",
      sentence: "the record must match one of 3 alternatives and no other, but matches #1 and #2"),
    Example(
      schema: #"{"properties":{"a":{"not":{"type":"string"}}}}"#, record: #"{"a":"secret"}"#,
      location: "/properties/a/not", sentence: "a must not be a string"),
    Example(
      schema: #"{"not":{"required":["a"]}}"#, record: #"{"a":1}"#, location: "/not",
      sentence: "the record must not have a"),
    Example(
      schema: #"{"not":{"minimum":1,"maximum":2}}"#, record: "1", location: "/not",
      sentence: "the record must not match the schema under \"not\""),
    Example(
      schema: #"{"if":{"properties":{"a":{"const":1}}},"then":{"required":["b"]},"else":{"required":["c"]}}"#,
      record: #"{"a":1}"#, location: "/then/required",
      sentence: "b is required but missing, because the condition under \"if\" is met"),
    Example(
      schema: #"{"if":{"properties":{"a":{"const":1}}},"then":{"required":["b"]},"else":{"required":["c"]}}"#,
      record: #"{"a":2}"#, location: "/else/required",
      sentence: "c is required but missing, because the condition under \"if\" is not met"),
    Example(
      schema: #"{"properties":{"l":{"contains":{"type":"integer"}}}}"#, record: #"{"l":["secret"]}"#,
      location: "/properties/l/contains", sentence: "l must have at least 1 element that is an integer, but has 0"),
    Example(
      schema: #"{"contains":{"minimum":5},"minContains":2}"#, record: "[1,6]", location: "/minContains",
      sentence: "the record must have at least 2 elements that are as \"contains\" asks, but has 1"),
    Example(
      schema: #"{"contains":{"const":6},"maxContains":1}"#, record: "[6,6]", location: "/maxContains",
      sentence: "the record must have at most 1 element that is 6, but has 2"),
    Example(
      schema: #"{"dependentRequired":{"card":["billing"]}}"#, record: #"{"card":"secret"}"#,
      location: "/dependentRequired", sentence: "billing is required but missing, because card is there"),
    Example(
      schema: #"{"dependentSchemas":{"card":{"properties":{"cvc":{"maxLength":3}}}}}"#,
      record: #"{"card":1,"cvc":"secret"}"#, location: "/dependentSchemas/card/properties/cvc/maxLength",
      sentence: "cvc must have at most 3 characters, but has 6, because card is there"),
    Example(
      schema: #"{"properties":{"o":{"propertyNames":{"maxLength":3}}}}"#, record: #"{"o":{"abcd":"secret"}}"#,
      location: "/properties/o/propertyNames/maxLength",
      sentence: "the name of o.abcd must have at most 3 characters, but has 4"),
    Example(
      schema: #"{"allOf":[{"properties":{"a":true}}],"unevaluatedProperties":false}"#, record: #"{"a":1,"b":"secret"}"#,
      location: "/unevaluatedProperties", sentence: "b is not a field of the schema, which allows no others"),
    Example(
      schema: #"{"prefixItems":[true],"unevaluatedItems":false}"#, record: #"[1,"secret"]"#,
      location: "/unevaluatedItems", sentence: "1 is one element more than the schema allows"),
    Example(
      schema: #"{"minProperties":2}"#, record: #"{"a":1}"#, location: "/minProperties",
      sentence: "the record must have at least 2 members, but has 1"),
    Example(
      schema: #"{"patternProperties":{"^n_":{"type":"number"}}}"#, record: #"{"n_a":"secret"}"#,
      location: "/patternProperties/^n_/type", sentence: "n_a must be a number, but is a string"),
  ])
  func `says in plain words what is wrong, without the value`(example: Example) throws {
    let violations = try report(example.schema, example.record).violations
    #expect(violations.map(\.keywordLocation.description) == [example.location])
    #expect(violations.map(\.sentence) == [example.sentence])
    #expect(!violations.contains { $0.sentence.contains("secret") })
  }

  private static let referring = """
    {"$id":"https://example.org/root","properties":{"a":{"$ref":"#/$defs/pa%7E1ir"},"b":{"$ref":"other"}},
    "$defs":{"pa/ir":{"items":{"$ref":"#/$defs/name"}},"name":{"type":"string"},
    "other":{"$id":"other","$defs":{"x y":{"minimum":3}},"allOf":[{"$ref":"#/$defs/x%20y"}]}}}
    """

  @Test func `knows the way through references and where the keyword stands`() throws {
    let report = try report(Self.referring, #"{"a":["x",1],"b":2}"#)
    #expect(
      report.violations.map(\.keywordLocation.description) == [
        "/properties/a/$ref/items/$ref/type", "/properties/b/$ref/allOf/0/$ref/minimum",
      ])
    #expect(
      report.violations.map(\.absoluteKeywordLocation) == [
        "https://example.org/root#/$defs/name/type", "https://example.org/other#/$defs/x%20y/minimum",
      ])
    #expect(report.violations.map(\.pointer.description) == ["/a/1", "/b"])
  }

  @Test func `tells the object of a missing member and of a wrong name as the standard does`() throws {
    let report = try report(
      #"{"properties":{"o":{"required":["x"],"propertyNames":{"minLength":2}}}}"#, #"{"o":{"y":1}}"#)
    #expect(report.violations.map(\.instanceLocation.description) == ["/o", "/o"])
    #expect(report.violations.map(\.pointer.description) == ["/o/y", "/o/x"])
  }

  @Test func `is written as the standard's list`() throws {
    #expect(try report(Self.referring, "{}").list == ["valid": true])
    #expect(
      try report(Self.referring, #"{"b":1}"#).list == [
        "valid": false,
        "errors": [
          [
            "instanceLocation": "/b", "keywordLocation": "/properties/b/$ref/allOf/0/$ref/minimum",
            "absoluteKeywordLocation": "https://example.org/other#/$defs/x%20y/minimum",
            "error": "b must be at least 3",
          ]
        ],
      ])
  }

  @Test func `finds no nearest branch at any price`() throws {
    // Fourteen levels of two branches each: 16,384 ways to fail.
    var definitions: [String] = [#""d0":{"type":"string"}"#]
    for level in 1...14 {
      let inner = "{\"$ref\":\"#/$defs/d\(level - 1)\"}"
      definitions.append("\"d\(level)\":{\"anyOf\":[\(inner),\(inner)]}")
    }
    let schema = "{\"$ref\":\"#/$defs/d14\",\"$defs\":{\(definitions.joined(separator: ","))}}"
    let violations = try report(schema, "5").violations
    #expect(violations.map(\.keyword) == ["anyOf"])
    #expect((violations.first?.sentence.count ?? 0) < 600)
  }

  @Test func `warns of no member that another part of the schema declares`() throws {
    let schema = #"{"properties":{"a":true},"allOf":[{"properties":{"b":true}}]}"#
    #expect(try report(schema, #"{"a":1,"b":2}"#).unexpectedFields == [])
    let branches = #"{"anyOf":[{"properties":{"o":{"properties":{"p":true}}}},{"required":["z"]}]}"#
    #expect(try report(branches, #"{"o":{"q":1}}"#).unexpectedFields == [])
    let reference = ##"{"$ref":"#/$defs/o","$defs":{"o":{"properties":{"p":true}}}}"##
    #expect(try report(reference, #"{"q":1}"#).unexpectedFields.map(\.description) == ["/q"])
  }
}
