import GleanAPI
import Testing
import _DataOpsTestKit

@Suite struct `An answer` {
  @Test func `may have unknown fields, unknown names and nulls`() async throws {
    let text = """
      {"documents": {"bulkUploadHistory": [{"uploadId": "u", "status": "PONDERING", "processingState": "DELETION PAUSED",
        "endTime": "NA", "mood": {"deep": [1]}}], "counts": {"indexed": [{"objectType": "Page", "count": 3},
        {"objectType": "Note", "count": 4}], "uploaded": null}}, "identity": null, "datasourceVisibility": "HALF_ENABLED"}
      """
    try await ScriptedServer.run(.json(text)) { server in
      let status = try await GleanClient.testing(server.baseURL).debugDatasourceStatus("wiki")
      let event = try #require(status.documents?.bulkUploadHistory?.first)
      #expect(event.status?.rawValue == "PONDERING")
      #expect(event.processingState == .deletionPaused)
      #expect(event.endTime == "NA")
      #expect(status.documents?.counts?.indexedTotal == 7)
      #expect(status.documents?.counts?.uploadedTotal == 0)
      #expect(status.datasourceVisibility?.rawValue == "HALF_ENABLED")
      #expect(status.identity == nil)
    }
  }

  @Test func `of a search is read with documents, snippets and facets`() async throws {
    let text = """
      {"results": [{"url": "https://wiki.example.com/1", "title": "Cats", "document": {"id": "CUSTOM_WIKI_Page_1",
        "datasource": "wiki", "metadata": {"objectType": "Page", "createTime": "2026-01-02T03:04:05Z",
        "author": {"name": "A", "obfuscatedId": "x1"}}}, "snippets": [{"text": "cats sleep",
        "ranges": [{"startIndex": 0, "endIndex": 4, "type": "BOLD"}]}]}], "cursor": "c2", "hasMoreResults": true,
        "facetResults": [{"sourceName": "app", "buckets": [{"count": 9, "value": {"stringValue": "wiki"}}]}],
        "requestID": "r1", "backendTimeMillis": 12, "sessionInfo": {"sessionTrackingToken": "x"}}
      """
    try await ScriptedServer.run(.json(text)) { server in
      let response = try await GleanClient.testing(server.baseURL).search(SearchRequest(query: "cats"))
      let result = try #require(response.results?.first)
      #expect(result.document?.metadata?.author?.obfuscatedId == "x1")
      #expect(result.snippets?.first?.ranges?.first?.endIndex == 4)
      #expect(response.facetResults?.first?.buckets?.first?.value?.stringValue == "wiki")
      #expect(response.cursor == "c2")
      #expect(response.requestID == "r1")
    }
  }

  @Test func `of a rotation hides the new secret`() async throws {
    let text = #"{"rawSecret":"brand-new-secret","createdAt":1790000000,"rotationPeriodMinutes":1440}"#
    try await ScriptedServer.run(.json(text)) { server in
      let response = try await GleanClient.testing(server.baseURL).rotateToken()
      #expect(response.rawSecret.revealed() == "brand-new-secret")
      #expect(response.createdAt == 1_790_000_000)
      #expect(!"\(response)".contains("brand-new-secret"))
    }
  }

  @Test func `of a rotation that cannot be read does not show its body`() async throws {
    try await ScriptedServer.run(.json(#"{"rawSecret":"brand-new-secret","createdAt":"soon"}"#)) { server in
      let client = try GleanClient.testing(server.baseURL)
      let error = await #expect(throws: GleanError.self) { try await client.rotateToken() }
      #expect(error?.excerpt == nil)
      #expect(error?.isOutcomeUnknown == true)
      #expect(error.map { !"\($0)".contains("brand-new-secret") } == true)
    }
  }

  @Test func `without a field it must have is named by that field and not by its values`() async throws {
    try await ScriptedServer.run(.json(#"{"results":[{"title":"private title"}]}"#)) { server in
      let client = try GleanClient.testing(server.baseURL)
      let error = await #expect(throws: GleanError.self) { try await client.search(SearchRequest(query: "cats")) }
      #expect(error?.reason == .unexpectedAnswer("JSON of another shape: “url” is missing at results.Index 0"))
      #expect(error.map { !"\($0)".contains("private title") } == true)
    }
  }

  @Test(arguments: [
    ScriptedServer.Answer(fields: [("Content-Type", "text/html")], body: Array("<html>Log in</html>".utf8)),
    ScriptedServer.Answer(body: Array("{}".utf8)),
  ])
  func `of another content type is refused with what it was`(answer: ScriptedServer.Answer) async throws {
    try await ScriptedServer.run(answer) { server in
      let client = try GleanClient.testing(server.baseURL)
      let error = await #expect(throws: GleanError.self) { try await client.debugDatasourceStatus("wiki") }
      #expect(error?.reason.isUnexpectedAnswer == true)
      #expect(error.map { "\($0)".contains("expected application/json") } == true)
      #expect(error?.attempts == 1)
      #expect(error?.isOutcomeUnknown == false)
    }
  }

  @Test(arguments: ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"])
  func `may have any parameter on its content type`(type: String) async throws {
    let answer = ScriptedServer.Answer(fields: [("Content-Type", type)], body: Array("{}".utf8))
    try await ScriptedServer.run(answer) { server in
      let status = try await GleanClient.testing(server.baseURL).debugDatasourceStatus("wiki")
      #expect(status == DebugDatasourceStatusResponse())
    }
  }

  @Test func `that acknowledges may have a body of any kind but a page`() async throws {
    let text = ScriptedServer.Answer.status(200, "ok")
    let page = ScriptedServer.Answer.status(200, "<html>Log in</html>", type: "text/html; charset=utf-8")
    try await ScriptedServer.run(text, page) { server in
      let client = try GleanClient.testing(server.baseURL)
      let request = DeleteUserRequest(datasource: "wiki", email: "a@x.example")
      try await client.deleteUser(request)
      let error = await #expect(throws: GleanError.self) { try await client.deleteUser(request) }
      #expect(error?.reason == .unexpectedAnswer("a page of HTML where no body was expected"))
    }
  }

  @Test(arguments: [201, 202, 204, 307, 302])
  func `with a status other than 200 is no success`(status: Int) async throws {
    try await ScriptedServer.run(.status(status)) { server in
      let client = try GleanClient.testing(server.baseURL)
      let error = await #expect(throws: GleanError.self) {
        try await client.addDatasource(CustomDatasourceConfig(name: "wiki"))
      }
      #expect(error?.reason.isUnexpectedAnswer == true)
      #expect(error?.isOutcomeUnknown == (status < 300))
      #expect(server.received.count == 1)
    }
  }

  @Test func `larger than the limit is refused`() async throws {
    var configuration = GleanConfiguration.testing()
    configuration.maximumAnswerBytes = 1_000
    let large = ScriptedServer.Answer.json(#"{"x":""# + String(repeating: "y", count: 100_000) + #""}"#)
    try await ScriptedServer.run(large) { [configuration] server in
      let client = try GleanClient.testing(server.baseURL, configuration)
      let error = await #expect(throws: GleanError.self) { try await client.debugDatasourceStatus("wiki") }
      #expect(error?.reason == .unexpectedAnswer("over 1000 bytes"))
      #expect((error?.excerpt?.count ?? 0) == 500)
    }
  }

  @Test func `is not followed to where it redirects`() async throws {
    try await ScriptedServer.run(.accepted) { target in
      let redirect = ScriptedServer.Answer(status: 307, fields: [("Location", target.baseURL + "/elsewhere")])
      try await ScriptedServer.run(redirect) { server in
        let client = try GleanClient.testing(server.baseURL)
        await #expect(throws: GleanError.self) {
          try await client.deleteUser(DeleteUserRequest(datasource: "wiki", email: "a@x.example"))
        }
        #expect(target.received.isEmpty)
      }
    }
  }

  @Test func `that is not HTTP is refused`() async throws {
    try await RawServer.run(.text("SSH-2.0-OpenSSH_9.9\r\n\r\n")) { server in
      let client = try GleanClient.testing(server.baseURL)
      let error = await #expect(throws: GleanError.self) { try await client.debugDatasourceStatus("wiki") }
      #expect(error?.reason.isUnexpectedAnswer == true)
      #expect(server.requestCount == 1)
    }
  }
}
