import GleanAPI
import Testing

/// One call and what it must look like on the wire.
struct CallSample: Sendable, CustomTestStringConvertible {
  var path: String
  var body: String
  var answer = ScriptedServer.Answer.accepted
  var token = Secret.indexing
  var call: @Sendable (GleanClient) async throws -> Void

  var testDescription: String {
    path
  }

  static let all: [CallSample] = [
    CallSample(path: "/api/index/v1/adddatasource", body: #"{"name":"wiki"}"#) {
      try await $0.addDatasource(CustomDatasourceConfig(name: "wiki"))
    },
    CallSample(
      path: "/api/index/v1/getdatasourceconfig", body: #"{"datasource":"wiki"}"#, answer: .json(#"{"name":"x"}"#)
    ) {
      _ = try await $0.datasourceConfig("wiki")
    },
    CallSample(
      path: "/api/index/v1/indexdocument",
      body: #"{"document":{"datasource":"wiki","viewURL":"https://x/1"},"version":3}"#
    ) {
      let document = DocumentDefinition(datasource: "wiki", viewURL: "https://x/1")
      try await $0.indexDocument(IndexDocumentRequest(document: document, version: 3))
    },
    CallSample(
      path: "/api/index/v1/indexdocuments", body: #"{"datasource":"wiki","documents":[{"datasource":"wiki"}]}"#
    ) {
      let documents = [DocumentDefinition(datasource: "wiki")]
      try await $0.indexDocuments(IndexDocumentsRequest(datasource: "wiki", documents: documents))
    },
    CallSample(
      path: "/api/index/v1/bulkindexdocuments",
      body: #"{"datasource":"wiki","documents":[],"isFirstPage":true,"isLastPage":true,"uploadId":"u"}"#
    ) {
      try await $0.bulkIndexDocuments(
        BulkIndexDocumentsRequest(
          uploadId: "u", isFirstPage: true, isLastPage: true, datasource: "wiki", documents: []))
    },
    CallSample(
      path: "/api/index/v1/deletedocument", body: #"{"datasource":"wiki","id":"1","objectType":"Page"}"#
    ) {
      try await $0.deleteDocument(DeleteDocumentRequest(datasource: "wiki", objectType: "Page", id: "1"))
    },
    CallSample(
      path: "/api/index/v1/updatepermissions",
      body: #"{"datasource":"wiki","id":"1","objectType":"Page","permissions":{"allowedGroups":["g"]}}"#
    ) {
      try await $0.updatePermissions(
        UpdatePermissionsRequest(
          datasource: "wiki", permissions: DocumentPermissionsDefinition(allowedGroups: ["g"]), objectType: "Page",
          id: "1"))
    },
    CallSample(path: "/api/index/v1/processalldocuments", body: #"{"datasource":"wiki"}"#) {
      try await $0.processAllDocuments(ProcessAllDocumentsRequest(datasource: "wiki"))
    },
    CallSample(
      path: "/api/index/v1/indexuser", body: #"{"datasource":"wiki","user":{"email":"a@x.example","name":"A"}}"#
    ) {
      let user = DatasourceUserDefinition(email: "a@x.example", name: "A")
      try await $0.indexUser(IndexUserRequest(datasource: "wiki", user: user))
    },
    CallSample(
      path: "/api/index/v1/bulkindexusers", body: #"{"datasource":"wiki","isFirstPage":true,"uploadId":"u","users":[]}"#
    ) {
      try await $0.bulkIndexUsers(
        BulkIndexUsersRequest(uploadId: "u", isFirstPage: true, datasource: "wiki", users: []))
    },
    CallSample(
      path: "/api/index/v1/bulkindexgroups",
      body: #"{"datasource":"wiki","groups":[{"name":"g"}],"isLastPage":true,"uploadId":"u"}"#
    ) {
      try await $0.bulkIndexGroups(
        BulkIndexGroupsRequest(
          uploadId: "u", isLastPage: true, datasource: "wiki", groups: [DatasourceGroupDefinition(name: "g")]))
    },
    CallSample(
      path: "/api/index/v1/bulkindexmemberships",
      body: #"{"datasource":"wiki","group":"g","memberships":[{"memberUserId":"a@x.example"}],"uploadId":"u"}"#
    ) {
      let member = DatasourceBulkMembershipDefinition(memberUserId: "a@x.example")
      try await $0.bulkIndexMemberships(
        BulkIndexMembershipsRequest(uploadId: "u", datasource: "wiki", group: "g", memberships: [member]))
    },
    CallSample(path: "/api/index/v1/deleteuser", body: #"{"datasource":"wiki","email":"a@x.example"}"#) {
      try await $0.deleteUser(DeleteUserRequest(datasource: "wiki", email: "a@x.example"))
    },
    CallSample(path: "/api/index/v1/deletegroup", body: #"{"datasource":"wiki","groupName":"g"}"#) {
      try await $0.deleteGroup(DeleteGroupRequest(datasource: "wiki", groupName: "g"))
    },
    CallSample(
      path: "/api/index/v1/deletemembership",
      body: #"{"datasource":"wiki","membership":{"groupName":"g","memberGroupName":"h"}}"#
    ) {
      let membership = DatasourceMembershipDefinition(groupName: "g", memberGroupName: "h")
      try await $0.deleteMembership(DeleteMembershipRequest(datasource: "wiki", membership: membership))
    },
    CallSample(path: "/api/index/v1/betausers", body: #"{"datasource":"wiki","emails":["a@x.example"]}"#) {
      try await $0.betaUsers(GreenlistUsersRequest(datasource: "wiki", emails: ["a@x.example"]))
    },
    CallSample(
      path: "/api/index/v1/checkdocumentaccess",
      body: #"{"datasource":"wiki","docId":"1","objectType":"Page","userEmail":"a@x.example"}"#, answer: .json("{}")
    ) {
      _ = try await $0.checkDocumentAccess(
        CheckDocumentAccessRequest(datasource: "wiki", objectType: "Page", docId: "1", userEmail: "a@x.example"))
    },
    CallSample(path: "/api/index/v1/debug/wiki/status", body: "", answer: .json("{}")) {
      _ = try await $0.debugDatasourceStatus("wiki")
    },
    CallSample(
      path: "/api/index/v1/debug/wiki/document", body: #"{"docId":"1","objectType":"Page"}"#, answer: .json("{}")
    ) {
      _ = try await $0.debugDocument(DebugDocumentRequest(objectType: "Page", docId: "1"), datasource: "wiki")
    },
    CallSample(
      path: "/api/index/v1/debug/wiki/documents", body: #"{"debugDocuments":[{"docId":"1","objectType":"Page"}]}"#,
      answer: .json("{}")
    ) {
      let documents = [DebugDocumentRequest(objectType: "Page", docId: "1")]
      _ = try await $0.debugDocuments(DebugDocumentsRequest(debugDocuments: documents), datasource: "wiki")
    },
    CallSample(path: "/api/index/v1/debug/wiki/user", body: #"{"email":"a@x.example"}"#, answer: .json("{}")) {
      _ = try await $0.debugUser(DebugUserRequest(email: "a@x.example"), datasource: "wiki")
    },
    CallSample(path: "/api/index/v1/rotatetoken", body: "", answer: .json(#"{"rawSecret":"new"}"#)) {
      _ = try await $0.rotateToken()
    },
    CallSample(
      path: "/rest/api/v1/search", body: #"{"query":"cats","requestOptions":{"facetBucketSize":10}}"#,
      answer: .json("{}"), token: Secret.client
    ) {
      _ = try await $0.search(SearchRequest(query: "cats", requestOptions: SearchRequestOptions()))
    },
  ]
}

@Suite struct `A call on the wire` {
  @Test(arguments: CallSample.all)
  func `has its path, its token and its body`(sample: CallSample) async throws {
    try await ScriptedServer.run(sample.answer) { server in
      try await sample.call(GleanClient.testing(server.baseURL))
      let request = try #require(server.received.first)
      #expect(request.method == "POST")
      #expect(request.path == sample.path)
      #expect(request.fields["authorization"] == "Bearer \(sample.token)")
      #expect(try sortedJSON(request.body) == sample.body)
    }
  }

  @Test(arguments: CallSample.all)
  func `has a content type exactly when it has a body, and always a length`(sample: CallSample) async throws {
    try await ScriptedServer.run(sample.answer) { server in
      try await sample.call(GleanClient.testing(server.baseURL))
      let request = try #require(server.received.first)
      #expect(request.fields["content-type"] == (sample.body.isEmpty ? nil : "application/json"))
      #expect(request.fields["content-length"] == "\(request.body.utf8.count)")
      #expect(request.fields["transfer-encoding"] == nil)
    }
  }

  @Test func `covers every endpoint`() {
    #expect(CallSample.all.count == GleanEndpoint.allCases.count)
  }

  @Test func `keeps the path prefix of the base URL`() async throws {
    try await ScriptedServer.run(.json("{}")) { server in
      _ = try await GleanClient.testing(server.baseURL + "/glean/").debugDatasourceStatus("wiki")
      #expect(server.received.first?.path == "/glean/api/index/v1/debug/wiki/status")
    }
  }

  @Test func `encodes a datasource that would change the path`() async throws {
    try await ScriptedServer.run(.json("{}")) { server in
      _ = try await GleanClient.testing(server.baseURL).debugDatasourceStatus("a/../b?c d")
      #expect(server.received.first?.path == "/api/index/v1/debug/a%2F..%2Fb%3Fc%20d/status")
    }
  }

  @Test(arguments: ["", ".", ".."])
  func `is not sent for a datasource that is no name`(name: String) async throws {
    let client = try GleanClient.testing("http://127.0.0.1:9")
    let error = await #expect(throws: GleanError.self) { try await client.debugDatasourceStatus(name) }
    #expect(error?.attempts == 0)
    #expect(error?.reason.isInvalidRequest == true)
  }

  @Test func `names the user a search acts as, and nobody without one`() async throws {
    try await ScriptedServer.run(.json("{}"), .json("{}")) { server in
      let client = try GleanClient.testing(server.baseURL)
      _ = try await client.search(SearchRequest(query: "cats"), actAs: "a@x.example")
      _ = try await client.search(SearchRequest(query: "cats"))
      #expect(server.received.map { $0.fields["x-glean-actas"] } == ["a@x.example", nil])
    }
  }

  @Test(arguments: ["", "a@x.example\r\nX-Evil: 1", "ä@x.example"])
  func `is not sent with a user that cannot stand in a header`(user: String) async throws {
    let client = try GleanClient.testing("http://127.0.0.1:9")
    let error = await #expect(throws: GleanError.self) {
      try await client.search(SearchRequest(query: "cats"), actAs: user)
    }
    #expect(error?.reason.isInvalidRequest == true)
  }

  @Test func `is not sent without its kind of token`() async throws {
    let client = try GleanClient(
      baseURL: "http://127.0.0.1:9", indexingToken: BearerToken(Secret.indexing), clientToken: nil,
      configuration: .testing())
    let error = await #expect(throws: GleanError.self) { try await client.search(SearchRequest(query: "cats")) }
    #expect(error?.reason == .invalidConfiguration("no Client API token was given"))
    #expect(error?.attempts == 0)
  }

  @Test func `is not sent with a number that has no JSON form`() async throws {
    let client = try GleanClient.testing("http://127.0.0.1:9")
    var document = DocumentDefinition.sample("1")
    document.customProperties = [CustomProperty(name: "x", value: .number(.infinity))]
    let request = IndexDocumentRequest(document: document)
    let error = await #expect(throws: GleanError.self) { try await client.indexDocument(request) }
    #expect(error?.reason.isInvalidRequest == true)
  }
}
