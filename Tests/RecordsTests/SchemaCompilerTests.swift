import Testing

@testable import DataRecords

@Suite struct `Compiling a schema` {
  @Test(arguments: [
    "$ref", "$dynamicRef", "$anchor", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas",
    "dependentRequired", "prefixItems", "contains", "minContains", "patternProperties", "propertyNames",
    "unevaluatedProperties", "unevaluatedItems", "minProperties", "maxProperties", "contentEncoding", "definitions",
    "tipe",
  ])
  func `refuses keywords that could change the verdict`(keyword: String) {
    let schema: JSONValue = ["properties": ["a": [:]]]
    var inner = JSONObject()
    inner[keyword] = ["x"]
    var outer = schema.object ?? [:]
    outer["properties"] = ["a": .object(inner)]
    let error = #expect(throws: SchemaError.self) { try RecordSchema(compiling: .object(outer)) }
    #expect(error?.kind == .unsupportedKeyword)
    #expect(error?.pointer.tokens == ["properties", "a", keyword])
    #expect(error?.message.contains(keyword) == true)
  }

  @Test func `passes over annotations`() throws {
    _ = try RecordSchema(compiling: [
      "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://example.org/s", "$comment": "c",
      "title": "t", "description": "d", "default": 1, "examples": [1], "deprecated": false, "x-unexpected": "warn",
      "x-anything": ["type": "nonsense"],
    ])
  }

  @Test(arguments: [
    (#"{"type":"text"}"#, "/type"), (#"{"type":[]}"#, "/type"), (#"{"type":5}"#, "/type"),
    (#"{"required":"a"}"#, "/required"), (#"{"required":[1]}"#, "/required"), (#"{"properties":[]}"#, "/properties"),
    (#"{"properties":{"a":5}}"#, "/properties/a"), (#"{"items":[{}]}"#, "/items"), (#"{"enum":"a"}"#, "/enum"),
    (#"{"minLength":-1}"#, "/minLength"), (#"{"maxItems":1.5}"#, "/maxItems"), (#"{"minimum":"1"}"#, "/minimum"),
    (#"{"multipleOf":0}"#, "/multipleOf"), (#"{"multipleOf":-2}"#, "/multipleOf"),
    (#"{"multipleOf":1e-300}"#, "/multipleOf"),
    (#"{"uniqueItems":1}"#, "/uniqueItems"), (#"{"pattern":5}"#, "/pattern"),
    (#"{"additionalProperties":7}"#, "/additionalProperties"), (#"{"x-unexpected":"error"}"#, "/x-unexpected"),
    ("5", ""),
  ])
  func `refuses senseless values and says where`(text: String, pointer: String) throws {
    let schema = try JSONValue(parsing: text)
    let error = #expect(throws: SchemaError.self) { try RecordSchema(compiling: schema) }
    #expect(error?.kind == .invalidKeyword)
    #expect(error?.pointer.description == pointer)
  }

  @Test func `refuses a pattern that it cannot match, with the position`() {
    let error = #expect(throws: SchemaError.self) {
      try RecordSchema(compiling: ["properties": ["a": ["pattern": "^a(?=b"]]])
    }
    #expect(error?.kind == .invalidPattern)
    #expect(
      error?.description == "in the schema at /properties/a/pattern: the pattern cannot be used: "
        + "at character 3: this group is not closed")
  }

  @Test func `refuses formats and dialects that it does not know`() {
    #expect(
      #expect(throws: SchemaError.self) { try RecordSchema(compiling: ["format": "colour"]) }?.kind == .unsupportedFormat)
    let old: JSONValue = ["$schema": "http://json-schema.org/draft-07/schema#"]
    #expect(#expect(throws: SchemaError.self) { try RecordSchema(compiling: old) }?.kind == .unsupportedDialect)
  }

  @Test func `refuses a schema that is too deep`() {
    var schema: JSONValue = [:]
    for _ in 0..<300 { schema = ["items": schema] }
    #expect(#expect(throws: SchemaError.self) { try RecordSchema(compiling: schema) }?.kind == .tooLarge)
  }
}
