import DataRecords
import Testing

@testable import GleanSandbox

@Suite(.timeLimit(.minutes(2))) struct FaultTests {
  @Test func `answers 429 with the seconds to wait, and executes nothing`() async throws {
    try await withFault(.tooManyRequests(retryAfter: 7)) { client in
      let answer = try await client.index("bulkindexdocuments", Self.page)
      #expect(answer.status == 429)
      #expect(answer.headers["retry-after"] == "7")
      #expect(try await client.documentIDs(of: "wiki").isEmpty)
    }
  }

  @Test(arguments: [500, 502, 503]) func `answers a server error before the request is executed`(
    status: Int
  ) async throws {
    try await withFault(.failure(status: status, .before)) { client async throws in
      #expect(try await client.index("bulkindexdocuments", Self.page).status == status)
      #expect(try await client.documentIDs(of: "wiki").isEmpty)
    }
  }

  @Test(arguments: [500, 502, 503]) func `answers a server error after the request was executed`(
    status: Int
  ) async throws {
    try await withFault(.failure(status: status, .after)) { client async throws in
      #expect(try await client.index("bulkindexdocuments", Self.page).status == status)
      #expect(try await client.documentIDs(of: "wiki").count == 20)
    }
  }

  @Test func `resets the connection before the request is executed`() async throws {
    try await withFault(.reset(.before)) { client in
      let connection = try RawConnection(client, path: "bulkindexdocuments", body: Self.page.text)
      #expect(await connection.receive() == ("", .reset))
      #expect(try await client.documentIDs(of: "wiki").isEmpty)
    }
  }

  @Test func `resets the connection after the request was executed`() async throws {
    try await withFault(.reset(.after)) { client in
      let connection = try RawConnection(client, path: "bulkindexdocuments", body: Self.page.text)
      #expect(await connection.receive() == ("", .reset))
      #expect(try await client.documentIDs(of: "wiki").count == 20)
    }
  }

  @Test func `executes a request and is silent until its time is over`() async throws {
    try await withFault(.silence(.seconds(60))) { client in
      let connection = try RawConnection(client, path: "bulkindexdocuments", body: Self.page.text)
      while try await client.documentIDs(of: "wiki").count < 20 { await Task.yield() }
      #expect(await connection.receive(patience: 50) == ("", .silent))
      client.clock.advance(by: .seconds(60))
      #expect(await connection.receive() == ("", .closed))
    }
  }

  @Test func `lets a request wait before it is executed`() async throws {
    try await withFault(.latency(.seconds(60))) { client in
      async let answer = client.index("bulkindexdocuments", Self.page)
      while try await injections(client) < 1 { await Task.yield() }
      #expect(try await client.documentIDs(of: "wiki").isEmpty)
      client.clock.advance(by: .seconds(60))
      #expect(try await answer.status == 200)
      #expect(try await client.documentIDs(of: "wiki").count == 20)
    }
  }

  @Test func `cuts an answer off in its middle`() async throws {
    try await withFault(.truncation, path: "*/status") { client in
      let connection = try RawConnection(client, path: "debug/wiki/status", body: "")
      let (text, end) = await connection.receive()
      #expect(end == .closed)
      let parts = text.split(separator: "\r\n\r\n", maxSplits: 1)
      let head = try #require(parts.first)
      let body = try #require(parts.last)
      let length = try #require(
        head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
          .flatMap { Int($0.dropFirst(15).filter(\.isNumber)) })
      #expect(head.hasPrefix("HTTP/1.1 200"))
      #expect(body.utf8.count == length / 2)
    }
  }

  @Test func `cuts off an answer that has no body, too, though the request was executed`() async throws {
    try await withFault(.truncation) { client in
      let connection = try RawConnection(client, path: "bulkindexdocuments", body: Self.page.text)
      let (text, end) = await connection.receive()
      #expect(end == .closed)
      #expect(text.lowercased().contains("content-length: 16\r\n"))
      #expect(text.hasSuffix("\r\n\r\n"))
      #expect(try await client.documentIDs(of: "wiki").count == 20)
    }
  }

  @Test func `answers with a content type that is not JSON's`() async throws {
    try await withFault(.contentType("text/html"), path: "*/status") { client in
      let answer = try await client.index("debug/wiki/status")
      #expect(answer.status == 200)
      #expect(answer.contentType == "text/html")
      #expect(answer.json["datasourceVisibility"] != nil)
    }
  }

  @Test(arguments: [0.25, 0.5, 1]) func `accepts a batch and drops a share of it`(share: Double) async throws {
    try await withFault(.partialAcceptance(dropping: share)) { client async throws in
      #expect(try await client.index("bulkindexdocuments", Self.page).status == 200)
      #expect(try await client.documentIDs(of: "wiki").count == 20 - Int(20 * share))
    }
    try await withFault(.partialAcceptance(dropping: share)) { client async throws in
      let documents: JSONValue = ["datasource": "wiki", "documents": .array((1...20).map { Wiki.document("\($0)") })]
      #expect(try await client.index("indexdocuments", documents).status == 200)
      #expect(try await client.documentIDs(of: "wiki").count == 20 - Int(20 * share))
    }
  }

  @Test func `drops at least one document, and says of it that it was not uploaded`() async throws {
    try await withFault(.partialAcceptance(dropping: 0.001)) { client in
      try await Wiki.expectSuccess(client.index("bulkindexdocuments", Self.page))
      let kept = Set(try await client.documentIDs(of: "wiki"))
      #expect(kept.count == 19)
      let dropped = try #require((1...20).map { "doc-\($0)" }.first { !kept.contains($0) })
      let answer = try await client.index("debug/wiki/document", ["objectType": "Page", "docId": .string(dropped)])
      #expect(answer.json["status"]?["uploadStatus"]?.string == "NOT_UPLOADED")
    }
  }

  @Test func `lets a token expire in the middle of an upload`() async throws {
    try await withSandbox({
      $0.faults = FaultScript([FaultRule("second page", path: "*/bulkindexdocuments", nth: 2, fault: .tokenExpiry)])
    }) { client in
      try await Wiki.setUp(client)
      let token = try await client.issue(["kind": "INDEXING"])
      #expect(try await token.index("bulkindexdocuments", Wiki.page("u", ["a"], first: true)).status == 200)
      for _ in 0..<2 { #expect(try await token.index("bulkindexdocuments", Wiki.page("u", ["b"])).status == 401) }
      #expect(try await token.index("debug/wiki/status").status == 401)
      #expect(try await client.tokens()[token.id]?["state"]?.string == "EXPIRED")
      #expect(try await client.documentIDs(of: "wiki") == ["a"])
      try await client.console("PUT", "tokens/\(token.id)/expiry", ["expiresInSeconds": .integer(60)])
      #expect(try await token.index("bulkindexdocuments", Wiki.page("u", ["b"], last: true)).status == 200)
      #expect(try await client.documentIDs(of: "wiki") == ["a", "b"])
    }
  }

  @Test(arguments: matrix) func `leaves a page in the store wholly or not at all`(_ fault: Fault) async throws {
    try await withFault(fault) { client in
      // The client may be answered or not; the store alone is looked at.
      _ = try? await client.send(
        "POST", "/api/index/v1/bulkindexdocuments", body: Self.page.bytes(),
        headers: ["Authorization": "Bearer the indexing token"])
      let stored = try await client.documentIDs(of: "wiki").count
      #expect([0, 20].contains(stored))
      #expect(try await injections(client) == 1)
      let sent = ["Authorization": "Bearer the indexing token"]
      if fault == .tokenExpiry {
        for id in try await client.tokens().keys {
          try await client.console("PUT", "tokens/\(id)/expiry", ["expiresInSeconds": .integer(60)])
        }
      }
      // Sending it again mends it, whatever has happened.
      let again = try await client.send(
        "POST", "/api/index/v1/bulkindexdocuments", body: Self.page.bytes(), headers: sent)
      #expect(again.status == 200)
      #expect(try await client.documentIDs(of: "wiki").count == 20)
      #expect(try await client.titles("nothing", as: Wiki.ada).count == 20)
    }
  }

  static let matrix: [Fault] = [
    .tooManyRequests(retryAfter: 1), .failure(status: 500, .before), .failure(status: 502, .after),
    .failure(status: 503, .after), .reset(.before), .reset(.after), .silence(.zero), .latency(.zero), .truncation,
    .contentType("text/html"), .tokenExpiry,
  ]

  @Test func `strikes refused requests, too`() async throws {
    try await withFault(.contentType("text/html"), path: "*/getdatasourceconfig") { client in
      let answer = try await client.index("getdatasourceconfig", ["datasource": "nobody"])
      #expect(answer.status == 400)
      #expect(answer.contentType == "text/html")
    }
  }

  @Test func `lets a waiting request go when the server stops`() async throws {
    try await withFault(.silence(.seconds(60))) { client in
      let connection = try RawConnection(client, path: "bulkindexdocuments", body: Self.page.text)
      while try await client.documentIDs(of: "wiki").count < 20 { await Task.yield() }
      connection.close()
    }
  }

  static let page = Wiki.page("u", (1...20).map { "doc-\($0)" }, first: true, last: true)

  /// Runs a server on which the first request of a path meets the fault.
  private func withFault(
    _ fault: Fault, path: String = "*/*indexdocuments", _ body: (SandboxClient) async throws -> Void
  ) async throws {
    try await withSandbox({ $0.faults = FaultScript([FaultRule("it", path: path, nth: 1, fault: fault)]) }) { client in
      try await Wiki.setUp(client)
      try await body(client)
    }
  }

  private func injections(_ client: SandboxClient) async throws -> Int64 {
    try await client.console("GET", "faults").json["rules"].elements.first?["injected"]?.integer ?? 0
  }
}
