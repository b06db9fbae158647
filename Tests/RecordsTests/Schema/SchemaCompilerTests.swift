import Testing

@testable import DataRecords

@Suite struct `Compiling a schema` {
  @Test func `warn of a format that is to be asserted and that the standard does not know`() throws {
    let source: JSONValue = ["properties": ["a": ["format": "uuidd"], "b": ["format": "uuid"]]]
    #expect(try RecordSchema(compiling: source).warnings.isEmpty)
    let asserted = try RecordSchema(compiling: source, options: SchemaOptions(assertsFormats: true))
    #expect(
      asserted.warnings.map(\.message) == [
        #"uuidd is not a format of the standard and checks nothing; did you mean "uuid"?"#
      ])
  }

  @Test func `takes unknown keywords as annotations and tells what was probably meant`() throws {
    let schema = try RecordSchema(compiling: [
      "properties": ["a": ["tipe": "string", "minLenght": 3, "x-owner": "search", "somethingElseEntirely": 1]]
    ])
    #expect(
      schema.warnings.map(\.description) == [
        "at /properties/a/tipe: tipe is not a keyword and checks nothing; did you mean \"type\"?",
        "at /properties/a/minLenght: minLenght is not a keyword and checks nothing; did you mean \"minLength\"?",
        "at /properties/a/somethingElseEntirely: somethingElseEntirely is not a keyword and checks nothing",
      ])
    let older = try RecordSchema(compiling: ["$schema": "http://json-schema.org/draft-06/schema#", "if": ["type": "x"]])
    #expect(older.warnings.map(\.message) == ["if is not a keyword of draft 6 and checks nothing"])
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
      try RecordSchema(compiling: ["properties": ["a": ["pattern": "^a(b"]]])
    }
    #expect(error?.kind == .invalidPattern)
    #expect(
      error?.description == "in the schema at /properties/a/pattern: the pattern cannot be used: "
        + "at character 3: this group is not closed")
  }

  @Test func `takes unknown formats as annotations`() throws {
    let options = SchemaOptions(assertsFormats: true)
    let schema = try RecordSchema(compiling: ["format": "colour-of-the-sky"], options: options)
    #expect(try JSONParser().withDocument("\"x\"".utf8) { schema.accepts($0) })
  }

  @Test func `refuses a schema that is too deep`() {
    var schema: JSONValue = [:]
    for _ in 0..<600 { schema = ["items": schema] }
    #expect(#expect(throws: SchemaError.self) { try RecordSchema(compiling: schema) }?.kind == .tooLarge)
  }
}
