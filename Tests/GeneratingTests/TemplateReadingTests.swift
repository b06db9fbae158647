import DataGenerating
import DataRecords
import Testing

@Suite struct `Reading a template` {
  @Test(arguments: DatasetType.allCases)
  func `accepts a complete template without findings`(type: DatasetType) throws {
    #expect(try Fixture.template(type).warnings.map(\.description) == [])
  }

  @Test func `keeps what the file says`() throws {
    let template = try Fixture.template(.jiraIssues)
    #expect(template.metadata.version == "1.2.0")
    #expect(template.metadata.defaultRecordCount == 40)
    #expect(template.fields.map(\.name).prefix(2) == ["id", "project_key"])
    #expect(template.relationships.first?.target == .people)
    #expect(template.records.count == 12)
    #expect(template.teams == ["Payments Core", "Ledger Platform"])
    #expect(template.sampleQueries[3].record == 3)
  }

  @Test func `hashes the bytes of the file`() throws {
    let bytes = Fixture.document(.custom).bytes()
    let one = try TemplateDocument.read(bytes, file: "a.json")
    let other = try TemplateDocument.read(bytes + [0x0A], file: "a.json")
    #expect(one.contentHash.count == 64)
    #expect(one.contentHash != other.contentHash)
  }

  // MARK: The text

  @Test func `says where malformed text is wrong`() throws {
    let refusal = #expect(throws: TemplateRefusal.self) {
      try TemplateDocument.read(Array("{\n  \"metadata\": ?".utf8), file: "x.json")
    }
    #expect(refusal?.findings.first?.problem.hasPrefix("malformed JSON at line 2, column 15") == true)
  }

  @Test func `refuses a member that is there twice`() throws {
    let refusal = #expect(throws: TemplateRefusal.self) {
      try TemplateDocument.read(Array("{\"data\": {}, \"data\": {}}".utf8), file: "x.json")
    }
    #expect(refusal?.findings.first?.problem.contains("used twice") == true)
  }

  @Test func `refuses a file that is too large`() throws {
    let refusal = #expect(throws: TemplateRefusal.self) {
      try TemplateDocument.read([UInt8](repeating: 0x20, count: 8 << 20 + 1), file: "x.json")
    }
    #expect(refusal?.findings.first?.remedy == "keep it within 8388608 bytes")
  }

  @Test func `refuses text that is nested too deeply`() throws {
    let text = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
    let refusal = #expect(throws: TemplateRefusal.self) { try TemplateDocument.read(Array(text.utf8), file: "x.json") }
    #expect(refusal?.findings.first?.problem.contains("at most 32 levels") == true)
  }

  // MARK: Members

  @Test func `refuses an unknown member and names the nearest one`() throws {
    let found = try Fixture.refusal { $0[at: "/metadata/industri"] = "fintech" }
    expect(found, "/metadata/industri", "unknown member \"industri\"", "did you mean \"industry\"?")
  }

  @Test func `refuses a name that is too long to be shown`() throws {
    let found = try Fixture.refusal { $0[at: "/metadata/name"] = .string(String(repeating: "n", count: 201)) }
    expect(found, "/metadata/name", "has 201 characters", "write at most 200")
  }

  @Test func `refuses an unknown member of a field`() throws {
    let found = try Fixture.refusal { $0[at: "/schema/fields/1/max_lenght"] = 5 }
    expect(found, "/schema/fields/1/max_lenght", "unknown member \"max_lenght\"", "did you mean \"max_length\"?")
  }

  @Test func `refuses a value of the wrong type`() throws {
    let found = try Fixture.refusal { $0[at: "/schema/fields/0/required"] = "yes" }
    expect(found, "/schema/fields/0/required", "is a string", "write true or false")
  }

  @Test(arguments: ["industry", "use_case", "dataset_type"])
  func `refuses metadata without a required member`(name: String) throws {
    let found = try Fixture.refusal { $0[at: "/metadata/\(name)"] = nil }
    expect(found, "/metadata", "\"\(name)\" is missing", "add \"\(name)\" (string)")
  }

  @Test(arguments: ["metadata", "schema", "data"])
  func `refuses a template without a section`(name: String) throws {
    let found = try Fixture.refusal { $0[at: "/\(name)"] = nil }
    expect(found, "", "\"\(name)\" is missing", "add \"\(name)\" (object)")
  }

  @Test func `refuses an industry that nobody knows`() throws {
    let found = try Fixture.refusal { $0[at: "/metadata/industry"] = "fintek" }
    expect(found, "/metadata/industry", "\"fintek\" is not a known industry", "did you mean \"fintech\"?")
  }

  @Test func `refuses metadata that disagrees with the path`() throws {
    let found = try Fixture.refusal(file: "lib/fintech/fraud_operations/confluence_pages.json") { _ in }
    expect(
      found, "/metadata/use_case",
      "is \"developer_productivity\", but the path of the file says \"fraud_operations\"", "make both the same")
  }

  @Test func `refuses a use case that is not snake_case`() throws {
    let found = try Fixture.refusal { $0[at: "/metadata/use_case"] = "Dev-Productivity" }
    expect(found, "/metadata/use_case", "\"Dev-Productivity\" is not snake_case", "lower-case letters")
  }

  // MARK: Fields

  @Test func `refuses two fields of one name`() throws {
    let found = try Fixture.refusal { $0[at: "/schema/fields/17/name"] = "team" }
    expect(found, "/schema/fields/17/name", "there are two fields \"team\"", "keep one of them")
  }

  @Test func `refuses a pattern that is not an expression`() throws {
    let found = try Fixture.refusal { $0[at: "/schema/fields/3/pattern"] = "^[A-Z" }
    expect(found, "/schema/fields/3/pattern", "the expression is wrong at character", "use anchors")
  }

  @Test func `refuses a constraint that belongs to another type`() throws {
    let found = try Fixture.refusal { $0[at: "/schema/fields/11/max_length"] = 5 }
    expect(
      found, "/schema/fields/11/max_length", "\"max_length\" says nothing about a field of type integer", "remove it")
  }

  @Test func `refuses bounds in the wrong order`() throws {
    let found = try Fixture.refusal { $0[at: "/schema/fields/1/min_length"] = 81 }
    expect(found, "/schema/fields/1/min_length", "\"min_length\" is above \"max_length\"", "swap")
  }

  @Test func `refuses an enum value of another type`() throws {
    let found = try Fixture.refusal { $0[at: "/schema/fields/12/enum/1"] = 4 }
    expect(
      found, "/schema/fields/12/enum/1", "an integer stands where a string belongs",
      "list values that the field itself allows")
  }

  @Test func `refuses a template without one of its type's own fields`() throws {
    let found = try Fixture.refusal { $0[at: "/schema/fields/2/name"] = "content" }
    expect(found, "/schema/fields", "the field \"body\" is missing", "declare it as a required string")
  }

  @Test func `refuses an own field of the wrong type`() throws {
    let found = try Fixture.refusal { document in
      document[at: "/schema/fields/11/type"] = "string"
      document[at: "/schema/fields/11/minimum"] = nil
      document[at: "/schema/fields/11/maximum"] = nil
    }
    expect(found, "/schema/fields/11/type", "\"version\" is declared as string", "is of type integer")
  }

  @Test func `refuses an own field that is not required`() throws {
    let found = try Fixture.refusal { $0[at: "/schema/fields/1/required"] = false }
    expect(found, "/schema/fields/1", "\"title\" is not required", "set \"required\": true")
  }

  // MARK: Sources

  @Test func `refuses a source that does not exist`() throws {
    let found = try Fixture.refusal { $0[at: "/schema/fields/17/source"] = "person.mail" }
    expect(found, "/schema/fields/17/source", "\"person.mail\" is not a source", "did you mean \"person.email\"?")
  }

  @Test func `refuses a source whose list does not exist`() throws {
    let found = try Fixture.refusal { $0[at: "/schema/fields/17/source"] = "vocabulary.risks" }
    expect(found, "/schema/fields/17/source", "there is no list \"risks\" in vocabulary", "did you mean \"risk\"?")
  }

  @Test func `refuses a vocabulary whose entries the field does not allow`() throws {
    let found = try Fixture.refusal { $0[at: "/data/vocabulary/risk/2"] = "extreme" }
    expect(
      found, "/schema/fields/17/source",
      "the entry \"extreme\" of vocabulary.risk: \"extreme\" is not one of the values of the enum", "correct the entry")
  }

  @Test func `refuses a source of another type than the field`() throws {
    let found = try Fixture.refusal { $0[at: "/schema/fields/17/source"] = "integer" }
    expect(
      found, "/schema/fields/17/source", "the source gives integer values, the field is of type string",
      "choose another source")
  }

  // MARK: Relationships

  @Test func `refuses a relationship on an unknown field`() throws {
    let found = try Fixture.refusal { $0[at: "/schema/relationships/0/field"] = "autor_id" }
    expect(found, "/schema/relationships/0/field", "there is no field \"autor_id\"", "did you mean \"author_id\"?")
  }

  @Test func `refuses a relationship to an unknown target`() throws {
    let found = try Fixture.refusal { $0[at: "/schema/relationships/0/target"] = "peeple" }
    expect(found, "/schema/relationships/0/target", "\"peeple\" is not a target", "did you mean \"people\"?")
  }

  @Test func `refuses a relationship on a field that holds no keys`() throws {
    let found = try Fixture.refusal { $0[at: "/schema/relationships/0/field"] = "version" }
    expect(
      found, "/schema/relationships/0/field", "the field \"version\" is of type integer", "name a field of strings")
  }

  // MARK: Data

  @Test func `refuses a template without records`() throws {
    let found = try Fixture.refusal { $0[at: "/data/records"] = [] }
    expect(found, "/data/records", "there is no record", "write at least one record by hand")
  }

  @Test func `refuses an unknown slot and names the nearest one`() throws {
    let found = try Fixture.refusal { $0[at: "/data/phrases/sentence/0"] = "{componant} works." }
    expect(found, "/data/phrases/sentence/0", "unknown slot {componant}", "did you mean \"component\"?")
  }

  @Test func `refuses a brace without a partner`() throws {
    let found = try Fixture.refusal { $0[at: "/data/phrases/sentence/0"] = "{component works." }
    expect(found, "/data/phrases/sentence/0", "a { has no }", "write slots as {name}")
  }

  @Test func `refuses slots that recurse without end`() throws {
    let found = try Fixture.refusal { $0[at: "/data/phrases/cause/0"] = "what {sentence} says" }
    expect(found, "/data/phrases/cause", "the slots of \"cause\" lead back to \"cause\" without end", "remove a slot")
  }

  @Test func `refuses phrases that grow without measure`() throws {
    let found = try Fixture.refusal { document in
      let many = String(repeating: "{cause} ", count: 480)
      document[at: "/data/phrases/sentence/0"] = .string(many)
    }
    expect(found, "/data/phrases/sentence", "bytes long when its slots are filled", "keep within 20000 bytes")
  }

  @Test func `refuses a list that is both vocabulary and phrases`() throws {
    let found = try Fixture.refusal { $0[at: "/data/phrases/event"] = ["x"] }
    expect(found, "/data/phrases/event", "\"event\" is also a list of the vocabulary", "rename one of them")
  }

  // MARK: Queries

  @Test func `refuses any number of queries but ten`() throws {
    let found = try Fixture.refusal { $0[at: "/sample_queries/9"] = nil }
    expect(found, "/sample_queries", "there are 9 queries", "write exactly 10")
  }

  @Test(arguments: ["/data/records/12", "/data/records", "/data/records/01", "data/records/1"])
  func `refuses a query whose pointer leads to no record`(pointer: String) throws {
    let found = try Fixture.refusal { $0[at: "/sample_queries/4/expect/record"] = .string(pointer) }
    expect(
      found, "/sample_queries/4/expect/record", "\"\(pointer)\" leads to no record",
      "point to one of /data/records/0 to /data/records/11")
  }

  @Test func `refuses a query that is too long`() throws {
    let found = try Fixture.refusal { $0[at: "/sample_queries/4/query"] = .string(String(repeating: "a ", count: 300)) }
    expect(found, "/sample_queries/4/query", "has 600 bytes", "keep within 500 bytes")
  }

  @Test func `refuses a source for the key`() throws {
    let found = try Fixture.refusal { $0[at: "/schema/fields/0/source"] = "phrases.title" }
    expect(found, "/schema/fields/0/source", "\"id\" has a source", "the generator makes the keys")
  }

  @Test func `refuses a query without a word`() throws {
    let found = try Fixture.refusal { $0[at: "/sample_queries/4/query"] = "?!" }
    expect(found, "/sample_queries/4/query", "holds no word", "write words of the record")
  }

  // MARK: Together

  @Test func `reports everything that is wrong, not only the first thing`() throws {
    let found = try Fixture.refusal { document in
      document[at: "/metadata/industry"] = "space"
      document[at: "/schema/fields/3/type"] = "text"
      document[at: "/data/phrases/sentence/0"] = "{nothing}"
    }
    #expect(found.filter { $0.severity == .error }.map(\.pointer.description).contains("/metadata/industry"))
    #expect(found.map(\.pointer.description).contains("/schema/fields/3/type"))
    #expect(found.map(\.pointer.description).contains("/data/phrases/sentence/0"))
  }

  @Test func `describes a refusal in one line a finding`() throws {
    var document = Fixture.document(.custom)
    document[at: "/metadata/use_case"] = 4
    let refusal = #expect(throws: TemplateRefusal.self) { try Fixture.read(document, file: "t.json") }
    #expect(
      refusal?.description == """
        t.json is not a usable template: 1 error
          t.json#/metadata/use_case: error: is an integer; write a string
        """)
  }

  @Test func `keeps a bounded number of findings`() throws {
    let found = try Fixture.refusal { document in
      for _ in 0..<190 { document.append(["name": "Bad Name", "typ": 1], at: "/schema/fields") }
    }
    #expect(found.count == 200)
  }

  private func expect(
    _ findings: [TemplateFinding], _ pointer: String, _ problem: String, _ remedy: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let isThere = findings.contains { finding in
      finding.severity == .error && finding.pointer.description == pointer && finding.problem.contains(problem)
        && finding.remedy.contains(remedy)
    }
    #expect(isThere, "\(findings.map(\.description))", sourceLocation: sourceLocation)
  }
}
