import Testing

@testable import DataRecords

@Suite struct `The tape` {
  private let parser = JSONParser(limits: JSONLimits(maximumDepth: 20))

  @Test func `gives the same value as the reader of small documents`() throws {
    let text =
      #"{"a":[1,-2,18446744073709551615,2.5,1e300],"b":{"c":"é\u0000\ud834\udd1e\n","":{}},"t":true,"f":false,"n":null}"#
    let copy = try parser.withDocument(text.utf8) { $0.copy }
    #expect(copy == (try JSONValue(parsing: text)))
  }

  @Test(arguments: [#""\udc00""#, #""\ud800""#, #""\ud800\ud800""#, #""\\\udc00""#, #"["a","\uDFFFx"]"#])
  func `refuses half a surrogate pair and says where`(text: String) {
    let error = #expect(throws: JSONError.self) { try parser.withDocument(text.utf8) { $0.copy } }
    #expect(error?.kind == .loneSurrogate)
  }

  @Test func `refuses what the reader of small documents refuses, for the same reason`() {
    for bad in `JSON values`.bad where bad.kind != .duplicateName {
      let error = #expect(throws: JSONError.self) { try parser.withDocument(bad.text) { $0.copy } }
      #expect(error?.kind == bad.kind, "\(bad.testDescription)")
      #expect(error?.offset == bad.offset, "\(bad.testDescription)")
    }
  }

  @Test func `reads integers beyond 64 bits and numbers beyond doubles`() throws {
    let text = "[18446744073709551616,-9223372036854775809,1e400,1]"
    let whole = try JSONValue(parsing: text)
    try parser.withDocument(text.utf8) { root in
      let elements = Array(root.elements)
      #expect(elements.map(\.kind) == [.integer, .integer, .number, .integer])
      #expect(
        elements.map(\.exactNumber)
          == ["18446744073709551616", "-9223372036854775809", "1e400", "1"].map(ExactNumber.init(json:)))
      #expect(elements.map(\.int64) == [nil, nil, nil, 1])
      #expect(elements.map(\.double) == [0x1p64, -0x1p63, .infinity, 1])
      #expect(root.copy == whole)
    }
    var lines: [JSONValue] = []
    Array("{\"n\":1}\n{\"n\":99999999999999999999}\n{\"n\":3}\n".utf8).withUnsafeBytes { buffer in
      parser.forEachLine(in: buffer) { _, result in
        if case .success(let root) = result { lines.append(root.copy["n"] ?? nil) }
      }
    }
    #expect(lines == [1, .decimal(try #require(ExactNumber(json: "99999999999999999999"))), 3])
  }

  @Test func `accepts as many levels as the limit says and not one more`() throws {
    let deepest = String(repeating: "[", count: 20) + "0" + String(repeating: "]", count: 20)
    _ = try parser.withDocument(deepest.utf8) { $0.kind }
    let error = #expect(throws: JSONError.self) { try parser.withDocument("[\(deepest)]".utf8) { $0.kind } }
    #expect(error?.kind == .tooDeep)
    #expect(error?.offset == 20)
  }

  @Test func `finds members by name and reads scalars of the right kind only`() throws {
    let text = #"{"id":"x","n":-1,"u":18446744073709551615,"d":0.5,"b":true,"z":null,"é":[],"":1}"#
    try parser.withDocument(text.utf8) { root in
      #expect(root.member(named: "id")?.string.map { String(decoding: $0, as: UTF8.self) } == "x")
      #expect(root.member(named: "id")?.int64 == nil)
      #expect(root.member(named: "n")?.int64 == -1)
      #expect(root.member(named: "n")?.uint64 == nil)
      #expect(root.member(named: "n")?.double == -1)
      #expect(root.member(named: "u")?.uint64 == .max)
      #expect(root.member(named: "u")?.int64 == nil)
      #expect(root.member(named: "d")?.double == 0.5)
      #expect(root.member(named: "b")?.bool == true)
      #expect(root.member(named: "z")?.isNull == true)
      #expect(root.member(named: "é")?.kind == .array)
      #expect(root.member(named: "")?.int64 == 1)
      #expect(root.member(named: "i") == nil)
      #expect(Array(root.elements).isEmpty)
    }
  }

  @Test func `reads a document of many sizes at the end of its memory`() throws {
    for count in 0..<200 {
      let text = "[\"\(String(repeating: "x", count: count))\"]"
      let length = try parser.withDocument(Array(text.utf8)) { Array($0.elements).first?.string?.count }
      #expect(length == count)
    }
  }

  @Test func `is unharmed by every prefix and every flipped byte of a document`() throws {
    let bytes = Array(#"{"a":[1,2.5,"x\u00e9\ud834\udd1e"],"b":{"c":[true,null]}}"#.utf8)
    for end in bytes.indices {
      #expect(throws: JSONError.self) { try parser.withDocument(Array(bytes[..<end])) { $0.copy } }
    }
    for index in bytes.indices {
      for bit in 0..<8 {
        var flipped = bytes
        flipped[index] ^= 1 << UInt8(bit)
        let tape = try? parser.withDocument(flipped) { $0.copy }
        let value = try? JSONValue(parsing: flipped)
        // The tape alone allows a name to stand twice.
        #expect(tape == value || value == nil, "byte \(index), bit \(bit)")
      }
    }
  }

  @Test func `goes through lines, blank ones and bad ones included`() throws {
    let text = Array("{\"n\":1}\r\n\n  \n{\"n\":}\n{\"n\":3}".utf8)
    var seen: [String] = []
    text.withUnsafeBytes { buffer in
      parser.forEachLine(in: buffer) { line, result in
        switch result {
        case .success(let root): seen.append("\(line.number):\(root.member(named: "n")?.int64 ?? 0)")
        case .failure(let error): seen.append("\(line.number):\(error.kind)@\(error.offset)")
        }
      }
    }
    #expect(seen == ["1:1", "4:unexpectedCharacter@5", "5:3"])
  }

  @Test func `parses a line in place without looking at the next one`() {
    // The lines after it complete the first one if they were read.
    let text = Array("[1,\n2]\n\"open\nclosed\"\n[3]\n".utf8) + [UInt8](repeating: 0x20, count: 200)
    var valid = 0
    text.withUnsafeBytes { buffer in
      parser.forEachLine(in: buffer) { _, result in if case .success = result { valid += 1 } }
    }
    #expect(valid == 1)
  }
}
