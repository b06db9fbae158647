import Testing

@testable import DataRecords

@Suite struct `The shape of keywords` {
  @Test(arguments: [
    (#"{"allOf":[]}"#, "/allOf"), (#"{"anyOf":{}}"#, "/anyOf"), (#"{"oneOf":[5]}"#, "/oneOf/0"),
    (#"{"not":[]}"#, "/not"), (#"{"if":1}"#, "/if"), (#"{"if":true,"then":1}"#, "/then"), (#"{"else":1}"#, "/else"),
    (#"{"prefixItems":{}}"#, "/prefixItems"), (#"{"prefixItems":[1]}"#, "/prefixItems/0"), (#"{"items":[]}"#, "/items"),
    (#"{"contains":3}"#, "/contains"), (#"{"minContains":-1}"#, "/minContains"),
    (#"{"maxContains":"1"}"#, "/maxContains"),
    (#"{"patternProperties":[]}"#, "/patternProperties"), (#"{"patternProperties":{"a":1}}"#, "/patternProperties/a"),
    (#"{"propertyNames":1}"#, "/propertyNames"), (#"{"minProperties":1.5}"#, "/minProperties"),
    (#"{"dependentRequired":{"a":"b"}}"#, "/dependentRequired/a"), (#"{"dependentRequired":[]}"#, "/dependentRequired"),
    (#"{"dependentSchemas":{"a":["b"]}}"#, "/dependentSchemas/a"), (#"{"unevaluatedItems":1}"#, "/unevaluatedItems"),
    (#"{"unevaluatedProperties":"no"}"#, "/unevaluatedProperties"), (#"{"$defs":[]}"#, "/$defs"),
    (#"{"$defs":{"a":{"type":"strng"}}}"#, "/$defs/a/type"), (#"{"$anchor":"a b"}"#, "/$anchor"),
    (#"{"$id":5}"#, "/$id"),
    (#"{"$id":"https://example.org/#x"}"#, "/$id"), (#"{"$schema":5}"#, "/$schema"),
    (#"{"$dynamicRef":{}}"#, "/$dynamicRef"),
    (#"{"title":5}"#, "/title"), (#"{"readOnly":"yes"}"#, "/readOnly"), (#"{"examples":1}"#, "/examples"),
    (#"{"contentEncoding":1}"#, "/contentEncoding"), (#"{"contentSchema":1}"#, "/contentSchema"),
    (#"{"format":1}"#, "/format"), (#"{"$vocabulary":{"a":1}}"#, "/$vocabulary"), (#"{"$comment":1}"#, "/$comment"),
    (#"{"additionalProperties":{"type":"x"}}"#, "/additionalProperties/type"),
  ])
  func `is checked, and a wrong one is told with its place`(text: String, pointer: String) throws {
    let source = try JSONValue(parsing: text)
    let error = #expect(throws: SchemaError.self) { try RecordSchema(compiling: source) }
    #expect(error?.kind == .invalidKeyword)
    #expect(error?.pointer.description == pointer)
    #expect((error?.message.count ?? 0) > 10)
  }

  @Test(arguments: [
    (SchemaDialect.draft4, #"{"exclusiveMaximum":5}"#, "/exclusiveMaximum"),
    (.draft7, #"{"dependencies":{"a":5}}"#, "/dependencies/a"), (.draft7, #"{"items":[5]}"#, "/items/0"),
    (.draft7, #"{"additionalItems":5}"#, "/additionalItems"),
    (.draft2019_09, ##"{"$recursiveRef":"#a"}"##, "/$recursiveRef"),
    (.draft2019_09, #"{"$recursiveAnchor":"a"}"#, "/$recursiveAnchor"),
  ])
  func `is checked as the older drafts have it`(dialect: SchemaDialect, text: String, pointer: String) throws {
    let source = try JSONValue(parsing: text)
    let error = #expect(throws: SchemaError.self) {
      try RecordSchema(compiling: source, options: SchemaOptions(dialect: dialect))
    }
    #expect(error?.pointer.description == pointer)
  }

  @Test func `of other drafts is none of the schema's`() throws {
    let schema = try RecordSchema(compiling: ["additionalItems": 5, "divisibleBy": 0])
    #expect(
      schema.warnings.map(\.message) == [
        "additionalItems is not a keyword of draft 2020-12 and checks nothing",
        "divisibleBy is not a keyword and checks nothing",
      ])
  }
}
