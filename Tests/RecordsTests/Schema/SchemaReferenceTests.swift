import Foundation
import Testing

@testable import DataRecords

@Suite struct `References between schemas` {
  private func accepts(_ schema: JSONValue, _ record: String, _ options: SchemaOptions = SchemaOptions()) throws -> Bool
  {
    let schema = try RecordSchema(compiling: schema, options: options)
    return try JSONParser().withDocument(record.utf8) { schema.accepts($0) }
  }

  private func failure(_ schema: JSONValue, _ options: SchemaOptions = SchemaOptions()) -> SchemaError? {
    #expect(throws: SchemaError.self) { try RecordSchema(compiling: schema, options: options) }
  }

  @Test func `lead to documents that were given`() throws {
    var options = SchemaOptions(baseURI: "https://example.org/schemas/root.json")
    options.documents.add(["type": "integer"], at: "https://example.org/schemas/count.json")
    let schema: JSONValue = ["items": ["$ref": "count.json"]]
    #expect(try accepts(schema, "[1]", options))
    #expect(try !accepts(schema, "[\"1\"]", options))
  }

  @Test func `that lead nowhere are refused where they stand`() {
    let missing = failure(["properties": ["a": ["$ref": "https://example.org/none.json"]]])
    #expect(missing?.kind == .unresolvedReference)
    #expect(missing?.pointer.description == "/properties/a/$ref")
    #expect(missing?.message.contains("https://example.org/none.json") == true)
    #expect(failure(["$ref": "#/$defs/none"])?.message == "#/$defs/none leads nowhere")
    #expect(failure(["$ref": "#none"])?.kind == .unresolvedReference)
    #expect(failure(["$ref": "#/title", "title": "t"])?.message == "#/title leads to a string, which is no schema")
    #expect(failure(["$ref": 5])?.kind == .invalidKeyword)
    #expect(failure(["$defs": ["unused": ["$ref": "#/none"]]])?.pointer.description == "/$defs/unused/$ref")
  }

  @Test func `are refused in the document in which they stand`() {
    var options = SchemaOptions()
    options.documents.add(["allOf": [["$ref": "#/none"]]], at: "https://example.org/other")
    let error = failure(["$ref": "https://example.org/other"], options)
    #expect(error?.description == "in the schema https://example.org/other at /allOf/0/$ref: #/none leads nowhere")
  }

  @Test(arguments: [
    ##"{"$ref":"#"}"##, ##"{"allOf":[{"$ref":"#"}]}"##,
    ##"{"$ref":"#/$defs/a","$defs":{"a":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/b"}]},"b":{"not":{"$ref":"#/$defs/a"}}}}"##,
    ##"{"if":{"type":"object"},"then":{"$ref":"#"}}"##, ##"{"dependentSchemas":{"a":{"$ref":"#"}}}"##,
  ])
  func `without progress in the record are refused`(schema: String) throws {
    #expect(failure(try JSONValue(parsing: schema))?.kind == .endlessRecursion)
  }

  @Test func `without progress through dynamic anchors end at once`() throws {
    // Only the dynamic scope makes the circle: the extended schema refers to itself.
    let schema: JSONValue = [
      "$id": "https://example.org/loop", "$dynamicAnchor": "node", "$ref": "base",
      "$defs": ["base": ["$id": "base", "$dynamicAnchor": "node", "allOf": [["$dynamicRef": "#node"]]]],
    ]
    guard let compiled = try? RecordSchema(compiling: schema) else { return }
    let report = try JSONParser().withDocument("1".utf8) { compiled.report(on: $0) }
    #expect(report.violations.first?.keyword == "limit")
  }

  @Test func `may be recursive where the record goes down`() throws {
    let tree: JSONValue = ["properties": ["children": ["items": ["$ref": "#"]], "name": ["type": "string"]]]
    #expect(try accepts(tree, #"{"name":"a","children":[{"name":"b","children":[]}]}"#))
    #expect(try !accepts(tree, #"{"name":"a","children":[{"name":"b","children":[{"name":1}]}]}"#))
  }

  @Test func `refuse two schemas of one identifier`() {
    let schema: JSONValue = ["$defs": ["a": ["$id": "https://example.org/x"], "b": ["$id": "https://example.org/x"]]]
    let error = failure(schema)
    #expect(error?.kind == .duplicateIdentifier)
    #expect(error?.pointer.description == "/$defs/b/$id")
    #expect(failure(["$defs": ["a": ["$anchor": "x"], "b": ["$anchor": "x"]]])?.kind == .duplicateIdentifier)
  }

  @Test func `choose the dialect of each resource`() throws {
    let schema: JSONValue = [
      "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://example.org/new",
      "properties": ["old": ["$ref": "old"]],
      "$defs": [
        "old": [
          "$id": "old", "$schema": "http://json-schema.org/draft-07/schema#", "$ref": "#/definitions/text",
          "definitions": ["text": ["items": [["type": "string"]]]],
        ]
      ],
    ]
    // In draft 7 an identifier beside a reference does not count, so the schema cannot be found by it.
    #expect(failure(schema)?.kind == .unresolvedReference)
    let embedded: JSONValue = [
      "$ref": "old",
      "$defs": [
        "old": [
          "$id": "old", "$schema": "http://json-schema.org/draft-07/schema#", "items": [["type": "string"]],
          "additionalItems": false,
        ]
      ],
    ]
    #expect(try accepts(embedded, #"["a"]"#))
    #expect(try !accepts(embedded, #"["a",1]"#))
  }

  @Test func `honour the dialect of the options only without $schema`() throws {
    let limit: JSONValue = ["minimum": 1, "exclusiveMinimum": true]
    #expect(try !accepts(limit, "1", SchemaOptions(dialect: .draft4)))
    #expect(failure(limit)?.pointer.description == "/exclusiveMinimum")
  }

  @Test func `to an unknown dialect are refused with those that are known`() {
    let error = failure(["$schema": "https://example.org/my-dialect"])
    #expect(error?.kind == .unsupportedDialect)
    #expect(error?.pointer.description == "/$schema")
    #expect(error?.message.contains("https://json-schema.org/draft/2020-12/schema") == true)
  }

  @Test func `refuse a vocabulary that is required and unknown`() {
    var options = SchemaOptions()
    options.documents.add(
      ["$vocabulary": ["https://example.org/vocab/colour": true]], at: "https://example.org/meta")
    let error = failure(["$schema": "https://example.org/meta"], options)
    #expect(error?.kind == .unsupportedDialect)
    #expect(error?.message.contains("https://example.org/vocab/colour") == true)
  }

  @Test(arguments: SchemaDialect.allCases)
  func `know the metaschemas, which accept themselves`(dialect: SchemaDialect) throws {
    let source = try #require(try SchemaDocuments().document(at: SchemaURI(dialect.metaschema).withoutFragment))
    let schema = try RecordSchema(compiling: ["$ref": .string(dialect.metaschema)], options: .init(dialect: dialect))
    let reports = try [source.bytes(), Array(#"{"type":"strang"}"#.utf8), Array("5".utf8)].map { text in
      try JSONParser().withDocument(text) { schema.report(on: $0) }
    }
    #expect(reports.map(\.isValid) == [true, false, false])
    #expect(reports[1].violations.contains { $0.pointer.description == "/type" })
  }
}
