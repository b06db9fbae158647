import Foundation
import Testing

@testable import DataRecords

@Suite struct `A rules file` {
  private static let now = RecordInstant("2024-05-31T12:00:00Z")

  private static let good = """
    {"version": 1, "title": "Issues", "key": "id", "required": ["id", "title"], "expected_records": 3,
     "completeness_threshold": 0.5,
     "rules": [
       {"rule": "range", "field": "priority", "parameters": {"min": 1, "max": 5}, "severity": "warn"},
       {"name": "created in time", "rule": "range", "field": "created", "parameters": {"max": "now"}},
       {"rule": "reference", "field": "author", "parameters": {"to": "people"}, "threshold": 0.99},
       {"rule": "reference", "field": "kind", "parameters": {"to": "kinds", "essential": false}},
       {"rule": "reference", "field": "parent", "parameters": {"to": "self"}},
       {"rule": "count", "parameters": {"min": 2}, "check_type": "schema_validation"}
     ],
     "references": {"people": {"file": "people.ndjson", "field": "id"}, "kinds": {"keys": ["bug", 7]}}}
    """

  private func findings(_ text: String, now: RecordInstant? = Self.now) -> [String] {
    do throws(RulesRefusal) {
      _ = try RulesFile(parsing: text.utf8, now: now)
      return []
    } catch {
      return error.findings.map(\.description)
    }
  }

  /// The findings about one rule, whose pointers all begin with `/rules/0`.
  private func findings(rule: String) -> [String] {
    findings("{\"version\":1,\"key\":\"id\",\"rules\":[\(rule)]}").map {
      $0.hasPrefix("/rules/0") ? String($0.dropFirst(8)) : $0
    }
  }

  @Test func `is read`() throws {
    let file = try RulesFile(parsing: Self.good.utf8, now: Self.now)
    #expect(file.key == "id")
    #expect(file.requiredFields == ["id", "title"])
    #expect(file.expectedRecords == 3)
    #expect(file.completenessThreshold == 0.5)
    #expect(file.references == ["people": .file("people.ndjson", field: "id"), "kinds": .keys(["bug", "7"])])
    #expect(
      file.rules.map(\.name) == [
        "range:priority", "created in time", "reference:author", "reference:kind", "reference:parent", "count",
      ])
    #expect(file.rules.map(\.severity) == [.warn, .fail, .fail, .fail, .fail, .fail])
    #expect(file.rules[2].threshold == 0.99)
    #expect(file.rules[2].checkType == .dataCompleteness)
    #expect(file.rules[5].checkType == .schemaValidation)
  }

  @Test func `is written as it is read`() throws {
    let file = try RulesFile(parsing: Self.good.utf8, now: Self.now)
    let again = try RulesFile(file.json, now: Self.now)
    #expect(again.json == file.json)
    #expect(again.rules.map(\.name) == file.rules.map(\.name))
  }

  @Test(arguments: [
    ("[]", ["a rules file is an object; this is a array; write {\"version\": 1, \"rules\": …}"]),
    ("{}", ["/version: the version of the format is missing; write \"version\": 1"]),
    (#"{"version":2}"#, ["/version: there is no version 2; this program reads version 1"]),
    (
      #"{"version":1,"requird":["a"]}"#,
      ["/requird: unknown member \"requird\"; did you mean \"required\"?"]
    ),
    (
      #"{"version":1,"key":"/labels/*"}"#,
      [
        "/key: this is not one field of a record; write a name, or a JSON pointer such as /author/id"
      ]
    ),
    (#"{"version":1,"required":["a","a"]}"#, ["/required/1: a is there twice; remove one"]),
    (
      #"{"version":1,"expected_records":-1}"#,
      [
        "/expected_records: expected_records is not a number of records; write a whole number from 0"
      ]
    ),
    (
      #"{"version":1,"completeness_threshold":95}"#,
      [
        "/completeness_threshold: the threshold is not a share; write a number from 0 to 1, such as 0.95"
      ]
    ),
    (
      #"{"version":1,"references":{"people":{"file":"p.ndjson"}}}"#,
      [
        "/references/people/field: the field with the keys is missing; write for example \"field\": \"id\""
      ]
    ),
    (
      #"{"version":1,"references":{"self":{"keys":[1.5]}}}"#,
      [
        "/references/self: \"self\" cannot be a name of keys; choose another name",
        "/references/self/keys/0: a key is a string or an integer; write one of them",
      ]
    ),
    (
      #"{"version":1,"rules":[{"rule":"reference","field":"a","parameters":{"to":"poeple"}}],"references":{"people":{"keys":[]}}}"#,
      ["/rules/0/parameters/to: there are no keys \"poeple\"; did you mean \"people\"?"]
    ),
    (
      #"{"version":1,"rules":[{"rule":"reference","field":"a","parameters":{"to":"self"}}]}"#,
      ["/rules/0/parameters/to: the records have no key to refer to; name the key of the file, or give to_field"]
    ),
    (
      #"{"version":1,"rules":[{"rule":"unique","field":"a"},{"rule":"unique","field":"a","severity":"warn"}]}"#,
      ["/rules/1/name: there is a rule \"unique:a\" already; give this one a name of its own"]
    ),
    (
      #"{"version":1,"version":1}"#,
      [
        "the file is not acceptable JSON: line 1, column 14: a member of this name is in the object already; names must be "
          + "unique"
      ]
    ),
  ])
  func `is refused with place and remedy`(text: String, expected: [String]) {
    #expect(findings(text) == expected)
  }

  @Test(arguments: [
    ("7", [": a rule is an object; this is a integer; write {\"rule\": …, \"field\": …}"]),
    (#"{"rule":"not_nul","field":"a"}"#, ["/rule: there is no rule \"not_nul\"; did you mean \"not_null\"?"]),
    (#"{"rule":"not_null"}"#, ["/field: not_null needs a field; write a name, or a JSON pointer such as /author/id"]),
    (#"{"rule":"not_null","feild":"a","field":"a"}"#, ["/feild: unknown member \"feild\"; did you mean \"field\"?"]),
    (
      #"{"rule":"range","field":"a","parameters":{"minimum":1,"max":2}}"#,
      [
        "/parameters/minimum: range has no parameter \"minimum\"; use one of: min, max, above, below"
      ]
    ),
    (#"{"rule":"range","field":"a"}"#, ["/parameters: range needs a limit; give min, max, above or below"]),
    (
      #"{"rule":"range","field":"a","parameters":{"min":2,"max":1}}"#,
      [
        "/parameters: no value is inside these limits; exchange them"
      ]
    ),
    (
      #"{"rule":"range","field":"a","parameters":{"max":"tomorrow"}}"#,
      [
        "/parameters/max: \"tomorrow\" is not a time; write 2024-05-31, 2024-05-31T12:00:00Z, now, or a distance from it "
          + "such as now-7d"
      ]
    ),
    (
      #"{"rule":"range","field":"a","parameters":{"max":"now*7d"}}"#,
      [
        "/parameters/max: \"now*7d\" is not a time; write for example now, now-7d or now+1h"
      ]
    ),
    (
      #"{"rule":"pattern","field":"a","parameters":{}}"#,
      [
        "/parameters/pattern: pattern needs the parameter \"pattern\"; searched anywhere in the string unless ^ and $ say "
          + "otherwise"
      ]
    ),
    (
      #"{"rule":"type","field":"a","parameters":{"kinds":["int"]}}"#,
      [
        "/parameters/kinds: there is no kind \"int\"; use one of: null, boolean, integer, number, string, array, object"
      ]
    ),
    (
      #"{"rule":"not_null","field":"a","severity":"error"}"#,
      [
        "/severity: \"error\" is no severity; use one of: warn, fail"
      ]
    ),
    (
      #"{"rule":"not_null","field":"a","threshold":95}"#,
      [
        "/threshold: the threshold is not a share; write a number from 0 to 1, such as 0.95"
      ]
    ),
    (
      #"{"rule":"count","field":"a","threshold":0.5,"parameters":{"expected":1}}"#,
      [
        "/field: count is about the whole dataset; remove the field",
        "/threshold: count judges the dataset as a whole; remove the threshold",
      ]
    ),
    (
      #"{"rule":"freshness","field":"a","parameters":{"newest_within":"1 day"}}"#,
      [
        "/parameters/newest_within: \"1 day\" is not a length of time; write a whole number and s, m, h, d or w, such as "
          + "24h or 7d"
      ]
    ),
    (
      #"{"name":"schema","rule":"not_null","field":"a"}"#,
      [
        "/name: the name cannot be used; write a text of 1 to 200 bytes that no built-in rule has"
      ]
    ),
    (
      #"{"rule":"unique","field":"/a/*"}"#,
      [
        "/field: a record has several values at /a/*; name a field that has one value a record"
      ]
    ),
    (
      #"{"rule":"not_null","field":"/a~2"}"#,
      [
        "/field: this is no field; write a name, or a JSON pointer such as /author/id or /labels/*"
      ]
    ),
    (
      #"{"rule":"unique","parameters":{"fields":["a","a"]}}"#,
      [
        "/parameters/fields: these fields cannot be compared; name up to 16 different fields that have one value a record: "
          + "names, or JSON pointers without *"
      ]
    ),
    (
      #"{"rule":"set","field":"a","parameters":{"values":[1],"forbidden":[2]}}"#,
      [
        "/parameters/forbidden: values and forbidden stand together; keep one of them"
      ]
    ),
  ])
  func `refuses a rule with place and remedy`(rule: String, expected: [String]) {
    #expect(findings(rule: rule) == expected)
  }

  @Test func `needs a clock for rules about now`() {
    let text = #"{"version":1,"rules":[{"rule":"range","field":"a","parameters":{"max":"now"}}]}"#
    #expect(
      findings(text, now: nil) == [
        "/rules/0/parameters/max: the rule needs to know what time it is; say what now means"
      ])
  }

  @Test func `tells all that is wrong, but not without end`() {
    let rules = repeatElement(#"{"rule":"nothing"}"#, count: 200).joined(separator: ",")
    #expect(findings("{\"version\":1,\"rules\":[\(rules)]}").count == 50)
  }

  // MARK: The schema

  private static func isAccepted(_ text: String) throws -> Bool {
    try JSONParser().withDocument(text.utf8) { try RecordSchema(compiling: RulesFile.schema).accepts($0) }
  }

  @Test func `meets its JSON Schema, and so do the examples of all rules`() throws {
    #expect(try Self.isAccepted(Self.good))
    for kind in RuleCatalogue.kinds {
      let text = String(decoding: kind.example.rule.bytes(), as: UTF8.self)
      #expect(try Self.isAccepted("{\"version\":1,\"rules\":[\(text)]}"), "\(kind.id)")
      let written = try QualityRule(kind.example.rule, now: Self.now).json
      #expect(try Self.isAccepted("{\"version\":1,\"rules\":[\(String(decoding: written.bytes(), as: UTF8.self))]}"))
    }
  }

  @Test(arguments: [
    #"{"rule":"nothing"}"#, #"{"rule":"range","parameters":{"min":1}}"#, #"{"rule":"range","field":"a"}"#,
    #"{"rule":"range","field":"a","parameters":{"minimum":1}}"#,
    #"{"rule":"count","field":"a","parameters":{"min":1}}"#,
    #"{"rule":"count","threshold":1,"parameters":{"min":1}}"#, #"{"rule":"pattern","field":"a","parameters":{}}"#,
    #"{"rule":"set","field":"a","parameters":{"values":[]}}"#, #"{"rule":"unique"}"#,
    #"{"rule":"not_null","field":"a","threshold":2}"#,
  ])
  func `does not meet its JSON Schema when a rule is wrong`(rule: String) throws {
    #expect(try !Self.isAccepted("{\"version\":1,\"rules\":[\(rule)]}"))
    #expect(!findings(rule: rule).isEmpty)
  }

  /// The root of the project, however the tests were built.
  private static let documentation: URL = {
    let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    return (0..<4).reduce(file) { url, _ in url.deletingLastPathComponent() }.appendingPathComponent("Documentation")
  }()

  @Test(arguments: [
    ("rules-file.md", RuleCatalogue.reference, "markdown"),
    ("rules-file.schema.json", RulesFile.schemaText, "json-schema"),
  ])
  func `is described by a page and a schema that are checked in`(name: String, text: String, option: String) throws {
    let path = Self.documentation.appendingPathComponent(name)
    let checkedIn = try String(decoding: Data(contentsOf: path), as: UTF8.self)
    #expect(text == checkedIn, "make it again: dataops records rules --output \(option) > Documentation/\(name)")
  }
}
