import Testing

@testable import DataRecords

@Suite struct `Patterns` {
  struct Example: Sendable, CustomTestStringConvertible {
    let pattern: String
    let yes: [String]
    let no: [String]
    var testDescription: String { pattern }
  }

  @Test(arguments: [
    Example(pattern: "", yes: ["", "x"], no: []),
    Example(pattern: "b", yes: ["b", "abc"], no: ["", "ac"]),
    Example(pattern: "^$", yes: [""], no: ["a"]),
    Example(pattern: "^", yes: ["", "a"], no: []),
    Example(pattern: "$", yes: ["", "a"], no: []),
    Example(pattern: "a$|^b", yes: ["a", "xa", "bx"], no: ["ax", "xb", ""]),
    Example(
      pattern: "^[0-9]{6,12}$", yes: ["123456", "123456789012"], no: ["12345", "1234567890123", "12345a", " 123456"]),
    Example(pattern: "^[A-Z][A-Z0-9]+-[1-9]\\d*$", yes: ["PAY-1", "A1-20"], no: ["PAY-0", "pay-1", "PAY-", "P-1"]),
    Example(
      pattern: "^C[A-Z0-9]{8,10}-\\d{10}\\.\\d{6}$", yes: ["C0123ABCD-1700000000.000100"],
      no: ["C0123ABCD-1700000000x000100"]),
    Example(pattern: "^(?:ab|a)(?<rest>c*)?$", yes: ["ab", "a", "acc", "abc"], no: ["b", "abx"]),
    Example(pattern: "^(a*)*$", yes: ["", "aaaa"], no: ["b", "aab"]),
    Example(pattern: "^a{2}b{0,1}c{1,}?$", yes: ["aac", "aabccc"], no: ["abc", "aabbc", "aab"]),
    Example(pattern: "^.$", yes: ["a", "é", "日", "𝄞"], no: ["", "\n", "\u{2028}", "ab"]),
    Example(pattern: "^[^a-y]+$", yes: ["z", "é𝄞", "\n"], no: ["a", "zb", ""]),
    Example(pattern: "^[а-я]+$", yes: ["привет"], no: ["Привет", "p"]),
    Example(pattern: "^[\\u{1F600}-\\u{1F64F}]$", yes: ["😀", "🙏"], no: ["🚀", "a"]),
    Example(pattern: "^\\uD83D\\uDE00\\x41\\cA\\0$", yes: ["😀A\u{1}\0"], no: ["😀A\u{1}"]),
    Example(pattern: "^\\S+\\s\\w\\W\\D$", yes: ["ab c-x", "é\u{A0}_é-"], no: ["ab c-1", "abc-x"]),
    Example(pattern: "^[\\w.+-]+@[a-z]+\\.(com|org)$", yes: ["a.b+c-d@x.org"], no: ["a@x.net", "@x.org"]),
    Example(pattern: "^[\\b\\]\\-]$", yes: ["\u{8}", "]", "-"], no: ["b", "\\"]),
    Example(pattern: "[]", yes: [], no: ["", "a"]),
    Example(pattern: "^[^]$", yes: ["a", "\n"], no: [""]),
    Example(pattern: "a^b|a$b", yes: [], no: ["ab", "a\nb"]),
    Example(pattern: "x(a|b)*a(a|b){12}y", yes: ["xabbbbbbbbbbbby"], no: ["xbbbbbbbbbbbbby"]),
  ])
  func `match what ECMA-262 says`(example: Example) throws {
    let pattern = try RecordPattern(compiling: example.pattern)
    for text in example.yes { #expect(pattern.matches(text), "\(text.debugDescription)") }
    for text in example.no { #expect(!pattern.matches(text), "\(text.debugDescription)") }
  }

  @Test(arguments: [
    ("(a", 0), ("a)", 1), ("[a", 0), ("a**", 2), ("*a", 0), ("a{2,1}", 1), ("a{", 2), ("a{99999}", 2), ("x}", 1),
    ("a\\b", 1), ("\\p{L}", 0), ("(a)\\1", 3), ("(?=a)", 0), ("(?<!a)", 0), ("[z-a]", 1), ("\\q", 0), ("a\\", 2),
    ("\\uD800", 0), ("^*", 1),
  ])
  func `refuse what they cannot match and say where`(text: String, position: Int) {
    let error = #expect(throws: PatternError.self) { try RecordPattern(compiling: text) }
    #expect(error?.position == position)
  }

  @Test func `refuse to grow without bound`() {
    #expect(throws: PatternError.self) { try RecordPattern(compiling: "((((a{100}){100}){100}){100})") }
    #expect(throws: PatternError.self) { try RecordPattern(compiling: String(repeating: "(", count: 5000)) }
  }

  @Test func `match a hostile text in linear time`() throws {
    let pattern = try RecordPattern(compiling: "^(a+)+$")
    #expect(!pattern.matches(String(repeating: "a", count: 100_000) + "b"))
  }

  @Test func `match without a table when the table would be too large`() throws {
    let pattern = try RecordPattern(compiling: "a(a|b){20}c")
    let tail = String(repeating: "ab", count: 10)
    #expect(pattern.matches("bbba\(tail)c"))
    #expect(!pattern.matches("bbbb\(tail)c"))
  }
}
