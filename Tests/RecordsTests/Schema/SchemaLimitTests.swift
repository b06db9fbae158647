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

  private static let tree = """
    {"$id":"https://example.org/tree","$dynamicAnchor":"node","anyOf":[{"type":"string"},{"allOf":[{"$ref":"#/$defs/o"}]}],
    "$defs":{"o":{"properties":{"a":{"$dynamicRef":"#node"}},"items":{"$ref":"#"},"unevaluatedProperties":false}}}
    """

  @Test(arguments: ["a", "items"], [true, false])
  func `of the greatest depth need no more than a small stack`(member: String, isValid: Bool) throws {
    let schema = try RecordSchema(compiling: try JSONValue(parsing: Self.tree))
    let depth = 127
    let (open, close) = member == "a" ? (#"{"a":"#, "}") : ("[", "]")
    let text = String(repeating: open, count: depth) + (isValid ? "\"x\"" : "5") + String(repeating: close, count: depth)
    nonisolated(unsafe) var verdict: SchemaReport?
    onSmallStack { verdict = try? JSONParser().withDocument(text.utf8) { schema.report(on: $0) } }
    let report = try #require(verdict)
    #expect(report.isValid == isValid)
    #expect(report.violations.allSatisfy { $0.keyword != "limit" })
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

  @Test func `with thousands of equal-looking elements are checked in time`() throws {
    let schema = try RecordSchema(compiling: ["uniqueItems": true])
    let elements = (0..<20_000).map { "{\"id\":\($0),\"name\":\"element\"}" }.joined(separator: ",")
    #expect(try JSONParser().withDocument("[\(elements)]".utf8) { schema.accepts($0) })
  }
}
