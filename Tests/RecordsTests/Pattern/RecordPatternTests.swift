import Testing

@testable import DataRecords

@Suite struct `Patterns` {
  struct Example: Sendable, CustomTestStringConvertible {
    let pattern: String
    let yes: [String]
    let no: [String]
    var testDescription: String { pattern }
  }

  private func check(_ example: Example) throws {
    let pattern = try RecordPattern(compiling: example.pattern)
    for text in example.yes { #expect(pattern.matches(text), "\(text.debugDescription)") }
    for text in example.no { #expect(!pattern.matches(text), "\(text.debugDescription)") }
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
      no: ["C0123ABCD-1700000000x000100", "C0123ABCD-1700000000.0001000", ""]),
    Example(pattern: "^(?:ab|a)(?<rest>c*)?$", yes: ["ab", "a", "acc", "abc"], no: ["b", "abx"]),
    Example(pattern: "^(a*)*$", yes: ["", "aaaa"], no: ["b", "aab"]),
    Example(pattern: "^a{2}b{0,1}c{1,}?$", yes: ["aac", "aabccc"], no: ["abc", "aabbc", "aab"]),
    Example(pattern: "^[a-z]*a$", yes: ["a", "bca"], no: ["", "bcab"]),
    Example(pattern: "^a?[ab]", yes: ["a", "ab", "b"], no: ["", "c"]),
    Example(pattern: "^https?://[^/]+/", yes: ["https://é.org/", "http://x/y"], no: ["http:///", "httpss://a/"]),
    Example(pattern: "^.$", yes: ["a", "é", "日", "𝄞"], no: ["", "\n", "\u{2028}", "ab"]),
    Example(pattern: "^[^a-y]+$", yes: ["z", "é𝄞", "\n"], no: ["a", "zb", ""]),
    Example(pattern: "^[^a]$", yes: ["é", "𝄞"], no: ["éé", "a"]),
    Example(pattern: "^[а-я]+$", yes: ["привет"], no: ["Привет", "p"]),
    Example(pattern: "^[\\u{1F600}-\\u{1F64F}]$", yes: ["😀", "🙏"], no: ["🚀", "a"]),
    Example(pattern: "^\\uD83D\\uDE00\\x41\\cA\\0$", yes: ["😀A\u{1}\0"], no: ["😀A\u{1}"]),
    Example(pattern: "^[\\uD83D\\uDE00-\\uD83D\\uDE4F]$", yes: ["🙏"], no: ["a"]),
    Example(pattern: "\\uD83D|\\u{DE00}", yes: [], no: ["😀", ""]),
    Example(pattern: "^🐲*$", yes: ["", "🐲", "🐲🐲"], no: ["🐉"]),
    Example(pattern: "^\\S+\\s\\w\\W\\D$", yes: ["ab c-x", "é\u{A0}_é-"], no: ["ab c-1", "abc-x"]),
    Example(pattern: "^[\\w.+-]+@[a-z]+\\.(com|org)$", yes: ["a.b+c-d@x.org"], no: ["a@x.net", "@x.org"]),
    Example(pattern: "^[\\b\\]\\-]$", yes: ["\u{8}", "]", "-"], no: ["b", "\\"]),
    Example(pattern: "[]", yes: [], no: ["", "a"]),
    Example(pattern: "^[^]$", yes: ["a", "\n"], no: [""]),
    Example(pattern: "a^b|a$b", yes: [], no: ["ab", "a\nb"]),
    Example(pattern: "x(a|b)*a(a|b){12}y", yes: ["xabbbbbbbbbbbby"], no: ["xbbbbbbbbbbbbby"]),
  ])
  func `match what ECMA-262 says`(example: Example) throws { try check(example) }

  @Test(arguments: [
    Example(pattern: "\\bcat\\b", yes: ["cat", "a cat.", "écat"], no: ["cats", "concat", "cat_", "ca"]),
    Example(pattern: "\\Bcat", yes: ["concat"], no: ["cat", "a cat", "écat"]),
    Example(pattern: "^\\b", yes: ["a"], no: ["", "-a", "é"]),
    Example(pattern: "\\B", yes: ["", "é", "aa", "-"], no: ["a", "aéb", "a-b"]),
    Example(pattern: "\\b$", yes: ["a"], no: ["", "a-"]),
    Example(pattern: "(?:\\ba|-)+$", yes: ["-a-", "a"], no: ["aa"]),
  ])
  func `know where words begin and end`(example: Example) throws { try check(example) }

  @Test(arguments: [
    Example(pattern: "^\\p{L}+$", yes: ["aé日", "ǅ"], no: ["a1", ""]),
    Example(pattern: "^\\p{Letter}\\p{gc=Lu}\\p{General_Category=Lowercase_Letter}$", yes: ["日Éé"], no: ["éÉÉ"]),
    Example(pattern: "^\\p{digit}+$", yes: ["42", "৪২"], no: ["x"]),
    Example(pattern: "^\\P{Lu}$", yes: ["a", "1"], no: ["A", "Ä"]),
    Example(pattern: "^[^\\p{Lu}\\d]$", yes: ["a"], no: ["A", "1"]),
    Example(pattern: "^[\\P{L}x]$", yes: ["x", "1"], no: ["y"]),
    Example(pattern: "^\\p{Script=Greek}+$", yes: ["αβ"], no: ["a", "а"]),
    Example(pattern: "^\\p{sc=Han}$", yes: ["日"], no: ["ー", "〇x"]),
    Example(pattern: "^\\p{Script_Extensions=Hiragana}+$", yes: ["あー"], no: ["日"]),
    Example(pattern: "^\\p{scx=Grek}+$", yes: ["α"], no: ["a"]),
    Example(pattern: "^\\p{LC}$", yes: ["a", "A", "ǅ"], no: ["日", "1"]),
    Example(pattern: "^\\p{Alphabetic}\\p{White_Space}\\p{ASCII_Hex_Digit}$", yes: ["é\u{2003}f"], no: ["é\u{2003}g"]),
    Example(pattern: "^\\p{Emoji_Presentation}\\p{Any}\\p{ASCII}\\p{Assigned}$", yes: ["😀日aé"], no: ["a日aé", "😀日éé"]),
    Example(pattern: "^\\p{Assigned}$", yes: ["a"], no: ["\u{378}"]),
    Example(pattern: "^\\p{Changes_When_NFKC_Casefolded}$", yes: ["A", "ﬁ", "\u{AD}"], no: ["a", "é"]),
    Example(pattern: "^\\p{Uppercase}\\P{CWKCF}$", yes: ["Éé"], no: ["ÉÉ", "éé"]),
  ])
  func `know the properties of Unicode`(example: Example) throws { try check(example) }

  @Test(arguments: [
    Example(
      pattern: "^(?=.*\\d)(?=.*[a-z]).{4,8}$", yes: ["a1bc", "1234567a"], no: ["abcd", "1234", "a12", "a12345678"]),
    Example(pattern: "^(?!x-)\\w", yes: ["x", "y-"], no: ["x-a", "-"]),
    Example(pattern: "(?<=\\$)\\d+$", yes: ["a$10"], no: ["a10", "$"]),
    Example(pattern: "(?<!\\$|€)\\b\\d+$", yes: ["a 10"], no: ["$10", "€10"]),
    Example(pattern: "^a.*(?<=b{1,3}|(?:x|yz)c)$", yes: ["ab", "abbbb", "axc", "ayzc"], no: ["ac", "azc"]),
    Example(pattern: "^(a|b)\\1$", yes: ["aa", "bb"], no: ["ab", "a"]),
    Example(pattern: "^(?<q>['\"]).*\\k<q>$", yes: ["'a'", "\"b\""], no: ["'a\""]),
    Example(pattern: "^\\k<x>(?<x>a)\\1$", yes: ["aa"], no: ["a"]),
    Example(pattern: "^(?:(?<y>\\d+)-a|a-(?<y>\\d+)) \\k<y>$", yes: ["12-a 12", "a-7 7"], no: ["12-a 7", "a-7 "]),
    Example(pattern: "^(?:(a)|b)\\1c$", yes: ["aac", "bc"], no: ["ac"]),
    Example(pattern: "^(?=(a+?))\\1b", yes: ["ab"], no: ["aab"]),
    Example(pattern: "(?=x)(?!y)(?<![^])x", yes: ["xa"], no: ["ax"]),
    Example(pattern: "^(?:(a|b)\\1)+\\1$", yes: ["aaa", "bbaaa"], no: ["aab", "bbaab"]),
    Example(pattern: "^(?:x(a|b)?)?\\1$", yes: ["", "x", "xaa"], no: ["xab", "a"]),
    Example(pattern: "^(?:(?=a)){2}(?:(?!b))*.$", yes: ["a"], no: ["b", "ab"]),
    Example(pattern: "^(?!.*\\p{Lu})\\D+[]?$", yes: ["aé"], no: ["aÉ", "1"]),
  ])
  func `look around and back`(example: Example) throws {
    try check(example)
    #expect(try RecordPattern(compiling: example.pattern).automaton == nil)
  }

  @Test(arguments: [
    Example(pattern: "^(?i:straße|[^k])x$", yes: ["STRAßEx", "STRAẞEx", "ax"], no: ["kx", "\u{212A}x", "aX"]),
    Example(pattern: "^(?i:[à-ü]\\p{Lu})$", yes: ["Éa", "éA"], no: ["Aé", "é1"]),
    Example(pattern: "^(?i:(s))\\1$", yes: ["ss", "SS", "ſſ"], no: ["sS"]),
    Example(pattern: "^(?i:(s)\\1)$", yes: ["sS", "ſs"], no: ["sx"]),
    Example(pattern: "^a(?s:.)b(?-s:.)$", yes: ["a\nbc"], no: ["a\nb\n"]),
    Example(pattern: "(?m:^b$)", yes: ["a\nb\nc", "b", "a\u{2028}b"], no: ["ab", "a\nbc"]),
    Example(pattern: "(?ms-i:^.b$)", yes: ["\n\nb"], no: ["B"]),
  ])
  func `change flags within a group`(example: Example) throws { try check(example) }

  @Test(arguments: [
    Example(pattern: "x}]$", yes: ["x}]"], no: ["x"]),
    Example(pattern: "^a{b{{c}}{,2}$", yes: ["a{b{{c}}{,2}"], no: ["a"]),
    Example(pattern: "^[\\w-.]+[a-\\d-z]$", yes: ["a-.a", "a-z", "--"], no: ["a+a", ".b"]),
    Example(pattern: "^\\_\\@\\:\\-\\\"\\#$", yes: ["_@:-\"#"], no: [""]),
  ])
  func `understand what real schemas write`(example: Example) throws { try check(example) }

  @Test func `match a text of no bytes`() throws {
    let nothing = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    for text in ["^$", "^(?!a)$"] { #expect(try RecordPattern(compiling: text).outcome(utf8: nothing) == .matches) }
    #expect(try RecordPattern(compiling: "(?=a)").outcome(utf8: nothing) == .doesNotMatch)
  }
}
