import Testing

@testable import DataRecords

@Suite struct `Formats` {
  @Test func `are those of the standard`() {
    #expect(
      TextFormat.allCases.map(\.schemaName).sorted() == [
        "date", "date-time", "duration", "email", "hostname", "idn-email", "idn-hostname", "ipv4", "ipv6", "iri",
        "iri-reference", "json-pointer", "regex", "relative-json-pointer", "time", "uri", "uri-reference",
        "uri-template", "uuid",
      ])
    for format in TextFormat.allCases { #expect(TextFormat(schemaName: format.schemaName) == format) }
    #expect(TextFormat(schemaName: "Date") == nil)
    #expect(TextFormat(schemaName: "colour") == nil)
  }

  @Test(arguments: TextFormat.allCases)
  func `read no further than the text, whatever its bytes`(format: TextFormat) {
    let texts = [
      "2024-05-31T23:59:60.5+00:00", "P1Y2M3DT4H5M6S", "\"a\\b\"@[IPv6:::1]", "a@xn--4gbwdl.é.b", "::ffff:1.2.3.4",
      "http://u%41@[v1.a]:80/é?q#f", "{+a.%41*,b:10}%41", "/~0~1", "10-1/a", "(?<a>[\\p{L}\\u{41}])\\k<a>{2,3}",
      "00000000-0000-0000-0000-000000000000",
    ]
    for text in texts {
      let bytes = Array(text.utf8)
      for length in 0...bytes.count {
        _ = format.accepts(Array(bytes.prefix(length)))
        for strange: UInt8 in [0, 0x7F, 0x80, 0xC3, 0xE2, 0xFF] { _ = format.accepts(bytes.prefix(length) + [strange]) }
      }
    }
    #expect(!format.accepts([0x80, 0xFF, 0xC3]) || format == .regex)
  }

  @Test(arguments: [
    FormatExamples(
      format: .jsonPointer, yes: ["", "/", "/a/~0~1", "/é", "//"], no: ["a", "#/a", "/~", "/~2", "/a/~0~"]),
    FormatExamples(
      format: .relativeJSONPointer, yes: ["0", "0#", "12/a/0", "1-1/b", "0+2#"],
      no: ["", "/a", "-1", "01", "1a", "0##", "0-", "0-0", "0-01/a"]),
    FormatExamples(
      format: .regex, yes: ["^[a-z]+$", "(?<a>.)\\k<a>", "", "[^]"], no: ["(", "\\a", "[z-a]", "\\p{X}"]),
    FormatExamples(
      format: .uuid, yes: ["123e4567-E89B-12d3-a456-426614174000", "00000000-0000-0000-0000-000000000000"],
      no: [
        "123e4567e89b12d3a456426614174000", "123e4567-e89b-12d3-a456-42661417400g",
        "123e4567-e89b-12d3-a456_426614174000", "123e4567-e89b-12d3-a456-4266141740000", "",
      ]),
  ])
  func `of pointers, expressions and identifiers`(examples: FormatExamples) { examples.check() }
}
