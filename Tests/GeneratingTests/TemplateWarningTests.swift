import DataGenerating
import DataRecords
import Testing

@Suite struct `Warnings about a template` {
  @Test func `name a hand-made record that breaks its own schema`() throws {
    let found = try Fixture.warnings { $0[at: "/data/records/3/status"] = "fresh" }
    expect(found, "/data/records/3/status", "\"fresh\" is not one of the values of the enum")
  }

  @Test func `name a member of a record that no field describes`() throws {
    let found = try Fixture.warnings { $0[at: "/data/records/3/titel"] = "x" }
    expect(found, "/data/records/3/titel", "there is no field \"titel\" in the schema")
    #expect(found.first?.remedy == "did you mean \"title\"?")
  }

  @Test func `name a record without text`() throws {
    let found = try Fixture.warnings { document in
      document[at: "/data/records/11/body"] = nil
    }
    expect(found, "/data/records/11", "\"body\" is missing")
  }

  @Test func `name a key that was written by hand`() throws {
    let found = try Fixture.warnings { $0[at: "/data/records/3/author_id"] = "u1" }
    expect(found, "/data/records/3/author_id", "\"author_id\" is written by hand")
  }

  @Test func `name two records of one key`() throws {
    let found = try Fixture.warnings { document in
      document[at: "/data/records/3/id"] = "123456"
      document[at: "/data/records/4/id"] = "123456"
    }
    expect(found, "/data/records/4/id", "another record has the same key")
  }

  @Test func `name query words that do not occur in their record`() throws {
    let found = try Fixture.warnings { $0[at: "/sample_queries/2/query"] = "marker2 fixtura" }
    expect(found, "/sample_queries/2/query", "the word \"fixtura\" does not occur in /data/records/2")
    #expect(found.first?.remedy == "did you mean \"fixture\"?")
  }

  @Test(arguments: ["name", "description", "version", "default_record_count", "tags"])
  func `name recommended metadata that is missing`(name: String) throws {
    let found = try Fixture.warnings { $0[at: "/metadata/\(name)"] = nil }
    expect(found, "/metadata", "\"\(name)\" is missing")
  }

  @Test func `name a missing list of phrases`() throws {
    let found = try Fixture.warnings { $0[at: "/data/phrases/title"] = nil }
    expect(found, "/data/phrases", "the list \"title\" is missing")
  }

  private func expect(
    _ findings: [TemplateFinding], _ pointer: String, _ problem: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let isThere = findings.contains {
      $0.severity == .warning && $0.pointer.description == pointer && $0.problem.contains(problem)
    }
    #expect(isThere, "\(findings.map(\.description))", sourceLocation: sourceLocation)
  }
}

@Suite struct `A plain hand-written template` {
  private func document() -> JSONValue {
    var document = Fixture.document(.jiraIssues)
    for member in ["name", "description", "tags"] { document[at: "/metadata/\(member)"] = nil }
    document[at: "/data/vocabulary"] = nil
    document[at: "/data/phrases"] = nil
    document[at: "/sample_queries"] = nil
    document[at: "/data/records"] = [
      [
        "id": "OLD-7", "summary": "Printer on floor three prints mirrored pages",
        "description": "Every second page is mirrored. It began after the firmware update! Nobody knows why.",
      ],
      ["summary": "Badge reader rejects visitors", "description": "Visitors with braces {x} wait. The reader blinks."],
    ]
    return document
  }

  @Test func `is accepted with warnings`() throws {
    let template = try Fixture.read(document())
    #expect(template.warnings.map(\.pointer.description).contains("/data"))
    #expect(template.warnings.contains { $0.problem == "\"sample_queries\" is missing" })
  }

  @Test func `lends its sentences to further records`() throws {
    let template = try Fixture.read(document())
    let sentences = template.phrases.first { $0.name == "sentence" }?.entries ?? []
    #expect(sentences.contains("It began after the firmware update!"))
    #expect(sentences.contains("The reader blinks."))
    #expect(!sentences.contains { $0.contains("{") })
  }

  @Test func `gets ten queries of words that occur in their records`() throws {
    let template = try Fixture.read(document())
    #expect(template.sampleQueries.count == 10)
    for query in template.sampleQueries {
      let record = String(decoding: JSONValue.object(template.records[query.record]).bytes(), as: UTF8.self)
        .lowercased()
      for word in query.query.split(separator: " ") { #expect(record.contains(word)) }
    }
  }

  @Test func `keeps the keys of its records`() throws {
    let template = try Fixture.read(document())
    let generator = try RecordGenerator(template: template, world: Fixture.world(), count: 30)
    #expect(try generator.record(0)["id"]?.string == "OLD-7")
    #expect(generator.answers[0].expectedKey == "OLD-7")
    #expect(Set(try generator.records().compactMap { $0["id"]?.string }).count == 30)
  }

  @Test func `makes no key that one of its records has`() throws {
    var document = Fixture.document(.custom)
    document[at: "/schema/fields/0/pattern"] = "^[A-D][0-9]$"
    for index in 0..<12 { document[at: "/data/records/\(index)/id"] = .string("\(index < 6 ? "A" : "C")\(index % 10)") }
    let template = try Fixture.read(document)
    // Forty keys are all that the pattern allows, twelve of them are taken.
    let generator = try RecordGenerator(template: template, world: Fixture.world(), count: 28)
    #expect(Set(try generator.records().compactMap { $0["id"]?.string }).count == 28)
    #expect(throws: GenerationError.tooFewKeys(pattern: "^[A-D][0-9]$", wanted: 29)) {
      try RecordGenerator(template: template, world: Fixture.world(), count: 29)
    }
  }

  @Test func `is refused if nothing in it can be searched for`() throws {
    var document = document()
    document[at: "/data/records"] = [["status": "Done"]]
    let refusal = #expect(throws: TemplateRefusal.self) { try Fixture.read(document) }
    #expect(refusal?.findings.contains { $0.problem == "the records hold no text to search for" } == true)
  }
}
