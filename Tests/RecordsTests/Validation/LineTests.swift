import Testing

@testable import DataRecords

@Suite struct `Lines of JSON` {
  private func texts(_ text: String) throws -> [String] { try texts(Array(text.utf8)) }

  /// What every line is read as: its JSON, or `-`.
  private func texts(_ bytes: [UInt8]) throws -> [String] {
    var reader = RecordReader(
      try RecordSchema(compiling: true).program, maximumRecordBytes: 1 << 20, maximumViolations: 1)
    var stream = RecordStream(MemoryByteSource(bytes), form: .ndjson)
    var batch = RecordBatch()
    var texts: [String] = []
    while try stream.read(into: &batch) {
      for span in batch.spans {
        let value = reader.read(batch.record(span), isPadded: true)?.copy
        texts.append(value.map { String(decoding: $0.bytes(), as: UTF8.self) } ?? "-")
      }
    }
    return texts
  }

  @Test func `are read each by itself`() throws {
    #expect(try texts("{\"a\":1}\n [2] \n\n{\"b\":{\"c\":[3]}}\r\n") == [#"{"a":1}"#, "[2]", #"{"b":{"c":[3]}}"#])
  }

  @Test func `do not lend each other what is missing`() throws {
    #expect(try texts("{\"a\":\n1}\n[1,\n2]\n[3]\n") == ["-", "-", "-", "-", "[3]"])
  }

  @Test func `are refused with anything behind their value`() throws {
    #expect(try texts("{} {}\n[1]]\n{},\n[2]x\n[3]\n") == ["-", "-", "-", "-", "[3]"])
  }

  @Test func `go on behind a string that is not closed`() throws {
    #expect(try texts("[1]\n{\"a\":\"x\n[2]\n[\"y\"]\n") == ["[1]", "-", "[2]", #"["y"]"#])
  }

  @Test func `may hold scalars`() throws {
    #expect(try texts("1\n[2]\n\"x\"\ntrue\n-\n{}\n") == ["1", "[2]", #""x""#, "true", "-", "{}"])
  }

  @Test func `are refused alone for their bad bytes and escapes`() throws {
    let bad = Array("[\"".utf8) + [0xFF] + Array("\"]\n".utf8)
    #expect(try texts(Array("[1]\n".utf8) + bad + Array("[2]\n".utf8)) == ["[1]", "-", "[2]"])
    #expect(try texts("[\"\\udc00\"]\n[\"\\ud834\\udd1e\"]\n[2]\n") == ["-", "[\"𝄞\"]", "[2]"])
  }

  @Test func `keep numbers beyond 64 bits`() throws {
    #expect(try texts("[1]\n[99999999999999999999]\n[2]\n") == ["[1]", "[99999999999999999999]", "[2]"])
  }

  @Test func `may be long`() throws {
    let long = #"[""# + String(repeating: "x", count: 40_000) + #""]"#
    #expect(try texts("[1]\n\(long)\n[2]\n") == ["[1]", long, "[2]"])
    #expect(try texts(long) == [long])
  }

  @Test func `are not nested deeper by what comes before`() throws {
    let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    #expect(try texts("[\n[[\n\(deep)\n[1]\n") == ["-", "-", deep, "[1]"])
  }
}
