import Synchronization
import Testing

@testable import DataRecords

@Suite struct `Validating records` {
  static let schema: JSONValue = [
    "type": "object", "required": ["id"],
    "properties": ["id": ["type": "integer"], "name": ["type": "string", "maxLength": 5]],
  ]

  /// Keeps what is written, piece by piece.
  final class Pieces: Sendable {
    private let pieces = Mutex<[String]>([])
    var all: [String] { pieces.withLock { $0 } }
    var text: String { all.joined() }

    func write(_ bytes: UnsafeRawBufferPointer) {
      let piece = String(decoding: bytes, as: UTF8.self)
      pieces.withLock { $0.append(piece) }
    }
  }

  private func validate(
    _ text: String, _ options: ValidationOptions = .init(output: .verdicts), cutInto size: Int = .max
  ) throws -> (summary: ValidationSummary, text: String) {
    let pieces = Pieces()
    let validation = RecordValidation(schema: try RecordSchema(compiling: Self.schema), options: options)
    let summary = try validation.run(MemoryByteSource(text.utf8, longestRead: size)) { pieces.write($0) }
    return (summary, pieces.text)
  }

  private static let mixed = """
    {"id":1,"name":"Ada"}

    {"id":"x","name":"Konrad"}
    {"id":2,"name":
    {"name":"Bob"}

    """

  @Test func `writes a line for every record`() throws {
    let (summary, text) = try validate(Self.mixed)
    #expect(
      text == """
        {"record":0,"valid":true}
        {"record":1,"valid":false,"errors":[{"instanceLocation":"/id","keywordLocation":"/properties/id/type","error":"id must be an integer, but is a string"},{"instanceLocation":"/name","keywordLocation":"/properties/name/maxLength","error":"name must have at most 5 characters, but has 6"}]}
        {"record":2,"valid":false,"error":"line 4, column 16: the text ends where a value must be"}
        {"record":3,"valid":false,"errors":[{"instanceLocation":"","keywordLocation":"/required","error":"id is required but missing"}]}

        """)
    #expect(summary.records == 4 && summary.valid == 1 && summary.invalid == 2 && summary.malformed == 1)
    #expect(summary.bytes == Self.mixed.utf8.count)
    #expect(!summary.isAllValid)
  }

  @Test func `writes the lines of failures only, or none`() throws {
    let verdicts = try validate(Self.mixed).text.split(separator: "\n")
    let failures = try validate(Self.mixed, .init(output: .failures))
    #expect(failures.text.split(separator: "\n") == verdicts.filter { $0.contains("\"valid\":false") })
    let summary = try validate(Self.mixed, .init(output: .summary))
    #expect(summary.text.isEmpty)
    #expect(try summary.summary == failures.summary && summary.summary == validate(Self.mixed).summary)
  }

  @Test(arguments: [1, 2, 3, 8]) func `keeps the order of the input with any number of jobs`(jobs: Int) throws {
    let text = (0..<3000).map { index in
      index % 7 == 3 ? "{\"id\":\"\(index)\"}" : index % 11 == 5 ? "{\"id\":" : "{\"id\":\(index)}"
    }.joined(separator: "\n")
    let one = try validate(text, .init(output: .verdicts, limits: .init(batchBytes: 4096)))
    let many = try validate(text, .init(output: .verdicts, jobs: jobs, limits: .init(batchBytes: 128)))
    #expect(many.text == one.text)
    #expect(many.summary == one.summary)
    #expect(many.summary.records == 3000)
  }

  @Test func `tells the place in the whole input of what is no JSON, in every form`() throws {
    let array = "[{\"id\":1},\n   {\"id\":2},  {\"id\":\n tru},\n {\"id\":01}]"
    #expect(
      try validate(array, .init(output: .failures, limits: .init(batchBytes: 64)), cutInto: 3).text == """
        {"record":2,"valid":false,"error":"line 3, column 5: only true, false and null are words of JSON, in small letters"}
        {"record":3,"valid":false,"error":"line 4, column 8: a number must not start with a needless zero"}

        """)
    let lines = "{\"id\":1}\n\n  {\"id\":1,}\r\n{\"id\":1}\n"
    #expect(
      try validate(lines, .init(output: .failures)).text
        == "{\"record\":1,\"valid\":false,\"error\":\"line 3, column 11: a member name in double quotes must be here, not a brace\"}\n"
    )
  }

  @Test func `counts a record that is too long as malformed, with its place`() throws {
    let long = "{\"id\":1,\"name\":\"\(String(repeating: "z", count: 300))\"}"
    let expected =
      "{\"record\":1,\"valid\":false,\"error\":\"line 2, column 1: the record is longer than the limit, 200 bytes\"}\n"
    for batchBytes in [64, 4096] {
      let options = ValidationOptions(output: .failures, limits: .init(recordBytes: 200, batchBytes: batchBytes))
      let (summary, text) = try validate("{\"id\":1}\n\(long)\n{\"id\":2}\n", options)
      #expect(text == expected)
      #expect(summary.records == 3 && summary.valid == 2 && summary.malformed == 1)
    }
  }

  @Test func `warns of a name that is there twice, and checks both values`() throws {
    let (summary, text) = try validate("{\"id\":1,\"id\":2}\n{\"id\":1,\"id\":\"x\"}\n")
    let warning = #"{"instanceLocation":"/id","warning":"id is there more than once"}"#
    #expect(
      text.hasPrefix(#"{"record":0,"valid":true,"warnings":[\#(warning)]}"# + "\n" + #"{"record":1,"valid":false"#))
    #expect(text.hasSuffix(#","warnings":[\#(warning)]}"# + "\n"))
    #expect(summary.valid == 1 && summary.invalid == 1 && summary.duplicateNames == 2)
  }

  @Test func `warns of names that the schema does not know, too`() throws {
    let (summary, text) = try validate(#"{"id":1,"other":{"x":1,"x":2}}"#)
    #expect(
      text == #"{"record":0,"valid":true,"warnings":[{"instanceLocation":"/other/x","warning":"other.x is there "#
        + #"more than once"}]}"# + "\n")
    #expect(summary.isAllValid && summary.duplicateNames == 1)
  }

  @Test func `compares numbers as they were written, however many digits they have`() throws {
    let schema: JSONValue = try JSONValue(
      parsing: #"{"type":"integer","maximum":9007199254740993,"not":{"const":10000000000000000000000001}}"#)
    let lines = [
      "9007199254740993", "9007199254740993.0", "9007199254740993.5", "9007199254740994.0", "3.0", "3.5", "-1e400",
      "1e400",
    ]
    let pieces = Pieces()
    for output in [ValidationOptions.Output.summary, .verdicts] {
      let validation = RecordValidation(schema: try RecordSchema(compiling: schema), options: .init(output: output))
      let summary = try validation.run(MemoryByteSource(lines.joined(separator: "\n"))) { pieces.write($0) }
      #expect(summary.valid == 4 && summary.invalid == 4 && summary.malformed == 0)
    }
    let verdicts = pieces.text.split(separator: "\n").map { $0.contains(#""valid":true"#) }
    #expect(verdicts == [true, true, false, false, true, false, true, false])
  }

  @Test func `tells no more errors of a record than wanted`() throws {
    let (_, text) = try validate(#"{"id":"x","name":"Konrad"}"#, .init(output: .verdicts, maximumErrors: 1))
    #expect(text.split(separator: "instanceLocation").count == 2)
  }

  @Test(arguments: [1, 3]) func `ends with the error of the input, after all that came before`(jobs: Int) throws {
    let pieces = Pieces()
    let text = "[" + (0..<100).map { "{\"id\":\($0)}" }.joined(separator: ",\n") + "\n}"
    let options = ValidationOptions(output: .verdicts, jobs: jobs, limits: .init(batchBytes: 100))
    let validation = RecordValidation(schema: try RecordSchema(compiling: Self.schema), options: options)
    let error = #expect(throws: InputError.self) {
      try validation.run(MemoryByteSource(text)) { pieces.write($0) }
    }
    #expect(error?.place == TextPlace(line: 101, column: 1))
    #expect(pieces.text.split(separator: "\n").count == 100)
  }

  @Test(arguments: [1, 3]) func `ends when nobody takes what it writes`(jobs: Int) throws {
    struct Full: Error {}
    let pieces = Pieces()
    let text = (0..<5000).map { "{\"id\":\($0)}\n" }.joined()
    let options = ValidationOptions(output: .verdicts, jobs: jobs, limits: .init(batchBytes: 100))
    let validation = RecordValidation(schema: try RecordSchema(compiling: Self.schema), options: options)
    #expect(throws: Full.self) {
      try validation.run(MemoryByteSource(text)) { bytes in
        pieces.write(bytes)
        if pieces.all.count == 3 { throw Full() }
      }
    }
    #expect(pieces.all.count == 3)
  }

  @Test(arguments: [1, 3]) func `writes much about one batch in pieces, in order`(jobs: Int) throws {
    let text = String(repeating: "{}\n", count: 20000)
    let pieces = Pieces()
    let validation = RecordValidation(
      schema: try RecordSchema(compiling: Self.schema),
      options: .init(output: .failures, jobs: jobs, limits: .init(batchBytes: 30000)))
    let summary = try validation.run(MemoryByteSource(text)) { pieces.write($0) }
    #expect(summary.invalid == 20000)
    #expect(pieces.all.allSatisfy { $0.utf8.count < 2 << 20 && $0.hasSuffix("\n") })
    let records = pieces.text.split(separator: "\n").compactMap { $0.split(separator: ",").first }
    #expect(records == (0..<20000).map { "{\"record\":\($0)" })
  }
}
