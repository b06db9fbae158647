import GleanAPI
import Testing

@Suite struct `A page of documents` {
  private func document(_ size: Int) -> EncodedDocument {
    EncodedDocument(json: Array(#"{"x":""#.utf8) + [UInt8](repeating: 0x79, count: size - 8) + Array(#""}"#.utf8))
  }

  @Test func `is cut at a thousand documents`() throws {
    var pages = DocumentPages()
    var cut: [DocumentPage] = []
    for _ in 0..<2_500 {
      if let page = try pages.add(document(10)) { cut.append(page) }
    }
    cut.append(pages.finish())
    #expect(cut.map(\.count) == [1_000, 1_000, 500])
  }

  @Test func `is cut before its request passes 5 MiB`() async throws {
    var pages = DocumentPages()
    var cut: [DocumentPage] = []
    for _ in 0..<50 {
      if let page = try pages.add(document(250_000)) { cut.append(page) }
    }
    cut.append(pages.finish())
    #expect(cut.map(\.count) == [20, 20, 10])
    try await ScriptedServer.run(.accepted) { [cut] server in
      let upload = BulkDocumentUpload(uploadId: "u", isFirstPage: true, datasource: "wiki")
      try await GleanClient.testing(server.baseURL).bulkIndexDocuments(cut[0], of: upload)
      let bytes = server.received.first?.body.utf8.count ?? 0
      #expect(bytes > 5_000_000)
      #expect(bytes <= 5 << 20)
    }
  }

  @Test func `takes a document that just fits and refuses one byte more`() throws {
    let most = (5 << 20) - (4 << 10)
    var pages = DocumentPages()
    #expect(try pages.add(document(most)) == nil)
    let error = #expect(throws: GleanError.self) { try pages.add(document(most + 1)) }
    guard case .payloadTooLarge(let text) = error?.reason else {
      Issue.record("expected payloadTooLarge")
      return
    }
    #expect(text.contains("\(most) fit"))
    #expect(try pages.add(document(10))?.count == 1)
    #expect(pages.finish().count == 1)
  }

  @Test(arguments: ["", "[]", "{", "null", #""{}""#, "{}x"])
  func `refuses what is not an object`(text: String) throws {
    var page = DocumentPage()
    let error = #expect(throws: GleanError.self) { try page.append(EncodedDocument(json: Array(text.utf8))) }
    #expect(error?.reason.isInvalidRequest == true)
    #expect(page.isEmpty)
  }

  @Test func `carries the bytes of its documents unchanged`() async throws {
    let texts = [#"{ "b" : 1.50, "a" : "é\u00e9" }"#, "\n{}\n"]
    try await ScriptedServer.run(.accepted, .accepted) { server in
      let client = try GleanClient.testing(server.baseURL)
      var page = DocumentPage()
      for text in texts { try page.append(EncodedDocument(json: Array(text.utf8))) }
      let upload = BulkDocumentUpload(
        uploadId: "u\"1", isFirstPage: true, isLastPage: true, forceRestartUpload: true, datasource: "wiki",
        disableStaleDocumentDeletionCheck: true)
      try await client.bulkIndexDocuments(page, of: upload)
      try await client.indexDocuments(page, datasource: "wiki", uploadId: "u2")
      let bodies = server.received.map(\.body)
      #expect(bodies.first?.hasSuffix(#","documents":[\#(texts.joined(separator: ","))]}"#) == true)
      #expect(
        try sortedJSON(bodies.first ?? "") == """
          {"datasource":"wiki","disableStaleDocumentDeletionCheck":true,"documents":[{"a":"éé","b":1.5},{}],\
          "forceRestartUpload":true,"isFirstPage":true,"isLastPage":true,"uploadId":"u\\"1"}
          """)
      #expect(
        try sortedJSON(bodies.last ?? "")
          == #"{"datasource":"wiki","documents":[{"a":"éé","b":1.5},{}],"uploadId":"u2"}"#)
    }
  }

  @Test func `without documents empties the datasource`() async throws {
    try await ScriptedServer.run(.accepted) { server in
      let upload = BulkDocumentUpload(uploadId: "u", isFirstPage: true, isLastPage: true, datasource: "wiki")
      try await GleanClient.testing(server.baseURL).bulkIndexDocuments(DocumentPage(), of: upload)
      #expect(server.received.first?.body.hasSuffix(#","documents":[]}"#) == true)
    }
  }

  @Test func `takes a typed document as the same JSON`() throws {
    let encoded = try EncodedDocument(.sample("1"))
    let text = String(decoding: encoded.json, as: UTF8.self)
    #expect(text.contains(#""viewURL":"https://wiki.example.com/1""#))
    #expect(!text.contains("null"))
  }
}
