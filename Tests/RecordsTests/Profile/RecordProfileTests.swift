import Testing

@testable import DataRecords

@Suite struct `A profile` {
  @Test func `tells how often a field is there, null, and of which kind`() throws {
    let profile = try RecordProfile.of([
      #"{"a":1,"b":{"c":null}}"#, #"{"a":1.0,"b":{"c":"x"}}"#, #"{"a":1.5,"b":{}}"#, #"{"a":null,"a":true}"#,
    ])
    let a = try profile.field("/a")
    #expect(a.present == 4 && a.kinds.integer == 2 && a.kinds.number == 1 && a.kinds.null == 1 && a.kinds.boolean == 1)
    let c = try #require(profile.outline.first { $0.field.path.description == "/b/c" })
    #expect(c.of == 3 && c.field.present == 2 && c.field.nullShare == 0.5)
    #expect(profile.outline.map(\.field.path.description) == ["", "/a", "/b", "/b/c"])
  }

  @Test func `measures numbers, strings and arrays exactly at their ends`() throws {
    let profile = try RecordProfile.of([
      #"{"n":-3,"s":"äöü","l":[]}"#, #"{"n":9007199254740993,"s":"","l":[[1],[2,3]]}"#,
      #"{"n":0.5,"s":"abcd","l":[1]}"#,
      #"{"m":18446744073709551615}"#, #"{"m":1e300}"#,
    ])
    #expect(try profile.field("/m").numbers.minimum == .decimal(ExactNumber(UInt64.max)))
    let n = try profile.field("/n").numbers
    #expect(n.minimum == -3 && n.maximum == .integer(9_007_199_254_740_993))
    let s = try profile.field("/s").strings
    #expect(s.lengths.minimum == 0 && s.lengths.maximum == 4 && s.lengths.sum == 7 && s.empty == 1)
    #expect(try profile.field("/l").arrays.maximum == 2)
    #expect(try profile.field("/l/*").present == 3)
    #expect(try profile.field("/l/*/*").kinds.integer == 3)
  }

  @Test func `guesses formats`() throws {
    let values =
      [
        ("2024-05-31T12:00:00Z", GuessedFormat.dateTime), ("2024-05-31", .date), ("jo@example.org", .email),
        ("https://example.org/a?b=c", .uri), ("123e4567-e89b-12d3-a456-426614174000", .uuid), ("-17", .integer),
        ("12.50", .number), ("TRUE", .boolean), ("007", nil), ("note: see", nil), ("2024-13-31", nil), ("", nil),
        ("tomorrow", nil), ("-", nil), ("1.", nil),
      ] as [(String, GuessedFormat?)]
    for (text, format) in values {
      let field = try RecordProfile.of([#"{"v":"\#(text)"}"#]).field("/v")
      #expect(field.strings.formats == (format.map { [$0: 1] } ?? [:]), "\(text)")
    }
  }

  @Test func `finds keys, constants and enumerations`() throws {
    let lines = (0..<100).map {
      #"{"id":"k\#($0)","twice":\#($0 / 2),"same":"x","state":"\#(["open", "done"][$0 % 2])"}"#
    }
    let profile = try RecordProfile.of(lines)
    #expect(profile.likelyKeys.map(\.description) == ["/id"])
    #expect(try profile.field("/same").isConstant)
    #expect(try profile.field("/state").likelyEnumeration == ["done", "open"])
    #expect(try profile.field("/id").likelyEnumeration == nil)
  }

  @Test func `shows no value that looks personal unless all are asked for`() throws {
    let personal = [
      #"{"author":"jdoe"}"#, #"{"homePhone":"x1"}"#, #"{"x":"jo@example.org"}"#, #"{"x":"+1 (555) 123-4567"}"#,
      #"{"x":"4111 1111 1111 1111"}"#, #"{"x":"4111111111111111"}"#, #"{"x":"123-45-6789"}"#, #"{"x":"10.1.2.3"}"#,
      #"{"x":"sk_live_4eC39HqLyjWDarjtT1zdp7dc"}"#, #"{"x":"Jane saw the doctor again"}"#, #"{"displayName":"x"}"#,
      #"{"patient":{"ward":"7b"}}"#,
    ]
    for line in personal {
      #expect(try RecordProfile.of([line]).fields.allSatisfy { $0.top.isEmpty }, "\(line)")
      #expect(try RecordProfile.of([line], options: .init(values: .all)).fields.contains { !$0.top.isEmpty }, "\(line)")
    }
    for line in [#"{"x":"in_progress"}"#, #"{"x":"PROJ-12"}"#, #"{"x":"2024-05-31"}"#, #"{"tokenizer_":1}"#, #"{"channel_name":"x"}"#] {
      #expect(try RecordProfile.of([line]).fields.contains { !$0.top.isEmpty }, "\(line)")
      #expect(try RecordProfile.of([line], options: .init(values: .none)).fields.allSatisfy { $0.top.isEmpty })
    }
  }

  @Test func `keeps no more than its bounds from hostile records`() throws {
    let options = ProfileOptions(maximumFields: 50, maximumDepth: 4)
    let wide = "{" + (0..<5_000).map { #""f\#($0)":1"# }.joined(separator: ",") + "}"
    let deep = String(repeating: #"{"d":["#, count: 50) + String(repeating: "]}", count: 50)
    let name = #"{"\#(String(repeating: "n", count: 10_000))":1}"#
    let profile = try RecordProfile.of([deep, wide, name], options: options)
    #expect(profile.fields.count == 51)
    #expect(profile.otherMembers == 1 + 5_000 - 46 + 1)
    #expect(profile.fields.allSatisfy { $0.path.steps.count <= 4 })
  }

  @Test func `tells names apart by their code points`() throws {
    let profile = try RecordProfile.of(["{\"caf\u{E9}\":1,\"cafe\u{301}\":\"x\",\"\":2,\"*\":3,\"~1\":4}"])
    #expect(profile.fields.count == 6)
    #expect(try profile.field("/~2").kinds.integer == 1)
    #expect(profile.fields.allSatisfy { FieldPath($0.path.description) == $0.path })
  }

  @Test func `knows numbers that no double holds`() throws {
    let profile = try RecordProfile.of([
      #"{"n":123456789012345678901234567890}"#, #"{"n":-1e999}"#, #"{"x":1.00000000000000000001}"#,
    ])
    let n = try profile.field("/n")
    #expect(n.kinds.integer == 2 && n.distinct.count == 2)
    #expect(n.numbers.maximum?.exactNumber?.description == "123456789012345678901234567890")
    #expect(n.numbers.minimum?.exactNumber?.description == "-1e999")
    #expect(try profile.field("/x").kinds.number == 1)
  }
}
