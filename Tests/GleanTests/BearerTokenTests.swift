import GleanAPI
import Testing

@Suite struct `A bearer token` {
  @Test func `prints as redacted in every way`() throws {
    let token = try BearerToken("s3cret")
    var dumped = ""
    dump([token], to: &dumped)
    let texts = [
      "\(token)", token.description, token.debugDescription, String(reflecting: token), "\([token])", dumped,
    ]
    for text in texts {
      #expect(text.contains("redacted"))
      #expect(!text.contains("s3cret"))
    }
    #expect(Mirror(reflecting: token).children.isEmpty)
  }

  @Test func `drops the line end of a file`() throws {
    #expect(try BearerToken(" s3cret\r\n").revealed() == "s3cret")
  }

  @Test(arguments: ["", "  \n", "two words", "line\nend", "kürzel"])
  func `refuses what cannot stand in a header, without repeating it`(text: String) throws {
    let error = #expect(throws: GleanError.self) { try BearerToken(text) }
    guard case .invalidConfiguration(let problem) = error?.reason else {
      Issue.record("expected invalidConfiguration")
      return
    }
    #expect(problem.contains("expected"))
    for word in text.split(separator: " ") where !word.allSatisfy(\.isWhitespace) {
      #expect(!problem.contains(word))
    }
  }

  @Test func `stays hidden within the client that holds it`() throws {
    let client = try GleanClient.testing("https://acme-be.glean.com")
    var dumped = ""
    // Deeper down are the connections that all clients of this process share, with what they just send.
    dump(client, to: &dumped, maxDepth: 6)
    #expect(!dumped.contains(Secret.indexing))
    #expect(!dumped.contains(Secret.client))
  }
}
