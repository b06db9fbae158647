import Testing

@testable import DataRecords

@Suite struct `JSON values` {
  @Test func `reads every kind of value and keeps the order of members`() throws {
    let value = try JSONValue(parsing: #" {"b": [1, -2.5, 1e3, true, null], "a": {"text": "x"}} "#)
    let expected: JSONValue = ["b": [1, -2.5, 1000.0, true, nil], "a": ["text": "x"]]
    #expect(value == expected)
    #expect(value.object?.names == ["b", "a"])
  }

  @Test func `writes what it has read`() throws {
    let text = #"{"z":[1,-2.5,true,false,null,"\"\\\b\f\n\r\t\u0001é𝄞/"],"a":{},"e":[]}"#
    #expect(String(decoding: try JSONValue(parsing: text).bytes(), as: UTF8.self) == text)
  }

  @Test func `sorts names by their bytes when asked`() throws {
    let value = try JSONValue(parsing: #"{"b":1,"a":{"é":1,"z":2}}"#)
    #expect(String(decoding: value.bytes(sortingNames: true), as: UTF8.self) == #"{"a":{"z":2,"é":1},"b":1}"#)
  }

  @Test func `joins the halves of an escaped surrogate pair`() throws {
    #expect(try JSONValue(parsing: #""\uD834\udd1E\u00e9\/""#) == "𝄞é/")
  }

  @Test func `keeps every number exact, in the smallest case that holds it`() throws {
    func value(_ text: String) throws -> JSONValue { try JSONValue(parsing: text) }
    func decimal(_ text: String) throws -> ExactNumber? {
      if case .decimal(let number) = try value(text) { number } else { nil }
    }
    #expect(try value("9223372036854775807") == .integer(.max))
    #expect(try value("-9223372036854775808") == .integer(.min))
    #expect(try decimal("9223372036854775808") == ExactNumber(UInt64(1) << 63))
    #expect(try value("-0") == .integer(0))
    #expect(try value("1e400").number == nil)
    #expect(try decimal("1e400") == ExactNumber(json: "10e399"))
    #expect(try decimal("0.1000000000000000055511151231257827")?.nearestDouble == 0.1)
    for text in ["0.1", "-2.5e10", "1e300", "5e-324", "10000000000000000000000"] {
      #expect(try decimal(text) == nil)
      #expect(try value(text).number == Double(text))
    }
  }

  @Test func `are equal when they are the same number, whichever case holds it`() throws {
    let values: [JSONValue] = [.integer(3), .number(3), try .decimal(#require(ExactNumber(json: "30e-1")))]
    for left in values {
      for right in values {
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
      }
      #expect(left != .integer(4))
      #expect(left != "3")
      #expect(left != .number(.infinity))
    }
    #expect(try JSONValue(parsing: "9007199254740993") != .number(0x1p53))
    #expect(try JSONValue(parsing: "18446744073709551615") != .number(0x1p64))
    #expect(try JSONValue(parsing: "100000000000000000000000") == .number(1e23))
  }

  @Test(arguments: ["18446744073709551616", "1e400", "0.1000000000000000055511151231257827", "[-1.5e-1000]"])
  func `writes large numbers so that they read back the same`(text: String) throws {
    let value = try JSONValue(parsing: text)
    #expect(try JSONValue(parsing: value.bytes()) == value)
  }

  @Test func `reads from any sequence of bytes`() throws {
    #expect(try JSONValue(parsing: [0x5B, 0x31, 0x5D].lazy.map { UInt8($0) }) == [1])
  }

  struct Bad: Sendable, CustomTestStringConvertible {
    let text: [UInt8]
    let kind: JSONError.Kind
    let offset: Int
    init(_ text: String, _ kind: JSONError.Kind, _ offset: Int) {
      self.init(Array(text.utf8), kind, offset)
    }
    init(_ text: [UInt8], _ kind: JSONError.Kind, _ offset: Int) {
      (self.text, self.kind, self.offset) = (text, kind, offset)
    }
    var testDescription: String { String(decoding: text, as: UTF8.self) }
  }

  static let bad: [Bad] = [
    Bad("", .empty, 0), Bad(" \n", .empty, 2), Bad("nul", .unexpectedEnd, 3), Bad("nulL", .unexpectedCharacter, 3),
    Bad("[1,]", .unexpectedCharacter, 3), Bad("[1 2]", .unexpectedCharacter, 3), Bad("[1", .unexpectedEnd, 2),
    Bad("{", .unexpectedEnd, 1), Bad(#"{"a""#, .unexpectedEnd, 4), Bad(#"{"a":}"#, .unexpectedCharacter, 5),
    Bad(#"{"a":1,}"#, .unexpectedCharacter, 7), Bad("{a:1}", .unexpectedCharacter, 1),
    Bad("1 2", .trailingCharacters, 2), Bad("[]]", .trailingCharacters, 2), Bad("\u{FEFF}1", .unexpectedCharacter, 0),
    Bad("01", .invalidNumber, 0), Bad("-", .unexpectedEnd, 1), Bad("-a", .invalidNumber, 1),
    Bad("1.", .unexpectedEnd, 2), Bad("[1.]", .invalidNumber, 3), Bad("[1e+]", .invalidNumber, 4),
    Bad("+1", .unexpectedCharacter, 0), Bad("1e4000000000", .numberOutOfRange, 0), Bad("NaN", .unexpectedCharacter, 0),
    Bad(#""abc"#, .unexpectedEnd, 4), Bad(#""\"#, .unexpectedEnd, 2), Bad(#""\x""#, .invalidEscape, 1),
    Bad(#""\u12"#, .unexpectedEnd, 5), Bad(#""\u12G4""#, .invalidEscape, 5), Bad("\"a\nb\"", .controlCharacter, 2),
    Bad("\"a\0b\"", .controlCharacter, 2), Bad(#""a\ud800b""#, .loneSurrogate, 2),
    Bad(#""\udc00""#, .loneSurrogate, 1), Bad(#""\ud800\n""#, .loneSurrogate, 1),
    Bad([0x22, 0xC3, 0x28, 0x22], .invalidUTF8, 1), Bad([0x22, 0x61, 0xED, 0xA0, 0x80, 0x22], .invalidUTF8, 2),
    Bad([0x22, 0xC0, 0x80, 0x22], .invalidUTF8, 1), Bad([0x31, 0x00], .trailingCharacters, 1),
    Bad(#"{"a":1,"b":2,"a":3}"#, .duplicateName, 13), Bad(#"{"a":1,"\u0061":3}"#, .duplicateName, 7),
  ]

  @Test(arguments: bad) func `refuses bad text and says where`(bad: Bad) {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bad.text) }
    #expect(error?.kind == bad.kind)
    #expect(error?.offset == bad.offset)
  }

  @Test func `counts lines and columns from one`() {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: "{\n  \"a\": 1,\n  \"b\" 2\n}") }
    #expect(error?.description == "line 3, column 7: a colon must be here, not a digit")
  }

  @Test func `refuses duplicate names in a large object`() {
    let members = (0..<100).map { #""name\#($0)":0"# } + [#""name50":1"#]
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: "{\(members.joined(separator: ","))}") }
    #expect(error?.kind == .duplicateName)
  }

  @Test func `refuses nesting and sizes beyond its limits`() {
    let hostile = String(repeating: "[", count: 1_000_000)
    #expect(throws: JSONError.self) { try JSONValue(parsing: hostile) }
    let limits = JSONLimits(maximumBytes: 3)
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: "[12]", limits: limits) }
    #expect(error?.kind == .tooLarge)
  }

  @Test func `are equal whatever the order of members`() throws {
    let one = try JSONValue(parsing: #"{"a":1,"b":[{"x":1,"y":2}]}"#)
    let other = try JSONValue(parsing: #"{"b":[{"y":2,"x":1}],"a":1}"#)
    #expect(one == other)
    #expect(one.hashValue == other.hashValue)
  }

  @Test func `change, add and remove members by name`() {
    var object = JSONObject()
    for index in 0..<20 { object["n\(index)"] = .integer(Int64(index)) }
    object["n3"] = nil
    object["n19"] = "last"
    object["new"] = true
    #expect(object.count == 20)
    #expect(object["n3"] == nil)
    #expect(object["n4"] == 4)
    #expect(object["n19"] == "last")
    #expect(object.names.last == "new")
  }
}
