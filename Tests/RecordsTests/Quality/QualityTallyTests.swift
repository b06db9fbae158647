import Foundation
import Testing

@testable import DataRecords

@Suite struct `A quality tally` {
  /// So little that keys go to disk every few records.
  private static var tiny: MemoryBound {
    var bound = MemoryBound(folder: NSTemporaryDirectory())
    bound.bytes = 500
    return bound
  }

  private static func plan(_ memory: MemoryBound = MemoryBound()) throws -> QualityPlan {
    let now = RecordInstant("2024-06-01T00:00:00Z")
    return try QualityPlan(
      schema: RecordSchema(compiling: `A quality pass`.schema), requiredFields: ["id", "title"], keyField: "id",
      relationships: [
        .init(name: "parent", field: "parent", target: QualityPlan.itself, isEssential: true),
        .init(name: "author", field: "author", target: "people", isEssential: true),
        .init(name: "tags", field: "tags", target: "tags", isEssential: false),
      ],
      rules: [
        QualityRule(rule: "unique", field: "title"),
        QualityRule(rule: "unique", parameters: ["fields": ["author", "title"]]),
        QualityRule(rule: "reference", field: "/tags/*", parameters: ["to": "self", "to_field": "title"]),
        QualityRule(rule: "length", field: "title", parameters: ["min": 4], threshold: 0.5),
        QualityRule(rule: "type", field: "extra1", parameters: ["kinds": ["string"]]),
        QualityRule(rule: "freshness", field: "at", parameters: ["oldest_within": "7d"], now: now),
        QualityRule(rule: "ratio", field: "title", parameters: ["mostly": 0.5]),
        QualityRule(rule: "count", parameters: ["min": 10]),
      ], expectedRecords: 100, maximumExcerptBytes: 30, memory: memory)
  }

  /// Records full of faults: duplicates and references reach over any cut.
  private static func lines(_ count: Int, _ random: inout SeededRandom) -> [String] {
    (0..<count).map { index in
      let id = #""id":"k\#(random.next() % UInt64(count))""#
      let parent = #""parent":"k\#(random.next() % UInt64(count * 5 / 4 + 1))""#
      let at = #""at":"2024-05-\#(10 + random.next() % 20)T10:00:00Z""#
      return switch random.next() % 12 {
      case 0: "{\(id),\"title\":\"x\",\"extra\(random.next() % 3)\":1,\(at)}"
      case 1: "{\(id),\"title\":null,\(parent)}"
      case 2: "{\(id),\"title\":\"Good\",\"parent\":\"nowhere\",\(at)}"
      case 3: "{\(id),\"title\":\"Again\",\"author\":\"people\",\"tags\":[\"Good\",\"tags\"]}"
      case 4: "{\(id),\"title\":\"Good \(index)\",\"author\":\"nobody\",\"tags\":[\"tags\",\"?\",\"x\"]}"
      case 5: "{\"id\":\"BAD\(index)\",\"title\":\"Good\"}"
      case 6: "{broken"
      case 7: ""
      case 8: "{\"title\":\"No key\",\"odd\(random.next() % 500)\":{\"a\":[{\"b\":1}]},\(parent)}"
      case 9: "{\(id),\"title\":\"\",\(parent),\"extra1\":\"x\"}"
      default: "{\(id),\"title\":\"Title \(random.next() % 9)\",\(parent),\(at)}"
      }
    }
  }

  private static func tally(_ lines: some Collection<String>, _ plan: QualityPlan) throws -> QualityTally {
    var pass = QualityPass(plan: plan) { target, key in String(decoding: key, as: UTF8.self).hasPrefix(target) }
    for line in lines { try pass.consume(Array((line + "\n").utf8)) }
    return try pass.finish()
  }

  /// Adds up neighbours in some order.
  private static func sum(_ parts: [QualityTally], _ random: inout SeededRandom) throws -> QualityTally {
    var parts = parts
    while parts.count > 1 {
      let index = Int(random.next() % UInt64(parts.count - 1))
      parts[index] = try parts[index] + parts.remove(at: index + 1)
    }
    return try #require(parts.first)
  }

  private static func cuts(_ count: Int, _ random: inout SeededRandom) -> [Range<Int>] {
    var ends = (0..<random.next() % 20).map { _ in Int(random.next() % UInt64(count + 1)) }.sorted()
    ends.append(count)
    return zip([0] + ends, ends).map { $0..<$1 }
  }

  @Test(arguments: 0..<40)
  func `of the parts adds up to that of the whole, wherever the cuts and in whatever order`(seed: Int) throws {
    var random = SeededRandom(UInt64(seed))
    let lines = Self.lines(seed * 9, &random)
    // Every other time, nearly everything goes to disk.
    let plan = try Self.plan(seed % 2 == 0 ? MemoryBound() : Self.tiny)
    let whole = try Self.tally(lines, plan)
    let parts = try Self.cuts(lines.count, &random).map { try Self.tally(lines[$0], plan) }
    let sum = try Self.sum(parts, &random)
    #expect(sum == whole)
    #expect(try sum.result(under: plan) == whole.result(under: plan))
  }

  @Test func `has something to add up`() throws {
    var random = SeededRandom(9)
    let plan = try Self.plan()
    let result = try Self.tally(Self.lines(400, &random), plan).result(under: plan)
    #expect(result.invalid > 0 && result.complete > 0 && result.malformed > 0 && result.duplicateKeys > 0)
    #expect(result.rules.count { $0.failed > 0 } > 8)
    #expect(result.relationships["parent"].map { $0.resolved > 0 && $0.unresolved > 0 } ?? false)
    #expect(result.records == result.valid + result.invalid + result.malformed)
  }

  @Test(arguments: 0..<20)
  func `is what counting with plain dictionaries gives`(seed: Int) throws {
    var random = SeededRandom(UInt64(seed) &+ 1000)
    let lines = Self.lines(seed * 10 + 5, &random)
    let plan = try Self.plan(seed % 2 == 0 ? MemoryBound() : Self.tiny)
    let result = try Self.tally(lines, plan).result(under: plan)
    let schema = try RecordSchema(compiling: `A quality pass`.schema)
    let parser = JSONParser()
    var keys: Set<String> = []
    var records: [(value: JSONValue, conforms: Bool)] = []
    for line in lines {
      guard let value = try? JSONValue(parsing: line) else { continue }
      records.append((value, try parser.withDocument(line.utf8) { schema.report(on: $0).isValid }))
    }
    var duplicates = 0
    var valid = 0
    for record in records {
      let isNew = record.value["id"]?.string.map { keys.insert($0).inserted } ?? true
      if !isNew { duplicates += 1 }
      if isNew, record.conforms { valid += 1 }
    }
    let parents = records.compactMap { $0.value["parent"]?.string }
    let titles = records.compactMap { $0.value["title"]?.string }
    let complete = records.count { record in
      let isFilled = record.value["id"]?.string != nil && record.value["title"]?.string != nil
      let hasParent = record.value["parent"]?.string.map(keys.contains) ?? true
      let hasAuthor = record.value["author"]?.string.map { $0.hasPrefix("people") } ?? true
      let hasTags = (record.value["tags"]?.array ?? []).compactMap(\.string).allSatisfy(titles.contains)
      return isFilled && hasParent && hasAuthor && hasTags
    }
    #expect(result.duplicateKeys == duplicates)
    #expect(result.valid == valid)
    #expect(result.complete == complete)
    #expect(result.relationships["parent"]?.references == parents.count)
    #expect(result.relationships["parent"]?.resolved == parents.count { keys.contains($0) })
    let unique = try #require(result.rules.first { $0.name == "unique:title" })
    #expect(unique.evaluated == titles.count)
    #expect(unique.failed == titles.count - Set(titles).count)
    let tags = records.flatMap { $0.value["tags"]?.array ?? [] }.compactMap(\.string)
    let reference = try #require(result.rules.first { $0.name == "reference:/tags/*" })
    #expect(reference.evaluated == tags.count)
    #expect(reference.failed == tags.count { !titles.contains($0) })
  }

  @Test(arguments: [64 << 20, 0])
  func `survives being encoded, and adds up afterwards`(memory: Int) throws {
    var random = SeededRandom(4)
    let plan = try Self.plan(memory > 0 ? MemoryBound() : Self.tiny)
    let lines = Self.lines(1500, &random)
    let parts = try [lines[..<500], lines[500...]].map { lines in
      try JSONDecoder().decode(QualityTally.self, from: JSONEncoder().encode(Self.tally(lines, plan)))
    }
    let whole = try Self.tally(lines, plan)
    #expect(try parts[0] + parts[1] == whole)
    #expect(parts[0] != parts[1])
  }

  @Test func `can be joined from records that were counted in turns`() throws {
    var random = SeededRandom(5)
    let lines = Self.lines(900, &random).filter { !$0.isEmpty }
    let plan = try Self.plan()
    var passes = [QualityTally(of: plan), QualityTally(of: plan)]
    for worker in 0...1 {
      var pass = QualityPass(plan: plan) { target, key in String(decoding: key, as: UTF8.self).hasPrefix(target) }
      for start in stride(from: worker * 50, to: lines.count, by: 100) {
        pass.skip(toRecord: start + 1)
        let batch = lines[start..<min(start + 50, lines.count)]
        try pass.consume(Array(batch.map { $0 + "\n" }.joined().utf8))
      }
      passes[worker] = try pass.finish()
    }
    var sum = passes[1]
    try sum.join(passes[0])
    #expect(try sum == Self.tally(lines, plan))
  }

  @Test func `is refused by another plan`() throws {
    let plan = try Self.plan()
    let other = try QualityPlan(schema: nil, keyField: "id")
    #expect(throws: QualityError.differentPlans) { try QualityTally(of: plan) + QualityTally(of: other) }
    #expect(throws: QualityError.differentPlans) { try QualityTally(of: plan).result(under: other) }
  }

  @Test(arguments: [
    #""version":2"#, #""columns":[["AAAA"]]"#, #""columns":[["!"]]"#,
    #""texts":[{"first":2,"last":1,"texts":"AQFB"}]"#,
    #""columns":[["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]]"#,
  ])
  func `is refused when it is damaged`(damage: String) throws {
    let plan = try QualityPlan(schema: nil, keyField: "id")
    let text = String(decoding: try JSONEncoder().encode(Self.tally(["{\"id\":1}"], plan)), as: UTF8.self)
    let name = damage.prefix { $0 != ":" }
    var object = try #require(JSONValue(parsing: text).object)
    object[String(name.dropFirst().dropLast())] = try JSONValue(parsing: "{\(damage)}").object?.members.first?.value
    let damaged = Data(JSONValue.object(object).bytes())
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(QualityTally.self, from: damaged) }
  }

  @Test func `knows a record that is invalid and has an old key as one invalid record`() throws {
    let plan = try QualityPlan(schema: RecordSchema(compiling: ["required": ["t"]]), keyField: "id")
    let lines = [#"{"id":1}"#, #"{"id":1}"#, #"{"id":1,"t":1}"#, #"{"id":2,"t":1}"#]
    let result = try Self.tally(lines, plan).result(under: plan)
    #expect(result.valid == 1)
    #expect(result.invalid == 3)
    #expect(result.duplicateKeys == 2)
    #expect(result.rules.first { $0.name == "schema" }?.failed == 2)
  }

  @Test func `resolves references with the keys of another dataset, in memory and on disk`() throws {
    for memory in [1 << 20, 0] {
      let bound = memory > 0 ? MemoryBound() : Self.tiny
      let people = try QualityPlan(schema: nil, keyField: "id", maximumExamples: 0, memory: bound)
      let keys = try Self.tally((0..<5000).map { "{\"id\":\"p\($0)\"}" }, people).keys
      #expect(keys.isInMemory == (memory > 0))
      let plan = try QualityPlan(
        schema: nil, keyField: "id",
        rules: [QualityRule(name: "author exists", rule: "reference", field: "author", parameters: ["to": "people"])],
        keySets: ["people": keys], memory: bound)
      let result = try Self.tally((0..<5100).map { "{\"id\":\($0),\"author\":\"p\($0)\"}" }, plan).result(under: plan)
      #expect(result.relationships["author exists"]?.resolved == 5000)
      #expect(result.complete == 5000)
      #expect(result.rules.last?.failed == 100)
      #expect(result.examples.of(rule: "author exists").map(\.key) == ["5000", "5001", "5002", "5003", "5004"])
      #expect(!result.passed)
    }
  }
}
