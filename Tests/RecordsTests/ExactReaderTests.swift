import Testing

@testable import DataRecords

@Suite struct `The exact reader` {
  private let parser = JSONParser(limits: JSONLimits(maximumDepth: 20))

  private func exact(_ text: some Sequence<UInt8>) throws(JSONError) -> JSONValue {
    try Array(text).withBytes { bytes throws(JSONError) in try parser.readExactly(bytes).copy }
  }

  private func quick(_ text: some Sequence<UInt8>) -> JSONValue? {
    Array(text).withBytes { parser.parse($0, isPadded: false)?.copy }
  }

  private func needsExactness(_ text: String) -> Bool {
    Array(text.utf8).withBytes { parser.needsExactness($0) }
  }

  // MARK: The grammar of RFC 8259

  static let accepted = [
    "null", " true\n", "\t[\r\n] ", "{}", "[[],{},[[]],{\"\":{}}]", #""""#, #""\u0000\u001f\u007f""#, "\"\u{7F}\"",
    #""\/\\\"\b\f\n\r\t""#,
    #""\uD83D\uDE00\ud834\udd1e""#, "\"é𝄞\u{FFFF}\u{10FFFF}\u{2028}\u{FEFF}\"", "0", "-0", "-0.0e-0", "10", "1E+2",
    "1.5e-3",
    "[1,2,3]", "[1 , 2\n,\t3]", #"{"a" : 1 , "b":[2]}"#, #"{"a":{"a":{"a":[]}}}"#, "123456789012345678",
    "-9223372036854775808",
    "18446744073709551615", "0.30000000000000004", "5e-324", "1.7976931348623157e308", "2.225073858507201e-308",
    #"{"a":1,"a":2}"#,
  ]

  @Test(arguments: accepted) func `reads the same as the quick one`(text: String) throws {
    let value = try exact(text.utf8)
    #expect(quick(text.utf8) == value)
  }

  @Test(arguments: [
    "[1,]", "[,1]", "[1,,2]", "[", "]", "[1}", "{\"a\":1]", "{,}", "{\"a\",1}", "{\"a\":}", "{:1}", "{1:1}",
    "{\"a\":1 \"b\":2}", "{'a':1}",
    "\"", "\"\\", "\"\\u", "\"\\u00", "\"\\u00g0\"", "\"\\U0041\"", "\"\\x41\"", "\"\\'\"", "\"a\tb\"", "\"\u{1F}\"",
    "tru", "True", "nul",
    "nulll", "truefalse", "NaN", "-Infinity", "-", "- 1", "+1", "00", "01", "-01", "1.", ".1", "1.e5", "1e", "1e+",
    "1e1.5", "0x10", "1_000",
    "1a", "1 1", "1,", "[1]x", "//c\n1", "/*c*/1", "1#", "\u{A0}1", "\u{FEFF}1", "1\u{0B}", "1\u{0C}", "", " ", "\0",
    "1\0", "[1\0]", "\\u0031", "@",
    "[\"a\",\n4\n,1,", "{\"a\":1,,\"b\":2}", "{\"a\" \"b\"}", "[\"x\"", "[\"x", "{\"a\":/*x*/1}", "[1e0e1]", "[-]",
    "[--1]", "[1-2]", "[1+2]", "[\"\\\"]", "\"\\ud800\"", "\"\\udfff\"", "\"\\ud800\\u0041\"",
    "\"\\ud800\\ud800\"", "\"\\ud800x\"", "\"\\udc00\\ud800\"",
  ])
  func `refuses what the quick one refuses`(text: String) {
    #expect(throws: JSONError.self) { try exact(text.utf8) }
    #expect(quick(text.utf8) == nil)
  }

  static let badUTF8: [[UInt8]] = [
    [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xE2, 0x82],
    [0xE2, 0x28, 0xA1],
    [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80],
    [0xF5, 0x80, 0x80, 0x80],
    [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF],
  ]

  @Test(arguments: badUTF8) func `refuses bytes that are not UTF-8 and says where`(bytes: [UInt8]) throws {
    for text in [Array("[\"é\",\"".utf8) + bytes + Array("\"]".utf8), Array("[1]   ".utf8) + bytes] {
      let error = #expect(throws: JSONError.self) { try exact(text) }
      #expect(error?.kind == .invalidUTF8)
      #expect(error?.offset == (text.first == UInt8(ascii: "[") && text[1] == UInt8(ascii: "1") ? 6 : 7))
      #expect(quick(text) == nil)
    }
  }

  @Test func `names the first thing that is wrong`() throws {
    let error = #expect(throws: JSONError.self) { try exact(Array("[1 2,\"".utf8) + [0xFF]) }
    #expect(error?.kind == .unexpectedCharacter)
    #expect(error?.offset == 3)
  }

  @Test(arguments: [
    ("[\n  1,\n  2,\n]", "line 4, column 1: a value must start here, not a bracket"),
    ("{\"a\": 1,\n}", "line 2, column 1: a member name in double quotes must be here, not a brace"),
    ("\n\n{'a': 1}", "line 3, column 2: a member name in double quotes must be here, not a single quote"),
    ("['a']", "line 1, column 2: a string must stand in double quotes"),
    ("[1 /* one */]", "line 1, column 4: a comma or a closing bracket must be here, not another character"),
    ("// one\n1", "line 1, column 1: a value must start here; JSON has no comments"),
    ("{\"a\": True}", "line 1, column 7: only true, false and null are words of JSON, in small letters"),
    ("{\"a\": NaN}", "line 1, column 7: only true, false and null are words of JSON, in small letters"),
    ("{\"a\": .5}", "line 1, column 7: a number must start with a digit"),
    ("{\"a\": +5}", "line 1, column 7: a number must not start with a plus sign"),
    ("{\"a\": 05}", "line 1, column 7: a number must not start with a needless zero"),
    ("{\"a\": 5.}", "line 1, column 9: a digit behind the decimal point must be here, not a brace"),
    ("\u{FEFF}{}", "line 1, column 1: a value must start here, not a byte order mark"),
    ("{\"a\": 1", "line 1, column 8: the text ends where a comma or a closing brace must be"),
    ("{\"a\": \"x\ny\"}", "line 1, column 9: a control character inside a string must be written as an escape"),
    ("{\"a\": 1}\n{\"a\": 2}", "line 2, column 1: the text must end behind its value, but there is a brace"),
    (
      "[\"\\q\"]",
      #"line 1, column 3: an escape is one of \" \\ \/ \b \f \n \r \t and \u with four hexadecimal digits"#
    ),
    (
      "[\r\n  1e2000000001]",
      "line 2, column 3: a number may have at most 10000 significant digits, and exponents up to 2000000000"
    ),
  ])
  func `says what is wrong, where, and what would be right`(text: String, sentence: String) {
    let error = #expect(throws: JSONError.self) { try exact(text.utf8) }
    #expect(error?.description == sentence)
    let quickError = #expect(throws: JSONError.self) { try parser.withDocument(text.utf8) { $0.kind } }
    #expect(quickError?.description == sentence)
  }

  // MARK: Size and depth

  @Test func `accepts as many levels as the limit says and not one more`() throws {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
      let deepest = String(repeating: open, count: 20) + "0" + String(repeating: close, count: 20)
      _ = try exact(deepest.utf8)
      let error = #expect(throws: JSONError.self) { try exact((open + deepest + close).utf8) }
      #expect(error?.kind == .tooDeep)
      #expect(error?.offset == 20 * open.utf8.count)
    }
  }

  @Test func `ends quickly on hostile nesting`() {
    for piece in ["[", "{\"a\":", "[{\"a\":[", "[1,"] {
      let text = Array(String(repeating: piece, count: 200_000).utf8)
      #expect(throws: JSONError.self) { try exact(text) }
      #expect(quick(text) == nil)
    }
  }

  @Test func `reads strings and containers of ten thousand parts`() throws {
    let long = String(repeating: "a\\n", count: 10_000)
    #expect(try exact("\"\(long)\"".utf8).string?.utf8.count == 20_000)
    let elements = Array(String(repeating: "1,", count: 10_000).utf8)
    #expect(try exact([UInt8(ascii: "[")] + elements + Array("1]".utf8)).array?.count == 10_001)
    let tight = String(repeating: "\"\",", count: 10_000)
    #expect(try exact("[\(tight)1e99]".utf8).array?.count == 10_001)
    let big = String(repeating: "1e99,", count: 10_000)
    #expect(try exact("[\(big)\"\"]".utf8).array?.count == 10_001)
  }

  @Test func `reads a string of a hundred megabytes`() throws {
    let count = 100 << 20
    var text = [UInt8](repeating: UInt8(ascii: "x"), count: count + 2)
    text[0] = UInt8(ascii: "\"")
    text[count + 1] = UInt8(ascii: "\"")
    let parser = JSONParser(limits: JSONLimits(maximumBytes: 101 << 20))
    text.withBytes { bytes in
      #expect(parser.parseExactly(bytes)?.string?.count == count)
      #expect(parser.parse(bytes, isPadded: false)?.string?.count == count)
      #expect(parser.parseExactly(UnsafeRawBufferPointer(rebasing: bytes.dropLast())) == nil)
    }
    let error = #expect(throws: JSONError.self) { try self.parser.withDocument(text) { $0.kind } }
    #expect(error?.kind == .tooLarge)
  }

  // MARK: Numbers

  @Test(arguments: [
    ("1", false), ("-18446744073709551615", true), ("18446744073709551615", false), ("18446744073709551616", true),
    ("0.1", false),
    ("0.1000", false), ("0.10000000000000000000000", false), ("0.10000000000000000000001", true),
    ("0.30000000000000004", false),
    ("0.30000000000000003", true), ("0.1000000000000000055511151231257827", true), ("19.99", false), ("1e14", false),
    ("1e15", true),
    ("123456789012345.6", false), ("1234567890123456.7", true), ("1e-300", false), ("5e-324", false), ("4e-324", true),
    ("1e-400", true), ("0e99999", false),
    ("0.8471237123123123", false), ("-73.98765432101234", false), ("123456789012345678", false),
    ("12345678901234567890", false),
    ("[1.5,2.5,1e400]", true), (#"{"id":"12345678901234567890","x":1.5}"#, false),
    (#"{"id":"x, 123456789012345678901, y","x":1.5}"#, false),
    (#"{"id":"x\", 123456789012345678901, y","x":1.5}"#, false), (#"{"a\\":123456789012345678901}"#, true),
    (#""550e8400-e29b-41d4-a716-446655440000""#, false),
    (#"{"id":"x, 123456789012345678901, y","x":123456789012345678901}"#, true),
    (#"{"hash":"12e45","x": 12e45 }"#, true), ("[12e45]", true), ("\"1e99\"", false),
  ])
  func `is needed for numbers that the quick tape does not hold`(text: String, isNeeded: Bool) throws {
    #expect(needsExactness(text) == isNeeded)
    // Wherever it stands.
    for padding in [1, 15, 16, 40, 47, 48, 49, 63, 64, 65, 100, 200] {
      let before = String(repeating: " ", count: padding)
      let name = String(repeating: "n", count: padding)
      #expect(needsExactness(before + text) == isNeeded, "\(padding) spaces before")
      #expect(needsExactness("{\"\(name)\":\(text)}\(before)") == isNeeded, "a name of \(padding)")
    }
  }

  @Test(arguments: ["1e15", "-12e44", "1e-400", "[0.5,1e300]"])
  func `is needed for exponents only if there are extreme numbers`(text: String) {
    Array(text.utf8).withBytes { bytes in
      #expect(parser.needsExactness(bytes))
      #expect(!parser.needsExactness(bytes, hasExtremes: false))
    }
  }

  @Test func `keeps every digit`() throws {
    let literals = [
      "0.1000000000000000055511151231257827", "1e15", "9007199254740993.0", "18446744073709551616",
      "-0.30000000000000003", "1e-400",
      "1234567890123456789012345678901234567890e-20",
    ]
    let value = try exact("[\(literals.joined(separator: ","))]".utf8)
    #expect(value.array?.map(\.exactNumber) == literals.map(ExactNumber.init(json:)))
  }

  @Test func `decides as the exact number does which doubles hold a literal`() throws {
    var random = SplitMix(state: 20_261_123)
    for _ in 0..<3000 {
      let digits = (0..<Int.random(in: 1...19, using: &random)).map { _ in String(Int.random(in: 0...9, using: &random))
      }.joined()
      let literal = "\(Int.random(in: 1...9, using: &random)).\(digits)e\(Int.random(in: -330...20, using: &random))"
      let number = try #require(ExactNumber(json: literal))
      let isDouble = number.double != nil && number.order <= 15
      #expect(needsExactness(literal) == !isDouble, "\(literal)")
      try Array(literal.utf8).withBytes { bytes throws(JSONError) in
        let root = try parser.readExactly(bytes)
        #expect(root.exactNumber == number, "\(literal)")
        #expect((root.tag == Tag.double) == isDouble, "\(literal)")
        if let double = parser.parse(bytes, isPadded: false)?.double {
          #expect(root.double == double, "\(literal)")
        }
      }
    }
  }

  @Test func `ends on texts that only look like long numbers, wherever they stand`() {
    for padding in 0..<130 {
      let before = String(repeating: " ", count: padding)
      #expect(!needsExactness("\(before)[\"9/999999999999999999/\"]"), "\(padding)")
      #expect(!needsExactness("\(before)[\"/////////////////////\",\"9.9.9.9.9.9.9.9.9.9.9/9\"]"), "\(padding)")
      #expect(needsExactness("\(before)[\"/9\",99999999999999999999]"), "\(padding)")
    }
  }

  @Test func `gives equal numbers equal hashes, whatever their tag`() throws {
    for spellings in [
      ["100", "1e2", "100.0", "1000e-1", "1" + String(repeating: "0", count: 30) + "e-28"],
      ["18446744073709551615", "18446744073709551615.0"],
      ["1e22", "10000000000000000000000"], ["0.1", "0.100000000000000000000000000", "1e-1"], ["1e400", "10e399"],
      ["0", "-0", "0.0", "-0e5"],
      ["123456789012345678901234567890", "12345678901234567890123456789e1"],
    ] {
      let hashes = try spellings.map { text in
        try Array(text.utf8).withBytes { bytes throws(JSONError) in try parser.readExactly(bytes).structuralHash }
      }
      #expect(Set(hashes).count == 1, "\(spellings)")
      for left in spellings {
        for right in spellings {
          let value = try JSONValue(parsing: right)
          let isEqual = try Array(left.utf8).withBytes { bytes throws(JSONError) in
            try parser.readExactly(bytes).equals(value)
          }
          #expect(isEqual, "\(left) = \(right)")
        }
      }
    }
  }

  /// The same numbers in every run.
  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return mixed ^ mixed >> 31
    }
  }
}
