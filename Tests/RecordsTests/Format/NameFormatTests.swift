import Testing

@testable import DataRecords

@Suite struct `Formats of names` {
  private static let longLabel = String(repeating: "a", count: 63)
  private static let longName = [longLabel, longLabel, longLabel, String(longLabel.dropLast(2))].joined(separator: ".")

  @Test(arguments: [
    FormatExamples(
      format: .email,
      yes: [
        "a@b", "first.last+tag@mail.example.org", "\"joe @ \\\"bloggs\\\"\"@example.com", "\"\"@b", "a@[127.0.0.1]",
        "a@[IPv6:::1]", "\(String(repeating: "a", count: 64))@b",
      ],
      no: [
        "a", "@b", "a@", "a@b@c", ".a@b", "a.@b", "a..b@c", "a b@c", "a@-b", "a@b-.c", "a@b..c", "é@b", "a@é.org",
        "a@b, c@d", "\"a@b", "\"a\"b@c", "\"é\"@b", "a@[1.2.3]", "a@[::1]", "a@[IPv6:1]", "a@[127.0.0.1",
        "\(String(repeating: "a", count: 65))@b", "a@\(longName)",
      ]),
    FormatExamples(
      format: .idnEmail, yes: ["실례@실례.테스트", "a@b", "\"é\"@é.org", "a@[127.0.0.1]"],
      no: ["2962", "é", "é@", "é@é..org", "é @b", "é@\u{302E}실"]),
  ])
  func `of mailboxes follow RFC 5321 and RFC 6531`(examples: FormatExamples) { examples.check() }

  @Test(arguments: [
    FormatExamples(
      format: .hostname,
      yes: ["www.example.com", "a", "1host", "0.1", "a--b.c", "xn--4gbwdl.xn--wgbh1c", "XN--BCHER-KVA.de", longName],
      no: [
        "", ".", "a.", ".a", "a..b", "-a", "a-", "a_b", "a b", "é.org", "a\u{FF0E}b", longLabel + "a", "a." + longName,
        "xn--X", "xn--", "xn--a", "xn--abc-", "XN--aa---o47jg78q", "xn--07jt112bpxg.xn--9t4b11yi5a", "xn--hello-txk",
        "xn--99999999999",
      ]),
    FormatExamples(
      format: .idnHostname,
      yes: [
        "실례.테스트", "bücher.example", "a。b．c｡d", "Example.org", "xn--ihqwcrb4cv8a8dqg056pqjye", "l·l", "ßς་〇",
        "\u{5D0}\u{5F3}\u{5D1}", "क\u{94D}\u{200D}ष", "\u{628}\u{64A}\u{200C}\u{628}\u{64A}", "が.みんな", "\u{6F0}0",
      ],
      no: [
        "", "。", "a。。b", "Bücher.example", "bu\u{308}cher", "か\u{3099}", "\u{302E}실례", "-é", "é-", "éa--b", "a·l",
        "\u{375}S", "A\u{5F3}\u{5D1}", "def\u{30FB}abc", "\u{628}\u{660}\u{6F0}", "क\u{200D}ष", "a\u{200C}é", "é b",
        "é_b", "\u{300}hello", "ﬁ.org", "☃.org", "é\u{0}", "\u{5D0}a", "1a.\u{5D0}", "\u{378}",
        "a\u{323}\u{301}é\u{1B}",
        String(repeating: "실", count: 70), String(repeating: "é", count: 2000),
      ]),
  ])
  func `of hosts follow RFC 1123 and IDNA 2008`(examples: FormatExamples) { examples.check() }

  @Test(arguments: [
    ("bücher", "bcher-kva"), ("ü", "tda"), ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
    ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
    ("安室奈美恵-with-super-monkeys", "-with-super-monkeys-pc58ag80a8qai00g7n9n"),
    ("a\u{10FFFF}", "a-h023p"),
  ])
  func `know the examples of RFC 3492`(label: String, encoding: String) {
    #expect(String(String.UnicodeScalarView(Punycode.encoding(Array(label.unicodeScalars)))) == encoding)
    #expect(Punycode.decoding(Array(encoding.unicodeScalars)) == Array(label.unicodeScalars))
  }

  @Test(arguments: [
    FormatExamples(
      format: .ipv4, yes: ["192.168.0.1", "0.0.0.0", "255.255.255.255"],
      no: [
        "", "127.0", "1.2.3.4.5", "256.0.0.1", "087.10.0.1", "1.2.3.4/24", "1..2.3", "1.2.3.", "0x7f.0.0.1", "1.2.3.4 ",
      ]),
    FormatExamples(
      format: .ipv6,
      yes: [
        "::", "::1", "d6::", "1:2:3:4:5:6:7:8", "1::d6:192.168.0.1", "::ffff:1.2.3.4", "1:2:3:4:5:6:1.2.3.4", "1::8",
      ],
      no: [
        "", ":", "1", ":1", "1:", "12345::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", ":::", "1:::2", "::g",
        "1:2:3:4:5:6:7::8", "::1.2.3", "1.2.3.4", "::1.2.3.4:5", "fe80::a%eth1", "::/64", " ::1", "1:2:3:4:1.2.3.4",
        ":1::",
      ]),
  ])
  func `of addresses follow RFC 4291`(examples: FormatExamples) { examples.check() }
}
