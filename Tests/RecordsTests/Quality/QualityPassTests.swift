import Testing

@testable import DataRecords

@Suite struct `A quality pass` {
  static let schema: JSONValue = [
    "type": "object", "required": ["id", "title"],
    "properties": [
      "id": ["type": "string", "pattern": "^[a-z0-9]+$"], "title": ["type": "string", "minLength": 2],
      "parent": ["type": ["string", "null"]], "author": ["type": ["string", "null"]],
      "tags": ["type": "array", "items": ["type": "string"]], "note": ["type": ["string", "null"]],
    ],
  ]

  static func plan(maximumExamples: Int = 20, maximumRecordBytes: Int = 1 << 20) throws -> QualityPlan {
    try QualityPlan(
      schema: RecordSchema(compiling: schema), requiredFields: ["id", "title"], keyField: "id",
      relationships: [
        .init(name: "parent", field: "parent", target: QualityPlan.itself, isEssential: true),
        .init(name: "author", field: "author", target: "people", isEssential: true),
        .init(name: "tags", field: "tags", target: "tags", isEssential: false),
      ], maximumExamples: maximumExamples, maximumRecordBytes: maximumRecordBytes)
  }

  static func tally(_ text: String, plan: QualityPlan? = nil, cutInto size: Int? = nil) throws -> QualityResult {
    let plan = try plan ?? self.plan()
    var pass = QualityPass(plan: plan) { target, key in
      String(decoding: key, as: UTF8.self).hasPrefix(target)
    }
    let bytes = Array(text.utf8)
    let size = size ?? bytes.count + 1
    for start in stride(from: 0, to: bytes.count, by: size) {
      try pass.consume(Array(bytes[start..<min(start + size, bytes.count)]))
    }
    return try pass.finish().result(under: plan)
  }

  private func examples(_ tally: QualityResult) -> [String] {
    tally.examples.shown.map { "\($0.record) \($0.key ?? "-") \($0.pointer) \($0.rule): \($0.sentence)" }
  }

  @Test func `counts valid, invalid and malformed records`() throws {
    let text = """
      {"id":"a1","title":"One"}
      {"id":"a2","title":"x"}

      {"id":"a3","title":
      {"id":"a4","title":"Four"}
      """
    let tally = try Self.tally(text)
    #expect(tally.records == 4)
    #expect(tally.valid == 2)
    #expect(tally.invalid == 1)
    #expect(tally.malformed == 1)
    #expect(tally.bytes == text.utf8.count)
    #expect(tally.complete == 3)
    #expect(tally.violations == ["minLength": 1, "well_formed": 1])
    #expect(tally.violationsByLocation == ["/properties/title/minLength": 1])
    #expect(
      examples(tally) == [
        "2 a2 /title minLength: title must have at least 2 characters, but has 1",
        "3 -  well_formed: the record is not acceptable JSON at byte 20: the text ends where a value must be",
      ])
  }

  @Test func `counts required fields that are there and not null`() throws {
    let tally = try Self.tally(
      #"{"id":"a1","title":null}"# + "\n" + #"{"id":"a2"}"# + "\n" + #"{"id":"a3","title":"Three"}"#)
    #expect(tally.requiredFields == ["id": 3, "title": 1])
    #expect(tally.complete == 1)
    #expect(tally.violations == ["type": 1, "required": 1])
  }

  @Test func `makes the second record with a key invalid`() throws {
    let tally = try Self.tally(
      """
      {"id":"a","title":"One"}
      {"id":"b","title":"Two"}
      {"id":"a","title":"Three"}
      {"id":"a","title":"Four"}
      """)
    #expect(tally.duplicateKeys == 2)
    #expect(tally.valid == 2)
    #expect(tally.invalid == 2)
    #expect(tally.violations == [QualityRule.uniqueKey: 2])
    #expect(examples(tally).first == "3 a /id unique_key: id is the same as in an earlier record")
  }

  @Test func `takes integers as keys`() throws {
    let plan = try QualityPlan(
      schema: RecordSchema(compiling: [:]), requiredFields: [], keyField: "n",
      relationships: [.init(name: "r", field: "r", target: QualityPlan.itself, isEssential: true)])
    let tally = try Self.tally("{\"n\":1,\"r\":2}\n{\"n\":2,\"r\":18446744073709551615}\n{\"n\":1}\n", plan: plan)
    #expect(tally.duplicateKeys == 1)
    #expect(tally.relationships["r"]?.references == 2)
    #expect(tally.relationships["r"]?.resolved == 1)
  }

  @Test func `resolves references to records that come later`() throws {
    let tally = try Self.tally(
      """
      {"id":"a","title":"One","parent":"c"}
      {"id":"b","title":"Two","parent":"nowhere"}
      {"id":"c","title":"Three","parent":"a"}
      {"id":"d","title":"Four","parent":null}
      """)
    #expect(tally.relationships["parent"]?.references == 3)
    #expect(tally.relationships["parent"]?.resolved == 2)
    #expect(tally.relationships["parent"]?.unresolved == 1)
    #expect(tally.relationships["parent"]?.recordsWithReference == 3)
    #expect(tally.complete == 3)
    #expect(tally.valid == 4)
    #expect(
      examples(tally) == ["2 b /parent relationship:parent: parent names a key that does not exist in this dataset"])
  }

  @Test func `asks the resolver for every other target`() throws {
    let tally = try Self.tally(
      """
      {"id":"a","title":"One","author":"people-1","tags":["tags-1","other","tags-2"]}
      {"id":"b","title":"Two","author":"nobody","tags":[]}
      """)
    #expect(tally.relationships["author"]?.resolved == 1)
    #expect(tally.relationships["tags"]?.references == 3)
    #expect(tally.relationships["tags"]?.resolved == 2)
    #expect(tally.relationships["tags"]?.recordsWithReference == 1)
    #expect(tally.complete == 1, "only essential references count")
    #expect(tally.violations == ["relationship:author": 1, "relationship:tags": 1])
  }

  @Test func `counts a record as complete only if all of its open references are resolved`() throws {
    let plan = try QualityPlan(
      schema: RecordSchema(compiling: [:]), requiredFields: ["title"], keyField: "id",
      relationships: [.init(name: "links", field: "links", target: QualityPlan.itself, isEssential: true)])
    let tally = try Self.tally(
      """
      {"id":"a","title":1,"links":["b","c","a"]}
      {"id":"b","title":1,"links":["c","x"]}
      {"id":"c","links":["d"]}
      {"id":"d","title":1,"links":["d"]}
      """, plan: plan)
    #expect(tally.relationships["links"]?.references == 7)
    #expect(tally.relationships["links"]?.resolved == 6)
    #expect(tally.complete == 2)
  }

  @Test func `settles many forward references on the way`() throws {
    let count = 20_000
    var lines: [String] = []
    for index in 0..<count {
      let parent = index % 100 == 0 ? "missing\(index)" : "k\((index + 50) % count)"
      lines.append(#"{"id":"k\#(index)","title":"Record","parent":"\#(parent)"}"#)
    }
    let tally = try Self.tally(lines.joined(separator: "\n"))
    #expect(tally.relationships["parent"]?.resolved == count - count / 100)
    #expect(tally.complete == count - count / 100)
    #expect(tally.examples.all.map(\.key) == ["k0", "k100", "k200", "k300", "k400"])
  }

  @Test func `warns of unexpected fields by name, with a star for elements`() throws {
    let plan = try QualityPlan(
      schema: RecordSchema(compiling: [
        "properties": ["id": [:], "list": ["items": ["properties": ["x": [:]]]]]
      ]), requiredFields: [], keyField: "id")
    let tally = try Self.tally(
      """
      {"id":"a","new":1,"list":[{"x":1,"y":2},{"new":3}]}
      {"id":"b","new":1}
      """, plan: plan)
    #expect(tally.unexpectedFields == ["/new": 2, "/list/*/y": 1, "/list/*/new": 1])
    #expect(tally.valid == 2)
  }

  @Test func `remembers a bounded number of unexpected names`() throws {
    let members = (0..<1000).map { "\"n\($0)\":0" }.joined(separator: ",")
    let tally = try Self.tally(#"{"id":"a","title":"One",\#(members)}"#)
    #expect(tally.unexpectedFields.count == 257)
    #expect(tally.unexpectedFields[QualityResult.otherFields] == 744)
  }

  @Test(arguments: [1, 2, 7, 64, 65, 1000])
  func `gives the same tally however the stream is cut`(size: Int) throws {
    var text = ""
    for index in 0..<30 {
      text +=
        #"{"id":"k\#(index % 25)","title":"\#(String(repeating: "é", count: index))","parent":"k\#(index + 1)"}"# + "\n"
      if index % 10 == 0 { text += "\n{broken\n" }
    }
    #expect(try Self.tally(text, cutInto: size) == Self.tally(text))
  }

  @Test func `counts a record that is too long as malformed, however it is cut`() throws {
    let text =
      #"{"id":"a","title":"One"}"# + "\n[\"\(String(repeating: "x", count: 500))\"]\n" + #"{"id":"b","title":"Two"}"#
    let plan = try Self.plan(maximumRecordBytes: 100)
    for size in [1, 50, 99, 100, 101, 400, 5000] {
      let tally = try Self.tally(text, plan: plan, cutInto: size)
      #expect(tally.malformed == 1)
      #expect(tally.valid == 2)
      #expect(tally.bytes == text.utf8.count)
    }
  }

  @Test func `survives hostile records`() throws {
    let hostile = [
      String(repeating: "[", count: 100_000), "{\"id\":\"\u{0}\"}", #"{"id":"\u0000","title":"\ud800"}"#, "1e999",
      "99999999999999999999999", #"{"id":["a"],"title":{"id":1}}"#, "null", "[]", "\"text\"", #"{"id":"a","id":"b"}"#,
      "{\"id\":\"a", "}",
    ]
    let tally = try Self.tally(hostile.joined(separator: "\n"))
    #expect(tally.records == hostile.count)
    #expect(tally.valid == 0)
    #expect(tally.malformed == 5, "numbers of any size are JSON")
  }

  @Test func `keeps the first examples of every rule and shows them fairly`() throws {
    var text = ""
    for index in 0..<100 { text += #"{"id":"k\#(index)","title":""}"# + "\n" }
    text += "{\n" + #"{"id":"k0","title":"Dup"}"# + "\n" + #"{"id":"K!","title":"Bad"}"#
    let tally = try Self.tally(text, plan: Self.plan(maximumExamples: 8))
    #expect(tally.examples.all.map(\.record) == [1, 2, 101, 102, 103])
    #expect(tally.violations["minLength"] == 100)
    let few = try Self.tally(text, plan: Self.plan(maximumExamples: 4))
    #expect(few.examples.shown.map(\.rule) == ["minLength", "well_formed", "unique_key", "pattern"])
    #expect(try Self.tally(text, plan: Self.plan(maximumExamples: 0)).examples.all.isEmpty)
  }

  @Test func `shortens long keys in examples`() throws {
    let tally = try Self.tally(#"{"id":"\#(String(repeating: "é", count: 5000))","title":"One"}"#)
    #expect(tally.examples.shown.first?.key == String(repeating: "é", count: 200))
  }

  @Test func `lends its keys to another pass`() throws {
    var first = QualityPass(plan: try Self.plan())
    try first.consume(Array(#"{"id":"a","title":"One"}"#.utf8))
    let keys = try first.finish().keys
    #expect(keys.contains("a"))
    #expect(!keys.contains("b"))
  }

  @Test func `counts nothing in an empty stream`() throws {
    let tally = try Self.tally("\n\n  \r\n")
    #expect(tally.records == 0)
    #expect(tally.requiredFields == ["id": 0, "title": 0])
  }
}
