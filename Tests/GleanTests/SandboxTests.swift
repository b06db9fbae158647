import Foundation
import GleanAPI
import GleanSandbox
import Logging
import ServiceLifecycle
import Testing

/// The client against the server that the product embeds.
@Suite struct `The client and the sandbox` {
  @Test func `agree on the configuration of a datasource, and on there being none`() async throws {
    try await withSandbox { client in
      #expect(try await client.datasourceConfig("wiki") == nil)
      try await client.addDatasource(Self.wiki)
      let config = try #require(try await client.datasourceConfig("wiki"))
      #expect(config.isNamed("wiki"))
      #expect(config.datasourceCategory == .knowledgeHub)
      #expect(config.urlRegex == Self.wiki.urlRegex)
      #expect(config.objectDefinitions?.first?.propertyDefinitions?.first?.propertyType == .text)
    }
  }

  @Test func `bring documents from upload to search, for those who may see them`() async throws {
    try await withSandbox { client in
      try await Self.setUp(client)
      var pages = DocumentPages(documents: 2)
      var cut: [DocumentPage] = []
      for number in 1...5 {
        if let page = try pages.add(EncodedDocument(Self.page(number))) { cut.append(page) }
      }
      cut.append(pages.finish())
      for (index, page) in cut.enumerated() {
        let upload = BulkDocumentUpload(
          uploadId: "u1", isFirstPage: index == 0, isLastPage: index == cut.count - 1, datasource: "wiki")
        try await client.bulkIndexDocuments(page, of: upload)
      }

      let status = try await client.debugDatasourceStatus("wiki")
      #expect(status.documents?.counts?.indexedTotal == 5)
      #expect(status.documents?.bulkUploadHistory?.first?.status == .successful)
      #expect(status.datasourceVisibility == .enabledForAll)

      let document = try await client.debugDocument(
        DebugDocumentRequest(objectType: "Page", docId: "p1"), datasource: "wiki")
      #expect(document.status?.isCurrentlyIndexed == true)
      #expect(document.uploadedPermissions?.allowedGroups == ["staff"])
      let requests = ["p2", "p9"].map { DebugDocumentRequest(objectType: "Page", docId: $0) }
      let statuses = try await client.debugDocuments(
        DebugDocumentsRequest(debugDocuments: requests), datasource: "wiki")
      #expect(statuses.documentStatuses?.map { $0.debugInfo?.status?.isCurrentlyIndexed } == [true, false])

      for (email, mayFind) in [("ada@client.example", true), ("bob@client.example", false)] {
        let access = try await client.checkDocumentAccess(
          CheckDocumentAccessRequest(datasource: "wiki", objectType: "Page", docId: "p1", userEmail: email))
        #expect(access.hasAccess == mayFind)
        let answer = try await client.search(Self.query, actAs: email)
        #expect((answer.results?.count ?? 0) == (mayFind ? 5 : 0))
      }
      let first = try await client.search(Self.query, actAs: "ada@client.example").results?.first
      #expect(first?.document?.metadata?.objectType == "Page")
      #expect(first?.url.hasPrefix("https://wiki.example.com/") == true)
    }
  }

  @Test func `change single documents and their permissions`() async throws {
    try await withSandbox { client in
      try await Self.setUp(client)
      try await client.indexDocument(IndexDocumentRequest(document: Self.page(1), version: 5))
      let older = await #expect(throws: GleanError.self) {
        try await client.indexDocument(IndexDocumentRequest(document: Self.page(1), version: 4))
      }
      guard case .conflict = older?.reason else {
        Issue.record("expected conflict, found \(String(describing: older))")
        return
      }
      try await client.indexDocuments(IndexDocumentsRequest(datasource: "wiki", documents: [Self.page(2)]))
      try await client.updatePermissions(
        UpdatePermissionsRequest(
          datasource: "wiki",
          permissions: DocumentPermissionsDefinition(allowedUsers: [
            UserReferenceDefinition(email: "bob@client.example")
          ]),
          objectType: "Page", id: "p2"))
      #expect(try await client.search(Self.query, actAs: "bob@client.example").results?.count == 1)
      try await client.deleteDocument(DeleteDocumentRequest(datasource: "wiki", objectType: "Page", id: "p2"))
      try await client.deleteDocument(DeleteDocumentRequest(datasource: "wiki", objectType: "Page", id: "p2"))
      #expect(try await client.search(Self.query, actAs: "bob@client.example").results?.isEmpty ?? true)
    }
  }

  @Test func `change single users, groups and memberships`() async throws {
    try await withSandbox { client in
      try await Self.setUp(client)
      try await client.indexDocument(IndexDocumentRequest(document: Self.page(1)))
      try await client.indexUser(
        IndexUserRequest(datasource: "wiki", user: DatasourceUserDefinition(email: "eve@client.example", name: "Eve")))
      let membership = DatasourceMembershipDefinition(groupName: "staff", memberUserId: "ada@client.example")
      try await client.deleteMembership(DeleteMembershipRequest(datasource: "wiki", membership: membership))
      #expect(try await client.search(Self.query, actAs: "ada@client.example").results?.isEmpty ?? true)
      try await client.deleteUser(DeleteUserRequest(datasource: "wiki", email: "eve@client.example"))
      try await client.deleteGroup(DeleteGroupRequest(datasource: "wiki", groupName: "staff"))
      let status = try await client.debugDatasourceStatus("wiki")
      #expect(status.identity?.users?.counts?.uploaded == 2)
      #expect(status.identity?.groups?.counts?.uploaded == 0)
    }
  }

  @Test func `empty a datasource`() async throws {
    try await withSandbox { client in
      try await Self.setUp(client)
      try await client.indexDocuments(
        IndexDocumentsRequest(datasource: "wiki", documents: (1...10).map(Self.page)))
      try await client.bulkIndexDocuments(
        DocumentPage(),
        of: BulkDocumentUpload(
          uploadId: "purge", isFirstPage: true, isLastPage: true, forceRestartUpload: true, datasource: "wiki",
          disableStaleDocumentDeletionCheck: true))
      try await client.processAllDocuments(ProcessAllDocumentsRequest(datasource: "wiki"))
      #expect(try await client.debugDatasourceStatus("wiki").documents?.counts?.indexedTotal == 0)
    }
  }

  @Test func `show a new datasource to the users named first`() async throws {
    try await withSandbox({ $0.initialVisibility = .notEnabled }) { client in
      try await Self.setUp(client)
      try await client.indexDocument(IndexDocumentRequest(document: Self.page(1)))
      #expect(try await client.search(Self.query, actAs: "ada@client.example").results?.isEmpty ?? true)
      try await client.betaUsers(GreenlistUsersRequest(datasource: "wiki", emails: ["ada@client.example"]))
      #expect(try await client.search(Self.query, actAs: "ada@client.example").results?.count == 1)
    }
  }

  @Test func `refuse a document whose address does not belong to the datasource`() async throws {
    try await withSandbox { client in
      try await Self.setUp(client)
      var document = Self.page(1)
      document.viewURL = "https://elsewhere.example.com/1"
      let request = IndexDocumentRequest(document: document)
      let error = await #expect(throws: GleanError.self) { try await client.indexDocument(request) }
      guard case .badRequest(let text) = error?.reason else {
        Issue.record("expected badRequest, found \(String(describing: error))")
        return
      }
      #expect(text.contains("does not match the URL Regex pattern"))
    }
  }

  @Test func `keep a second upload from starting, until it is forced`() async throws {
    try await withSandbox { client in
      try await Self.setUp(client)
      let first = BulkDocumentUpload(uploadId: "u1", isFirstPage: true, datasource: "wiki")
      try await client.bulkIndexDocuments(DocumentPage(), of: first)
      let second = BulkDocumentUpload(uploadId: "u2", isFirstPage: true, isLastPage: true, datasource: "wiki")
      let error = await #expect(throws: GleanError.self) {
        try await client.bulkIndexDocuments(DocumentPage(), of: second)
      }
      guard case .conflict = error?.reason else {
        Issue.record("expected conflict, found \(String(describing: error))")
        return
      }
      #expect(error?.isOutcomeUnknown == false)
      var forced = second
      forced.forceRestartUpload = true
      try await client.bulkIndexDocuments(DocumentPage(), of: forced)
    }
  }

  @Test func `take a token only for its own API, and a rotated one at once`() async throws {
    try await withSandbox { client in
      let rotated = try await client.rotateToken()
      let renewed = try GleanClient(
        baseURL: client.baseURL.description, indexingToken: rotated.rawSecret, clientToken: rotated.rawSecret,
        configuration: .testing())
      try await renewed.addDatasource(Self.wiki)
      let error = await #expect(throws: GleanError.self) {
        try await renewed.search(Self.query, actAs: "ada@client.example")
      }
      guard case .unauthorized = error?.reason else {
        Issue.record("expected unauthorized, found \(String(describing: error))")
        return
      }
    }
  }

  @Test func `agree on how often processing may be started`() async throws {
    try await withSandbox({ $0.enforcesRateLimits = true }) { client in
      try await Self.setUp(client)
      let request = ProcessAllDocumentsRequest(datasource: "wiki")
      try await client.processAllDocuments(request)
      // This client keeps no budget, so the server is the one to refuse.
      let error = await #expect(throws: GleanError.self) { try await client.processAllDocuments(request) }
      guard case .rateLimited(let wait?) = error?.reason else {
        Issue.record("expected rateLimited, found \(String(describing: error))")
        return
      }
      #expect(wait > .seconds(3 * 3600 - 60))
      #expect(wait <= .seconds(3 * 3600))
    }
  }

  // MARK: - What the tests start from

  private static let wiki = CustomDatasourceConfig(
    name: "wiki", displayName: "client-sandbox-confluence", datasourceCategory: .knowledgeHub,
    urlRegex: "https://wiki\\.example\\.com/.*",
    objectDefinitions: [
      ObjectDefinition(
        name: "Page", docCategory: .knowledgeHub,
        propertyDefinitions: [PropertyDefinition(name: "space", propertyType: .text)])
    ],
    connectorType: .pushAPI, isUserReferencedByEmail: true)

  private static let query = SearchRequest(
    query: "quarterly",
    requestOptions: SearchRequestOptions(facetBucketSize: 10, facetFilters: [.equals("app", "wiki")]))

  private static func page(_ number: Int) -> DocumentDefinition {
    DocumentDefinition(
      datasource: "wiki", id: "p\(number)", objectType: "Page", title: "Quarterly report \(number)",
      viewURL: "https://wiki.example.com/p\(number)",
      body: ContentDefinition(mimeType: "text/plain", textContent: "The quarterly numbers of team \(number)."),
      permissions: DocumentPermissionsDefinition(allowedGroups: ["staff"]), createdAt: 1_790_000_000,
      updatedAt: 1_790_000_000, customProperties: [CustomProperty(name: "space", value: .text("FIN"))])
  }

  /// A datasource with two users, of which one is in the group of the documents.
  private static func setUp(_ client: GleanClient) async throws {
    try await client.addDatasource(wiki)
    try await client.bulkIndexUsers(
      BulkIndexUsersRequest(
        uploadId: "users", isFirstPage: true, isLastPage: true, datasource: "wiki",
        users: [
          DatasourceUserDefinition(email: "ada@client.example", name: "Ada"),
          DatasourceUserDefinition(email: "bob@client.example", name: "Bob"),
        ]))
    try await client.bulkIndexGroups(
      BulkIndexGroupsRequest(
        uploadId: "groups", isFirstPage: true, isLastPage: true, datasource: "wiki",
        groups: [DatasourceGroupDefinition(name: "staff")]))
    try await client.bulkIndexMemberships(
      BulkIndexMembershipsRequest(
        uploadId: "memberships", isFirstPage: true, isLastPage: true, datasource: "wiki", group: "staff",
        memberships: [DatasourceBulkMembershipDefinition(memberUserId: "ada@client.example")]))
  }
}

/// Runs a sandbox of its own, visible to all, as long as `body` runs.
private func withSandbox(
  _ change: (inout GleanSandboxConfiguration) -> Void = { _ in }, body: (GleanClient) async throws -> Void
) async throws {
  let directory = FileManager.default.temporaryDirectory.appending(path: "glean-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: directory) }
  let logger = Logger(label: "sandbox", factory: { _ in SwiftLogNoOpLogHandler() })
  var configuration = GleanSandboxConfiguration(
    dataDirectory: directory.path, indexingToken: SandboxToken(Secret.indexing),
    clientToken: SandboxToken(Secret.client))
  configuration.initialVisibility = .enabledForAll
  configuration.logger = logger
  change(&configuration)
  let server = GleanSandboxServer(configuration: configuration)
  let services = ServiceGroup(
    configuration: ServiceGroupConfiguration(services: [server], gracefulShutdownSignals: [], logger: logger))
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask { try await services.run() }
    let result: Result<Void, any Error>
    do {
      result = .success(try await body(GleanClient.testing(server.baseURL())))
    } catch {
      result = .failure(error)
    }
    await services.triggerGracefulShutdown()
    try await group.waitForAll()
    try result.get()
  }
}
