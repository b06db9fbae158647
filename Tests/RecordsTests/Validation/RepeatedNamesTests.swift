import Testing

@testable import DataRecords

/// A schema that names all members finds those that stand twice; where it leaves some open, they are looked for.
@Suite struct `Names that stand twice` {
  @Test(arguments: [
    #"{"a":1,"a":2}"#, #"{"x":1,"x":2}"#, #"{"b":{"c":1,"c":2}}"#, #"{"b":{"y":1,"y":2}}"#, #"{"d":[{"e":1,"e":2}]}"#,
    #"{"d":[{"z":{"f":1,"f":1}}]}"#, #"{"g":{"h":{"i":1,"i":1}}}"#, #"{"m":[[{"n":1,"n":1}]]}"#,
    #"{"r":{"c":1,"c":2}}"#,
  ])
  func `are counted wherever they stand, whatever the schema names`(record: String) throws {
    let schemas: [JSONValue] = [
      true,
      [
        "properties": [
          "a": true, "b": ["properties": ["c": ["type": "integer"]]], "d": ["items": ["properties": ["e": true]]],
          "g": true, "m": ["type": "array", "maxItems": 3], "r": ["$ref": "#/properties/b"],
        ]
      ],
      ["required": ["a"], "if": ["required": ["a"]], "else": true, "minProperties": 0],
      ["allOf": [["properties": ["b": ["properties": ["c": true]]]]], "patternProperties": ["^d": true]],
    ]
    for schema in schemas {
      let validation = RecordValidation(schema: try RecordSchema(compiling: schema))
      let twice = try validation.run(MemoryByteSource(Array("\(record)\n".utf8)))
      #expect(twice.duplicateNames == 1, "\(schema)")
      let once = try validation.run(MemoryByteSource(Array(#"{"a":1,"b":{"c":1},"d":[{"e":1}],"x":{"y":[]}}"#.utf8)))
      #expect(once.duplicateNames == 0, "\(schema)")
    }
  }
}
