import Foundation
import Testing

@testable import DataRecords

@Suite struct `A check of records` {
  private static let rules = """
    {"version": 1, "key": "id", "required": ["id"], "expected_records": 4, "completeness_threshold": 0.75,
     "rules": [
       {"rule": "range", "field": "priority", "parameters": {"min": 1, "max": 5}, "severity": "warn"},
       {"rule": "type", "field": "priority", "parameters": {"kinds": ["integer", "string"]}, "threshold": 0.5},
       {"name": "author exists", "rule": "reference", "field": "author", "parameters": {"to": "people"}},
       {"rule": "set", "field": "/labels/*", "parameters": {"forbidden": ["spam"]}}
     ], "references": {"people": {"file": "people.ndjson", "field": "/login"}}}
    """

  private static let records = """
    {"id":"a","priority":9,"author":"ada","labels":["x"]}
    {"id":"a","priority":"high","author":null}
    {"id":

    {"id":"c","priority":2,"author":["ada","bob"],"labels":["x","spam"]}
    """

  private func result(
    _ rules: String = Self.rules, _ records: String = Self.records, schema: JSONValue? = nil,
    options: RecordCheck.Options = .init(), people: String = #"{"login":"ada"}"#
  ) throws -> QualityResult {
    let check = RecordCheck(
      rules: try RulesFile(parsing: rules.utf8), schema: try schema.map { try RecordSchema(compiling: $0) },
      options: options)
    return try check.run(MemoryByteSource(records)) { path in
      #expect(path == "people.ndjson")
      return MemoryByteSource(people)
    }
  }

  private func text(_ result: QualityResult) -> String {
    var writer = JSONWriter()
    result.write(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func `says of every rule what became of it`() throws {
    let result = try result()
    #expect(!result.passed)
    #expect(result.warnings == 1)
    #expect(
      result.rules.map { "\($0.name): \($0.failed) of \($0.evaluated), \($0.passed)" } == [
        "well_formed: 1 of 4, false", "unique_key: 1 of 3, false", "required:id: 0 of 3, true",
        "expected_records: 0 of 4, true", "range:priority: 2 of 3, false", "type:priority: 0 of 3, true",
        "author exists: 1 of 3, false", "set:/labels/*: 1 of 2, false",
      ])
    #expect(result.rules[5].kinds == ["integer": 2, "string": 1])
  }

  @Test func `prints one object, always the same`() throws {
    let one = """
      {"version":1,"key":"id","rules":[{"rule":"length","field":"t","parameters":{"max":1},"threshold":0.25}]}
      """
    let options = RecordCheck.Options(maximumExcerptBytes: 6)
    let result = try result(one, #"{"id":7,"t":"x"}{"id":7,"t":"é!"}"#, schema: ["required": ["id"]], options: options)
    let expected = """
      {"passed":false,"warnings":0,"records":2,"valid":1,"invalid":1,"malformed":0,"complete":2,"duplicate_keys":1,\
      "bytes":34,"completeness":{},"relationships":{},"rules":[\
      {"name":"well_formed","check_type":"schema_validation","rule":"well_formed","severity":"fail","threshold":1.0,\
      "evaluated":2,"failed":0,"ratio":1.0,"passed":true,"examples":[]},\
      {"name":"schema","check_type":"schema_validation","rule":"schema","severity":"fail","threshold":1.0,\
      "evaluated":2,"failed":0,"ratio":1.0,"passed":true,"examples":[]},\
      {"name":"unique_key","check_type":"schema_validation","field":"id","rule":"unique","severity":"fail",\
      "threshold":1.0,"evaluated":2,"failed":1,"ratio":0.5,"passed":false,\
      "sentence":"1 of 2 records do not hold; the share that must hold is 1.0",\
      "examples":[{"record":1,"key":"7","pointer":"/id","sentence":"id is the same as in an earlier record",\
      "same_as":0}]},\
      {"name":"length:t","check_type":"schema_validation","field":"t","rule":"length","severity":"fail",\
      "threshold":0.25,"evaluated":2,"failed":1,"ratio":0.5,"passed":true,\
      "examples":[{"record":1,"key":"7","pointer":"/t",\
      "sentence":"t must have at most 1 characters or elements","excerpt":"{\\"id\\":…"}]}],\
      "violations":{"unique_key":1},"violation_locations":{},"unexpected_fields":{}}
      """
    #expect(text(result) == expected)
    #expect(try JSONValue(parsing: text(result)).object != nil)
  }

  @Test(arguments: [1, 2, 5])
  func `finds the same with any number of threads`(jobs: Int) throws {
    var random = SeededRandom(8)
    let records = (0..<3000).map { index in
      #"{"id":\#(random.next() % 2500),"priority":\#(random.next() % 8),"author":["ada","\#(index)"],"labels":["spam"]}"#
    }.joined(separator: "\n")
    let limits = RecordStream.Limits(batchBytes: 1000)
    let people = (0..<1500).map { "{\"login\":\($0)}" }.joined(separator: "\n")
    let expected = try result(Self.rules, records, people: people)
    var memory = MemoryBound(folder: NSTemporaryDirectory())
    memory.bytes = 20_000
    for memory in [MemoryBound(), memory] {
      let options = RecordCheck.Options(jobs: jobs, limits: limits, memory: memory)
      let found = try result(Self.rules, records, options: options, people: people)
      #expect(found == expected)
      #expect(text(found) == text(expected))
    }
    #expect(expected.duplicateKeys > 100)
    #expect(expected.relationships["author exists"]?.unresolved == 4500)
  }

  @Test func `lets a rule of its own stand for a built-in one`() throws {
    let rules = """
      {"version":1,"key":"id","required":["id","t"],"rules":[
        {"rule":"unique","field":"id","severity":"warn"},{"rule":"not_null","field":"t","threshold":0.5}]}
      """
    let result = try result(rules, #"{"id":1,"t":1}{"id":1}"#)
    #expect(result.rules.map(\.name) == ["well_formed", "required:id", "unique:id", "not_null:t"])
    #expect(result.passed)
    #expect(result.warnings == 1)
    #expect(result.complete == 1)
  }

  @Test func `does without rules and records`() throws {
    let result = try result(#"{"version":1}"#, "")
    #expect(result.passed)
    #expect(result.records == 0)
  }

  @Test func `refuses references to a file that holds something else`() throws {
    #expect {
      try result(people: "{\"login\":\n{}")
    } throws: {
      "\($0)"
        == "1 of 2 records of people.ndjson are not acceptable JSON, so it is not known which keys there are"
    }
  }

  @Test func `compares numbers exactly`() throws {
    let rules = """
      {"version":1,"key":"id","rules":[
        {"rule":"range","field":"n","parameters":{"max":9007199254740992}},
        {"rule":"range","field":"/deep/n","parameters":{"below":1e400}},
        {"rule":"unique","field":"n"}]}
      """
    let records = """
      {"id":123456789012345678901234567890,"n":9007199254740993.0}
      {"id":"123456789012345678901234567890","n":9007199254740992.0}
      {"id":12345678901234567890123456789e1,"n":9007199254740992}
      {"id":4,"deep":{"n":1e401}}
      """
    let result = try result(rules, records)
    #expect(result.malformed == 0)
    #expect(result.duplicateKeys == 2)
    #expect(result.rules.map(\.failed) == [0, 2, 1, 1, 1])
  }
}
