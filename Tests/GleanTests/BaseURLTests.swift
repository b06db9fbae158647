import GleanAPI
import Testing

@Suite struct `A base URL` {
  @Test(arguments: [
    ("https://acme-be.glean.com", "https://acme-be.glean.com"),
    ("https://acme-be.glean.com/", "https://acme-be.glean.com"),
    ("https://gateway.example.com/glean//", "https://gateway.example.com/glean"),
    ("HTTPS://acme-be.glean.com:8443/a/b", "https://acme-be.glean.com:8443/a/b"),
    ("http://127.0.0.1:8099", "http://127.0.0.1:8099"),
    ("http://127.9.8.7:1", "http://127.9.8.7:1"),
    ("http://localhost:8099/glean/", "http://localhost:8099/glean"),
    ("http://[::1]:8099", "http://[::1]:8099"),
  ])
  func `keeps its path and loses the slash at its end`(text: String, expected: String) throws {
    #expect(try GleanBaseURL(text).description == expected)
  }

  @Test(arguments: [
    ("acme-be.glean.com", "no scheme"),
    ("localhost:8099", "no scheme"),
    ("", "no scheme"),
    ("ftp://acme-be.glean.com", "not supported"),
    ("https://", "no host"),
    ("https:///path", "no host"),
    ("https://acme.glean.com?x=1", "query"),
    ("https://acme.glean.com#x", "fragment"),
    ("https://acme.glean.com:99999", "port"),
    ("http://acme-be.glean.com", "plain http"),
    ("http://127.evil.example.com", "plain http"),
    ("http://127.0.0.1.example.com", "plain http"),
    ("http://127.0.0.256", "plain http"),
    ("http://localhost.example.com", "plain http"),
  ])
  func `says what is wrong`(text: String, problem: String) {
    let error = #expect(throws: GleanError.self) { try GleanBaseURL(text) }
    guard case .invalidConfiguration(let said) = error?.reason else {
      Issue.record("expected invalidConfiguration")
      return
    }
    #expect(said.contains(problem))
  }

  @Test func `never repeats a password`() {
    let error = #expect(throws: GleanError.self) { try GleanBaseURL("https://user:hunter2@acme.glean.com") }
    #expect(error.map { !"\($0)".contains("hunter2") } == true)
  }

  @Test func `may be plain http to another machine when that is permitted`() throws {
    #expect(try GleanBaseURL("http://sandbox.internal", allowsPlainHTTP: true).description == "http://sandbox.internal")
  }

  @Test func `is checked when the client is made`() {
    let error = #expect(throws: GleanError.self) {
      try GleanClient(baseURL: "http://acme.glean.com", indexingToken: nil, clientToken: nil)
    }
    #expect(error?.attempts == 0)
    #expect(error?.isRetryable == false)
  }
}
