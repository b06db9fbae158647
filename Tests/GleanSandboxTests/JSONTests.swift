import Testing

@testable import GleanSandbox

@Suite struct JSONTests {
  @Test(
    arguments: [
      ("null", .null), (" true ", true), ("-12", .integer(-12)), ("1.5e3", .number(1_500)),
      ("9223372036854775808", .number(9_223_372_036_854_775_808)), (#""a\"\\\/\n\u00e9""#, "a\"\\/\né"),
      (#""\ud83c\udf89""#, "🎉"), (#""\ud83c!""#, "\u{FFFD}!"), ("[]", []), ("{}", [:]),
      (#"{"a":[1,{"b":null}]}"#, ["a": [.integer(1), ["b": .null]]]),
    ] as [(String, JSONValue)])
  func `reads JSON`(text: String, value: JSONValue) throws {
    #expect(try JSONParser.parse(Array(text.utf8)) == value)
  }

  @Test(
    arguments: [
      "", "tru", "01", "1.", "-", "1e", "+1", "\"", "\"\\x\"", "\"\\u12\"", "[1", "[1 2]", "{\"a\"}", "{a:1}", "1 1",
      "\"\n\"", "1e999", "nul", "{\"a\":1,}",
    ])
  func `refuses what is no JSON`(text: String) {
    #expect(throws: JSONParser.Malformed.self) { try JSONParser.parse(Array(text.utf8)) }
  }

  @Test func `refuses bytes that are no UTF-8`() {
    #expect(throws: JSONParser.Malformed.self) { try JSONParser.parse([0x22, 0xFF, 0x22]) }
  }

  @Test func `refuses nesting without end`() {
    let bytes = Array(repeating: UInt8(ascii: "["), count: 1_000_000)
    #expect(throws: JSONParser.Malformed.self) { try JSONParser.parse(bytes) }
  }

  @Test func `writes what it reads`() throws {
    let text = #"{"a":[1,-2.5,"x\"\\\n\t\u0001é🎉",true,false,null],"b":{}}"#
    #expect(try JSONParser.parse(Array(text.utf8)).text == text)
  }
}
