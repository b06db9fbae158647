import DataGenerating
import DataRecords
import Testing

@Suite struct `The JSON Schema of a template` {
  @Test(arguments: DatasetType.allCases)
  func `is one that the record library compiles`(type: DatasetType) throws {
    #expect(throws: Never.self) { try RecordSchema(compiling: Fixture.template(type).jsonSchema) }
  }

  @Test func `states dialect, name and required fields`() throws {
    let schema = try Fixture.template(.confluencePages).jsonSchema
    #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
    #expect(schema["$id"] == "urn:dataops:template:fintech:developer_productivity:confluence_pages:1-2-0")
    #expect(schema["title"] == "Fixture")
    #expect(schema["type"] == "object")
    #expect(schema["required"]?.array?.prefix(2) == ["id", "title"])
    #expect(schema["required"]?.array?.contains("labels") == false)
  }

  @Test func `carries the constraints over`() throws {
    let properties = try Fixture.template(.confluencePages).jsonSchema["properties"]
    #expect(properties?["title"] == ["type": "string", "minLength": 5, "maxLength": 80])
    #expect(properties?["version"] == ["type": "integer", "minimum": 1, "maximum": 500])
    #expect(properties?["created_at"] == ["type": "string", "format": "date-time"])
    #expect(
      properties?["labels"] == [
        "type": ["array", "null"], "maxItems": 3, "uniqueItems": true,
        "items": ["type": "string", "minLength": 1, "maxLength": 60],
      ])
  }

  @Test func `allows null where a field is not required, also beside an enum`() throws {
    var document = Fixture.document(.confluencePages)
    document[at: "/schema/fields/17/required"] = false
    let property = try Fixture.read(document).jsonSchema["properties"]?["risk"]
    #expect(property == ["type": ["string", "null"], "enum": ["low", "medium", "high", nil]])
  }

  @Test func `describes nested objects`() throws {
    let site = try Fixture.template(.custom).jsonSchema["properties"]?["site"]
    #expect(site?["required"] == ["country"])
    #expect(site?["properties"]?["floor"] == ["type": ["integer", "null"], "minimum": 0, "maximum": 9])
  }

  @Test func `is written for people, byte for byte the same`() throws {
    let text = try Fixture.template(.githubRepos).jsonSchemaText
    #expect(text == (try Fixture.template(.githubRepos)).jsonSchemaText)
    #expect(
      String(decoding: text, as: UTF8.self).hasPrefix(
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "urn:dataops:template:fintech:developer_productivity:github_repos:1-2-0",
          "title": "Fixture",
          "description": "A template for tests.",
          "type": "object",
          "required": ["id", "name", "full_name",
        """))
    #expect(try JSONValue(parsing: text) == Fixture.template(.githubRepos).jsonSchema)
  }

  @Test(arguments: DatasetType.allCases)
  func `accepts every generated record`(type: DatasetType) throws {
    let template = try Fixture.template(type)
    let generator = try RecordGenerator(template: template, world: Fixture.world(), count: 200)
    let schema = try RecordSchema(compiling: template.jsonSchema, options: SchemaOptions(assertsFormats: true))
    let parser = JSONParser()
    var sentences: Set<String> = []
    for batch in generator.batches(of: 100) {
      try batch.withUnsafeBytes { bytes in
        try parser.forEachLine(in: bytes) { _, value in
          sentences.formUnion(schema.report(on: try value.get()).violations.map(\.sentence))
        }
      }
    }
    #expect(sentences == [])
  }
}

@Suite struct `A trial of a template` {
  @Test(arguments: DatasetType.allCases)
  func `finds nothing where the generator can honour the constraints`(type: DatasetType) throws {
    #expect(try Fixture.template(type).trial(file: "f.json") == [])
  }

  @Test func `finds a pattern that the generator's keys do not match`() throws {
    var document = Fixture.document(.confluencePages)
    document[at: "/schema/fields/0/pattern"] = "^PAGE-[0-9]+$"
    let findings = try Fixture.read(document).trial(file: "f.json")
    #expect(findings.map(\.pointer.description) == ["/schema/fields/0"])
    #expect(findings.first?.problem.hasPrefix("the generator breaks a constraint: id must match") == true)
  }

  @Test func `finds a key pattern with too few keys`() throws {
    var document = Fixture.document(.custom)
    document[at: "/schema/fields/0/pattern"] = "^[0-9]$"
    let findings = try Fixture.read(document).trial(file: "f.json")
    #expect(findings.first?.severity == .error)
    #expect(findings.first?.pointer.description == "/schema/fields/0")
  }
}
