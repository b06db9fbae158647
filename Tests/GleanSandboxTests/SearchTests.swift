import DataRecords
import Testing

@testable import GleanSandbox

@Suite struct SearchTests {
  @Test func `prefers documents with all words, and falls back to any of them`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index(
        [Wiki.document("a", body: "red fox"), Wiki.document("b", body: "red dog"), Wiki.document("c", body: "blue")],
        client)
      #expect(try await client.titles("red fox", as: Wiki.ada) == ["a"])
      #expect(try await client.titles("red whale", as: Wiki.ada) == ["a", "b"])
      let answer = try await client.search("red whale", as: Wiki.ada)
      #expect(answer.json["metadata"]?["originalQueryHadNoResults"] == true)
    }
  }

  @Test func `finds other forms of a word and words without their accents`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a", body: "Deployments in the café")], client)
      #expect(try await client.titles("deploying cafe", as: Wiki.ada) == ["a"])
    }
  }

  @Test func `ranks words of the title above words of the body`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index(
        [Wiki.document("one", body: "zebra zebra zebra"), Wiki.document("two", title: "Zebra", body: "stripes")],
        client)
      let answer = try await client.search("zebra", as: Wiki.ada)
      #expect(answer.json["results"].elements.first?["title"].string == "Zebra")
    }
  }

  @Test func `finds phrases that are put in quotes`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index(
        [Wiki.document("a", body: "night shift"), Wiki.document("b", body: "shift at night")], client)
      #expect(try await client.titles("\"night shift\"", as: Wiki.ada) == ["a"])
    }
  }

  @Test(
    arguments: [
      "\"", "a\"b", "title:a", "NEAR(a b)", "a AND", "OR", "NOT a", "a*", "^a", "(a", "{a b}:c", "-a", "a + b", "'a",
      "a;DROP TABLE words", "\u{0}", "\u{F8F0}", "🎉", "...", "words MATCH 'x'",
    ])
  func `takes nothing a user types for syntax`(query: String) async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("doc", body: "plain")], client)
      #expect(try await client.search(query, as: Wiki.ada).status == 200)
    }
  }

  @Test(arguments: ["", "*", "  "]) func `lists everything, newest first, when nothing is asked for`(query: String)
    async throws
  {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index(
        [
          Wiki.document("old", and: ["updatedAt": .integer(1_000)]),
          Wiki.document("new", and: ["updatedAt": .integer(2_000)]),
        ], client)
      let answer = try await client.search(query, as: Wiki.ada)
      #expect(answer.json["results"].elements.compactMap { $0["title"].string } == ["new", "old"])
    }
  }

  @Test func `finds nothing for a text without a word`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a")], client)
      #expect(try await client.titles("!?", as: Wiki.ada).isEmpty)
    }
  }

  @Test func `marks the found words in the snippet`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a", body: "🎉 The quick foxes jump")], client)
      let result = try await client.search("fox", as: Wiki.ada).json["results"].elements.first
      let snippet = result?["snippets"].elements.first
      #expect(snippet?["text"].string == "🎉 The quick foxes jump")
      #expect(
        snippet?["ranges"] == [["startIndex": .integer(13), "endIndex": .integer(18), "type": "BOLD"]])
    }
  }

  @Test func `cuts snippets at the size that is asked for`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a", body: String(repeating: "fox den ", count: 200))], client)
      let answer = try await client.ask(
        "/rest/api/v1/search", as: Wiki.ada, ["query": "fox", "maxSnippetSize": .integer(40)])
      let snippet = answer.json["results"].elements.first?["snippets"].elements.first
      #expect((snippet?["text"].string?.count ?? .max) <= 40)
    }
  }

  @Test func `describes the document of a result`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let document = Wiki.document(
        "P1", title: "Plan", body: "the plan",
        and: [
          "author": ["email": .string(Wiki.ada), "name": "Ada"], "container": "Space", "tags": ["x"],
          "createdAt": .integer(1_700_000_000), "updatedAt": .integer(1_700_000_060),
          "customProperties": [["name": "team", "value": "Core"], ["name": "labels", "value": ["p", "q"]]],
        ])
      try await Wiki.index([document], client)
      let result = try await client.search("plan", as: Wiki.ada).json["results"].elements.first
      #expect(result?["url"].string == "https://wiki.example.com/P1")
      let found = result?["document"]
      #expect(found["id"].string == "CUSTOM_WIKI_Page_P1")
      #expect(found["datasource"].string == "wiki")
      #expect(found["docType"].string == "Page")
      let metadata = found["metadata"]
      #expect(metadata["createTime"].string == "2023-11-14T22:13:20.000Z")
      #expect(metadata["updateTime"].string == "2023-11-14T22:14:20.000Z")
      #expect(metadata["author"]["name"].string == "Ada")
      #expect(metadata["author"]["obfuscatedId"].string?.isEmpty == false)
      #expect(metadata["container"].string == "Space")
      #expect(metadata["mimeType"].string == "text/plain")
      #expect(metadata["customData"]["team"]["stringValue"].string == "Core")
      #expect(metadata["customData"]["labels"]["stringListValue"].strings == ["p", "q"])
    }
  }

  @Test func `leads through all results with the cursor, each of them once`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index((0..<25).map { Wiki.document("\($0)", body: "same words") }, client)
      var seen: [String] = []
      var cursor: JSONValue?
      repeat {
        let answer = try await client.ask(
          "/rest/api/v1/search", as: Wiki.ada,
          .compact(["query": "same", "pageSize": .integer(10), "cursor": cursor]))
        seen += answer.json["results"].elements.compactMap { $0["title"].string }
        cursor = answer.json["cursor"]
        #expect((answer.json["hasMoreResults"] == true) == (cursor != nil))
      } while cursor != nil
      #expect(seen.count == 25)
      #expect(Set(seen).count == 25)
    }
  }

  @Test func `refuses a cursor of another search`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.index((0..<3).map { Wiki.document("\($0)", body: "same words") }, client)
      let first = try await client.ask(
        "/rest/api/v1/search", as: Wiki.ada, ["query": "same", "pageSize": .integer(1)])
      let cursor = try #require(first.json["cursor"])
      for body: JSONValue in [["query": "words", "cursor": cursor], ["query": "same", "cursor": "bogus"]] {
        #expect(try await client.ask("/rest/api/v1/search", as: Wiki.ada, body).status == 400)
      }
    }
  }

  @Test func `restricts to datasources by either option, and by either name`() async throws {
    try await withSandbox { client in
      try await setUpTwo(client)
      let size: (String, JSONValue) = ("facetBucketSize", .integer(0))
      for options: [(String, JSONValue)] in [
        [("datasourceFilter", "wiki")], [("datasourcesFilter", ["WIKI"])], [("datasourcesFilter", ["CUSTOM_WIKI"])],
        [("facetFilters", [filter("app", "wiki")])],
      ] {
        let all = JSONValue.object(JSONObject(([size] + options).map { .init(name: $0.0, value: $0.1) }))
        #expect(try await client.titles("nothing", as: Wiki.ada, all) == ["ada's", "bob's"])
      }
    }
  }

  @Test func `filters by type, author and custom properties, and combines filters`() async throws {
    try await withSandbox { client in
      try await setUpTwo(client)
      #expect(try await titles([filter("type", "note")], client) == ["bob's"])
      #expect(try await titles([filter("from", "ADA@example.com")], client) == ["ada's"])
      #expect(try await titles([filter("from", "Bob")], client) == ["bob's"])
      #expect(try await titles([filter("from", "me")], client) == ["ada's"])
      #expect(try await titles([filter("team", "core")], client) == ["ada's"])
      #expect(try await titles([filter("team", "core", "Edge")], client) == ["ada's", "bob's"])
      #expect(try await titles([filter("team", "core"), filter("type", "note")], client).isEmpty)
      #expect(try await titles([filter("team", "core", relation: "NOT_EQUALS")], client) == ["bob's", "file"])
      #expect(try await titles([filter("size", "5", relation: "GT")], client) == ["bob's"])
    }
  }

  @Test func `filters by the time of the last change, its bounds excluded`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let days = ["2026-09-19", "2026-09-20", "2026-09-21"]
      try await Wiki.index(
        days.map { day in
          let noon = (CalendarDay(day)?.start.seconds ?? 0) + 43_200
          return Wiki.document(day, and: ["updatedAt": .integer(noon)])
        }, client)
      func found(_ value: String, _ relation: String = "EQUALS") async throws -> [String] {
        try await titles([filter("last_updated_at", value, relation: relation)], client)
      }
      #expect(try await found("2026-09-20") == ["2026-09-20"])
      #expect(try await found("2026-09-20", "GT") == ["2026-09-21"])
      #expect(try await found("2026-09-20", "LT") == ["2026-09-19"])
      #expect(try await found("today") == ["2026-09-21"])
      #expect(try await found("yesterday") == ["2026-09-20"])
      #expect(try await found("past_week") == days)
    }
  }

  @Test func `answers 422 to a time that does not exist`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let answer = try await client.search(
        "a", as: Wiki.ada,
        ["facetBucketSize": .integer(0), "facetFilters": [filter("last_updated_at", "next_week")]])
      #expect(answer.status == 422)
      #expect(answer.contentType == "application/json; charset=UTF-8")
      #expect(
        answer.json["invalidOperators"] == [["key": "last_updated_at", "value": "next_week"]])
    }
  }

  @Test func `counts facets among what the viewer may see`() async throws {
    try await withSandbox { client in
      try await setUpTwo(client)
      let answer = try await client.search(
        "nothing", as: Wiki.ada,
        ["facetBucketSize": .integer(1), "responseHints": ["FACET_RESULTS", "ALL_RESULT_COUNTS"]])
      let facets = answer.json["facetResults"].elements
      #expect(facets.compactMap { $0["sourceName"].string } == ["app", "type", "size", "team"])
      #expect(facets.first?["buckets"] == [["count": .integer(2), "value": ["stringValue": "wiki"]]])
      #expect(facets.first?["hasMoreBuckets"] == true)
      #expect(answer.json["resultTabs"] == [["id": "all", "count": .integer(3)]])
    }
  }

  @Test func `answers no facets when other hints are given`() async throws {
    try await withSandbox { client in
      try await setUpTwo(client)
      let answer = try await client.search(
        "nothing", as: Wiki.ada, ["facetBucketSize": .integer(10), "responseHints": ["RESULTS"]])
      #expect(answer.json["facetResults"] == nil)
    }
  }

  @Test func `finds the same through the Platform API`() async throws {
    try await withSandbox { client in
      try await setUpTwo(client)
      let answer = try await client.ask(
        "/api/search", as: Wiki.ada,
        [
          "query": "nothing", "page_size": .integer(1), "datasources": ["wiki"],
          "filters": [["field": "type", "values": ["Page"]]],
        ])
      #expect(answer.status == 200)
      #expect(answer.json["results"].elements.compactMap { $0["title"].string } == ["ada's"])
      #expect(answer.json["has_more"] == false)
      #expect(answer.text.contains(#""next_cursor":null"#))
      #expect(answer.json["warnings"] == [])
    }
  }

  @Test func `answers problems of the Platform API as problem details`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let answer = try await client.ask("/api/search", as: Wiki.ada, ["query": "a", "cursor": "bogus"])
      #expect(answer.status == 400)
      #expect(answer.contentType == "application/problem+json")
      #expect(answer.json["code"].string == "invalid_cursor")
      #expect(answer.json["status"].integer == 400)
    }
  }

  private func filter(_ field: String, _ values: String..., relation: String = "EQUALS") -> JSONValue {
    [
      "fieldName": .string(field),
      "values": .array(values.map { ["value": .string($0), "relationType": .string(relation)] }),
    ]
  }

  private func titles(_ filters: [JSONValue], _ client: SandboxClient) async throws -> [String] {
    try await client.titles(
      "nothing", as: Wiki.ada, ["facetBucketSize": .integer(0), "facetFilters": .array(filters)])
  }

  /// Two documents in the wiki, one in `files`, and one that Ada may not see.
  private func setUpTwo(_ client: SandboxClient) async throws {
    try await Wiki.setUp(client)
    try await Wiki.expectSuccess(
      client.index("adddatasource", ["name": "files", "objectDefinitions": [["name": "File"]]]))
    try await Wiki.index(
      [
        Wiki.document(
          "1", title: "ada's",
          and: [
            "author": ["email": .string(Wiki.ada), "name": "Ada"],
            "customProperties": [["name": "team", "value": "Core"], ["name": "size", "value": .integer(4)]],
          ]),
        Wiki.document(
          "2", title: "bob's", type: "Note",
          and: [
            "author": ["email": .string(Wiki.bob), "name": "Bob"],
            "customProperties": [["name": "team", "value": "Edge"], ["name": "size", "value": .integer(30)]],
          ]),
        Wiki.document("3", title: "eve's", permissions: ["allowedUsers": [["email": .string(Wiki.eve)]]]),
      ], client)
    try await Wiki.expectSuccess(
      Wiki.index(Wiki.document("4", title: "file", type: "File", datasource: "files"), client))
  }
}
