import Foundation
import Testing

@testable import DataRecords

@Suite struct `Hostile schemas and records` {
  /// Runs on a thread with as little stack as a helper thread may have.
  private func onSmallStack(_ body: @escaping @Sendable () -> Void) {
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      body()
      done.signal()
    }
    thread.stackSize = 512 << 10
    thread.start()
    done.wait()
  }

  /// Ten schemas are open at each level of the record.
  private static let tree = """
    {"$id":"https://example.org/tree","$dynamicAnchor":"node","anyOf":[{"type":"string"},{"allOf":[{"$ref":"#/$defs/o"}]}],
    "$defs":{"o":{"properties":{"a":{"$dynamicRef":"#node"}},"items":{"$ref":"#"},"type":["object","array"],"unevaluatedProperties":false}}}
    """

  private static let plain =
    ##"{"properties":{"a":{"$ref":"#"}},"items":{"$ref":"#"},"type":["object","array","string"]}"##

  private func report(_ schema: String, _ member: String, _ depth: Int, _ leaf: String) throws -> SchemaReport {
    let schema = try RecordSchema(compiling: try JSONValue(parsing: schema))
    let (open, close) = member == "a" ? (#"{"a":"#, "}") : ("[", "]")
    let text = String(repeating: open, count: depth) + leaf + String(repeating: close, count: depth)
    nonisolated(unsafe) var verdict: SchemaReport?
    onSmallStack { verdict = try? JSONParser().withDocument(text.utf8) { schema.report(on: $0) } }
    return try #require(verdict)
  }

  @Test(arguments: ["a", "items"], [true, false])
  func `need no more than a small stack at the greatest depth`(member: String, isValid: Bool) throws {
    let report = try report(Self.plain, member, 127, isValid ? "\"x\"" : "5")
    #expect(report.isValid == isValid)
    // A build without optimisation takes more stack, and may not come to the end of the second walk.
    #expect(report.violations.allSatisfy { $0.pointer.tokens.count == 127 || $0.keyword == "limit" })
    let shallower = try self.report(Self.plain, member, 50, "5")
    #expect(shallower.violations.map(\.keyword) == ["type"])
    #expect(shallower.violations.map(\.pointer.tokens.count) == [50])
  }

  @Test(arguments: ["a", "items"], [true, false])
  func `with many schemas at each level need no more than a small stack`(member: String, isValid: Bool) throws {
    #expect(try report(Self.tree, member, 16, isValid ? "\"x\"" : "5").isValid == isValid)
    let deep = try report(Self.tree, member, 127, isValid ? "\"x\"" : "5")
    // A build without optimisation takes more stack, and stops before the end.
    #expect(deep.isValid == isValid || deep.violations.first?.keyword == "limit")
  }

  @Test func `that nest applicators without end are stopped on a small stack`() throws {
    var schema: JSONValue = ["type": "string"]
    for _ in 0..<200 { schema = ["allOf": [["anyOf": [schema, false]], true]] }
    nonisolated(unsafe) var outcome: Result<SchemaReport, any Error>?
    let source = schema
    onSmallStack {
      outcome = Result {
        let schema = try RecordSchema(compiling: source)
        return try JSONParser().withDocument("\"x\"".utf8) { schema.report(on: $0) }
      }
    }
    // Either it is refused for its depth, or it is checked.
    switch try #require(outcome) {
    case .success(let report): #expect(report.violations.allSatisfy { $0.keyword == "limit" })
    case .failure(let error): #expect((error as? SchemaError)?.kind == .tooLarge)
    }
  }

  @Test func `deeper than the validator goes are stopped on a small stack`() throws {
    let schema = try RecordSchema(compiling: [
      "$ref": "#/$defs/o",
      "$defs": ["o": ["properties": ["a": ["allOf": [["allOf": [["allOf": [["$ref": "#/$defs/o"]]]]]]]]]],
    ])
    let text = String(repeating: #"{"a":"#, count: 500) + "1" + String(repeating: "}", count: 500)
    nonisolated(unsafe) var verdict: SchemaReport?
    onSmallStack {
      let parser = JSONParser(limits: JSONLimits(maximumDepth: 512))
      verdict = try? parser.withDocument(text.utf8) { schema.report(on: $0) }
    }
    #expect(try #require(verdict).violations.first?.keyword == "limit")
  }

  @Test func `that double the work at each step end after a bounded number of steps`() throws {
    var definitions: [String] = [#""d0":{"type":"integer"}"#]
    for level in 1...60 {
      let inner = "{\"$ref\":\"#/$defs/d\(level - 1)\"}"
      definitions.append("\"d\(level)\":{\"allOf\":[\(inner),\(inner)]}")
    }
    let schema = try RecordSchema(
      compiling: try JSONValue(
        parsing: "{\"$ref\":\"#/$defs/d60\",\"$defs\":{\(definitions.joined(separator: ","))}}"))
    let report = try JSONParser().withDocument("1".utf8) { schema.report(on: $0) }
    #expect(report.violations.map(\.keyword) == ["limit"])
    #expect(report.violations.first?.sentence == "the record takes more steps to check than are allowed")
  }

  @Test func `under not do not turn a limit into a verdict`() throws {
    var definitions: [String] = [#""d0":{"type":"integer"}"#]
    for level in 1...60 {
      let inner = "{\"$ref\":\"#/$defs/d\(level - 1)\"}"
      definitions.append("\"d\(level)\":{\"allOf\":[\(inner),\(inner)]}")
    }
    let schema = try RecordSchema(
      compiling: try JSONValue(
        parsing: "{\"not\":{\"$ref\":\"#/$defs/d60\"},\"$defs\":{\(definitions.joined(separator: ","))}}"))
    #expect(try JSONParser().withDocument("1".utf8) { !schema.accepts($0) })
  }

  @Test(arguments: [
    // Forty levels of two alternatives, for each of many elements.
    ("items", 20_000), ("oneOf", 30_000), ("patternProperties", 30_000),
  ])
  func `that ask too much of large records are given up in time`(keyword: String, count: Int) throws {
    let schema: JSONValue
    let record: String
    switch keyword {
    case "items":
      var definitions = JSONObject()
      definitions["d40"] = ["type": "string"]
      for level in 0..<40 {
        let inner: JSONValue = ["$ref": .string("#/$defs/d\(level + 1)")]
        definitions["d\(level)"] = ["anyOf": [inner, inner]]
      }
      schema = ["items": ["$ref": "#/$defs/d0"], "$defs": .object(definitions)]
      record = "[" + Array(repeating: "1", count: count).joined(separator: ",") + "]"
    case "oneOf":
      let branch: JSONValue = ["properties": ["k": ["const": 1]], "required": ["k"]]
      schema = ["oneOf": .array(Array(repeating: branch, count: 3000))]
      record = "{" + (0..<count).map { "\"m\($0)\":1" }.joined(separator: ",") + "}"
    default:
      schema = [
        "patternProperties": .object(JSONObject((0..<3000).map { .init(name: "x\($0)y", value: ["type": "string"]) }))
      ]
      record = "{" + (0..<count).map { "\"m\($0)\":1" }.joined(separator: ",") + "}"
    }
    let compiled = try RecordSchema(compiling: schema)
    let report = try JSONParser().withDocument(record.utf8) { compiled.report(on: $0) }
    #expect(report.violations.first?.keyword == "limit")
  }

  @Test func `find equal objects of many members in whatever order`() throws {
    let schema = try RecordSchema(compiling: ["uniqueItems": true])
    let members = (0..<20_000).map { "\"name\($0)\":\($0)" }
    let (object, reversed) = (
      "{" + members.joined(separator: ",") + "}", "{" + members.reversed().joined(separator: ",") + "}"
    )
    let other = "{" + members.reversed().joined(separator: ",").replacing("\"name7\":7,", with: "\"name7\":8,") + "}"
    #expect(try !JSONParser().withDocument("[\(object),\(reversed)]".utf8) { schema.accepts($0) })
    #expect(try JSONParser().withDocument("[\(object),\(other)]".utf8) { schema.accepts($0) })
  }

  @Test func `with thousands of equal-looking elements are checked in time`() throws {
    let schema = try RecordSchema(compiling: ["uniqueItems": true])
    let elements = (0..<20_000).map { "{\"id\":\($0),\"name\":\"element\"}" }.joined(separator: ",")
    #expect(try JSONParser().withDocument("[\(elements)]".utf8) { schema.accepts($0) })
  }
}
