import GleanAPI
import Testing

@Suite struct `The configuration of a datasource` {
  @Test func `comes back under the name the service made of it`() async throws {
    let text = #"{"name":"CUSTOM_GLEANTEST","displayName":"Test","datasourceCategory":"TICKETS","future":1}"#
    try await ScriptedServer.run(.json(text)) { server in
      let config = try await GleanClient.testing(server.baseURL).datasourceConfig("gleantest")
      #expect(config?.isNamed("gleantest") == true)
      #expect(config?.isNamed("CUSTOM_gleanTest") == true)
      #expect(config?.isNamed("gleantest2") == false)
      #expect(config?.datasourceCategory == .tickets)
    }
  }

  @Test(arguments: [
    ScriptedServer.Answer.status(400, "Datasource wiki not found"),
    .status(400, #"{"message":"Invalid datasource: wiki"}"#, type: "application/json"),
    .status(404, "unknown datasource"),
  ])
  func `is none when the service says that it does not know it`(answer: ScriptedServer.Answer) async throws {
    try await ScriptedServer.run(answer) { server in
      let config = try await GleanClient.testing(server.baseURL).datasourceConfig("wiki")
      #expect(config == nil)
    }
  }

  @Test(arguments: [
    ScriptedServer.Answer.status(400, "Required field missing: name"),
    .status(404, "<html>nginx</html>"),
    .status(401, "Datasource wiki not found"),
  ])
  func `is an error when the service says anything else`(answer: ScriptedServer.Answer) async throws {
    try await ScriptedServer.run(answer) { server in
      let client = try GleanClient.testing(server.baseURL)
      await #expect(throws: GleanError.self) { try await client.datasourceConfig("wiki") }
    }
  }

  @Test func `keeps its names exactly on the wire`() async throws {
    var config = CustomDatasourceConfig(name: "wiki")
    config.connectorType = .pushAPI
    config.canonicalizingURLRegex = [CanonicalizingRegexType(matchRegex: "a", rewriteRegex: "b")]
    config.isOnPrem = false
    config.objectDefinitions = [
      ObjectDefinition(
        name: "Page", docCategory: .knowledgeHub,
        propertyDefinitions: [PropertyDefinition(name: "p", propertyType: .textList, uiOptions: .docHovercard)])
    ]
    try await ScriptedServer.run(.accepted) { [config] server in
      try await GleanClient.testing(server.baseURL).addDatasource(config)
      let sent = try sortedJSON(server.received.first?.body ?? "")
      #expect(
        sent == """
          {"canonicalizingURLRegex":[{"matchRegex":"a","rewriteRegex":"b"}],"connectorType":"PUSH_API",\
          "isOnPrem":false,"name":"wiki","objectDefinitions":[{"docCategory":"KNOWLEDGE_HUB","name":"Page",\
          "propertyDefinitions":[{"name":"p","propertyType":"TEXTLIST","uiOptions":"DOC_HOVERCARD"}]}]}
          """)
    }
  }
}
