import Testing

@testable import DataRecords

@Suite struct `A suggested schema` {
  private func schema(_ lines: some Sequence<String>, values: ProfileOptions.Values = .safe) throws -> JSONValue {
    SchemaSuggestion(for: try .of(lines, options: .init(values: values))).schema
  }

  @Test(arguments: 1...12) func `accepts every record that was profiled`(seed: UInt64) throws {
    var random = RandomRecords(seed: seed)
    let lines = random.lines(30 + random.below(600))
    for values in ProfileOptions.Values.allCases {
      let schema = try RecordSchema(compiling: schema(lines, values: values))
      for line in lines {
        let report = try JSONParser().withDocument(line.utf8) { schema.report(on: $0) }
        #expect(report.isValid, "\(report.violations.map(\.sentence)): \(line)")
      }
    }
  }

  @Test func `says what the fields have in common`() throws {
    let lines = (0..<200).map { number in
      """
      {"id":"MSG-\(100_000 + number)","zip":"\(10_000 + number)","sha":"\(String(repeating: "0a", count: 20))",\
      "when":"2024-01-01T00:0\(number % 10):\(10 + number / 10)Z","state":"\(["open", "done"][number % 2])","count":\(number),"ratio":\(number).5,\
      "tags":["a"],"author":{"mail":"a\(number)@example.org","nick":null},"note":"\(String(repeating: "n", count: number))"}
      """
    }
    let schema = try schema(lines)
    #expect(schema["required"]?.array?.count == 10)
    let fields = try #require(schema["properties"])
    #expect(fields["id"]?["pattern"] == "^MSG-[0-9]{6}$")
    #expect(fields["zip"]?["pattern"] == "^[0-9]{5}$")
    #expect(fields["when"]?["format"] == "date-time")
    #expect(fields["state"]?["enum"] == ["done", "open"])
    #expect(fields["count"]?["type"] == "integer" && fields["count"]?["minimum"] == 0)
    #expect(fields["ratio"]?["type"] == "number")
    #expect(fields["tags"]?["items"]?["type"] == "string" && fields["tags"]?["minItems"] == 1)
    #expect(fields["author"]?["properties"]?["mail"]?["format"] == "email")
    #expect(fields["author"]?["properties"]?["nick"]?["type"] == nil)
    #expect(fields["note"]?["maxLength"] == 200 && fields["note"]?["minLength"] == nil)
    #expect(fields["note"]?["description"]?.string?.contains("0 to 199 characters") == true)
  }

  @Test(arguments: [(0, 10), (10, 10), (11, 20), (37, 50), (51, 100), (312, 500), (1_001, 2_000)])
  func `rounds lengths up`(length: Int, limit: Int) { #expect(SchemaDraft.rounded(length) == limit) }
}
