import Testing

@testable import DataRecords

/// Branches about members of one object are told where those are; `minProperties` makes them look for themselves.
@Suite struct `Branches in place` {
  /// A schema and the same one whose branches walk the object again.
  private struct Pair {
    let told: RecordSchema
    let walking: RecordSchema

    init(_ schema: String) throws {
      told = try RecordSchema(compiling: try JSONValue(parsing: schema.replacing("MORE", with: "")))
      walking = try RecordSchema(
        compiling: try JSONValue(parsing: schema.replacing("MORE", with: #""minProperties":0,"#)))
    }
  }

  private static let schemas = [
    #"{"properties":{"a":{"type":"integer"}},"if":{MORE "properties":{"k":{"const":"x"}},"required":["k"]},"then":{MORE "required":["b"]},"else":{MORE "properties":{"b":{"type":"null"}}}}"#,
    #"{"required":["a"],"oneOf":[{MORE "properties":{"k":{"const":"x"},"b":{"type":"string"}},"required":["k"]},{MORE "properties":{"k":{"const":"y"}},"required":["k","b"]}]}"#,
    #"{"properties":{"a":true,"b":{"type":["string","null"]}},"anyOf":[{MORE "required":["c"]},{MORE "dependentRequired":{"a":["b"]},"required":["k"]}],"allOf":[{MORE "properties":{"c":{"minimum":2}}}]}"#,
    #"{"properties":{"a":{"properties":{"b":{"type":"integer"}},"anyOf":[{MORE "required":["b"]},{MORE "required":["k"]}]}},"not":{MORE "required":["z"]},"oneOf":[{MORE "required":["a"]},{"type":"array"}]}"#,
    ##"{"$defs":{"x":{MORE "properties":{"k":{"const":"x"}},"required":["k"]}},"properties":{"k":{"type":"string"}},"anyOf":[{"$ref":"#/$defs/x"},{MORE "required":["b"]}],"additionalProperties":{"type":["integer","null","object"]}}"##,
  ]

  private static func record(_ random: inout RandomRecords) -> String {
    let values = ["1", "3", "null", #""x""#, #""y""#, #"{"b":1}"#, #"{"k":2,"b":"x"}"#, "{}", "[]"]
    var members: [String] = []
    for name in ["k", "a", "b", "c", "z"] where random.chance(0.6) {
      members.append("\"\(name)\":\(random.pick(name == "k" ? [#""x""#, #""y""#, "1"] : values))")
      // A name that stands twice: both members count.
      if random.chance(0.1) { members.append("\"\(name)\":\(random.pick(values))") }
    }
    return "{" + members.joined(separator: ",") + "}"
  }

  /// Names that stand twice are no reason to refuse a record here.
  private static func accepts(_ text: String, _ schema: RecordSchema) throws -> Bool {
    var validator = SchemaValidator(schema.program, maximumViolations: 1)
    validator.refusesDuplicateNames = false
    let parser = JSONParser()
    return try Array(text.utf8).withUnsafeBytes { validator.accepts(try parser.read($0, isPadded: false)) }
  }

  @Test(arguments: schemas) func `judge as if each walked the object itself`(schema: String) throws {
    let pair = try Pair(schema)
    var random = RandomRecords(seed: 11)
    var verdicts: Set<Bool> = []
    for _ in 0..<3000 {
      let text = Self.record(&random)
      let (told, walking) = (try Self.accepts(text, pair.told), try Self.accepts(text, pair.walking))
      #expect(told == walking, "\(text)")
      verdicts.insert(told)
    }
    #expect(verdicts == [true, false])
  }

  @Test(
    arguments: [
      (#"{"anyOf":[{"type":"null"},{"type":"string","minLength":2}]}"#, ["null", #""ab""#], [#""a""#, "1", "[]"]),
      (
        #"{"oneOf":[{"type":"integer"},{"type":"number","minimum":5}]}"#, ["1", "5.5", "1.0"],
        ["7", "7.0", "0.5", "null"]
      ),
      (
        ##"{"oneOf":[{"type":["array","null"]},{"$ref":"#/$defs/o"}],"$defs":{"o":{"type":"object"}}}"##,
        ["[]", "null", "{}"], ["1"]
      ),
      (#"{"anyOf":[false,{"type":"boolean"}]}"#, ["true"], ["1"]),
      (#"{"anyOf":[{"type":"string"}]}"#, [#""""#], ["null"]),
    ] as [(String, [String], [String])])
  func `are chosen by the kind of the value`(schema: String, yes: [String], no: [String]) throws {
    let schema = try RecordSchema(compiling: try JSONValue(parsing: schema))
    for text in yes { #expect(try JSONParser().withDocument(text.utf8) { schema.accepts($0) }, "\(text)") }
    for text in no { #expect(try !JSONParser().withDocument(text.utf8) { schema.accepts($0) }, "\(text)") }
  }

  @Test func `evaluate what they hold for, chosen or not`() throws {
    let schema = try RecordSchema(
      compiling: try JSONValue(
        parsing: #"""
          {"anyOf":[{"type":"array"},{"type":"object","properties":{"a":true}}],"unevaluatedProperties":false}
          """#))
    #expect(try JSONParser().withDocument(#"{"a":1}"#.utf8) { schema.accepts($0) })
    #expect(try !JSONParser().withDocument(#"{"b":1}"#.utf8) { schema.accepts($0) })
  }

  @Test func `follow a long row of references that ends in one schema`() throws {
    var definitions = JSONObject()
    for number in 0..<5000 { definitions["d\(number)"] = ["$ref": .string("#/$defs/d\(number + 1)")] }
    definitions["d5000"] = ["type": "integer"]
    let schema = try RecordSchema(compiling: ["$ref": "#/$defs/d0", "$defs": .object(definitions)])
    #expect(try JSONParser().withDocument("1".utf8) { schema.accepts($0) })
    #expect(try !JSONParser().withDocument("null".utf8) { schema.accepts($0) })
  }
}
