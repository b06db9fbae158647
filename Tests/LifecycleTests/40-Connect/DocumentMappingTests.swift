import DataOpsCore
import DataOpsLifecycle
import DataRecords
import Testing
import _DataOpsTestKit

@Suite struct `The document of a record` {
  private let datasetID = Identifier<Dataset>(derivedFrom: "dataset")

  private var labels: DocumentLabels {
    DocumentLabels(client: "Acme Bank", stage: .sandbox, datasetID: datasetID, allowedGroups: ["readers"])
  }

  private func document(_ type: ConnectorType, _ record: String) throws -> SearchDocument {
    let documents = try SearchDocuments.from(Array(record.utf8), mapping: .table(type), labels: labels)
    return try #require(documents.first)
  }

  private func property(_ name: String, of document: SearchDocument) -> SearchDocument.Value? {
    document.properties.first { $0.name == name }?.value
  }

  @Test(arguments: [
    (ConnectorType.confluence, "ConfluencePage"), (.github, "GithubRepo"), (.slack, "SlackMessage"),
    (.jira, "JiraIssue"), (.gdrive, "DriveFile"), (.custom, "Record"),
  ])
  func `has the object type of its connector's type`(type: ConnectorType, objectType: String) throws {
    let document = try document(type, #"{"id":"A-1","url":"https://acme.example/1"}"#)
    #expect(document.reference.objectType == objectType)
  }

  @Test(arguments: ConnectorType.allCases)
  func `has an id of hexadecimal digits that follows from its key`(type: ConnectorType) throws {
    let document = try document(type, #"{"id":"PAY-1","url":"https://acme.example/1"}"#)
    #expect(document.reference.id == DocumentMapping.documentID(ofKey: "PAY-1"))
    #expect(document.reference.id.count == 32)
    #expect(document.reference.id.allSatisfy { $0.isHexDigit && !$0.isUppercase })
  }

  @Test func `has an id of its own where keys differ only in case`() {
    #expect(DocumentMapping.documentID(ofKey: "PAY-1") != DocumentMapping.documentID(ofKey: "pay-1"))
  }

  @Test(arguments: [
    String(repeating: "k", count: 5000), "a key with blanks", "  ", "page/1?x=ä&y=日本", "🗂️", "scio:1", "\\t",
  ])
  func `has an id that search takes and keeps the key itself, whatever the key is`(key: String) throws {
    let document = try document(.jira, #"{"id":"\#(key)","url":"https://acme.example/1"}"#)
    #expect(document.reference.id.count == 32)
    #expect(document.reference.id.allSatisfy { $0.isHexDigit && !$0.isUppercase })
    #expect(property("recordkey", of: document) == .text(key == "\\t" ? "\t" : key))
  }

  @Test func `of a page has title, body, space, author, labels and times`() throws {
    let page = try document(
      .confluence,
      #"{"id":"100","title":"Runbook","body":"Do this.","space_key":"PAY","space_name":"Payments","#
        + #""author_email":"ann@acme.example","author_name":"Ann","labels":["runbook"],"status":"current","team":"Core","#
        + #""created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-02T00:00:00Z","url":"https://acme.example/100"}"#)
    #expect(page.title == "Runbook")
    #expect(page.body == "Do this.")
    #expect(page.container == "Payments")
    #expect(page.authorEmail == "ann@acme.example")
    #expect(page.tags == ["runbook"])
    #expect(page.status == "current")
    #expect(page.updatedAt == Timestamp("2026-01-02T00:00:00Z"))
    #expect(property("space", of: page) == .text("PAY"))
  }

  @Test func `of a repository holds description and readme, and its stars as a number`() throws {
    let repository = try document(
      .github,
      #"{"id":"7","name":"ledger","title":"Ledger","description":"Books.","readme":"Read me.","stars":12,"#
        + #""topics":["go"],"project_key":"LED","url":"https://acme.example/7"}"#)
    #expect(repository.body == "ledger\n\nBooks.\n\nRead me.")
    #expect(repository.tags == ["go"])
    #expect(property("stars", of: repository) == .integer(12))
  }

  @Test func `of a message has the beginning of its text for a title`() throws {
    let text = String(repeating: "settlement ", count: 30)
    let message = try document(
      .slack, #"{"id":"C1-1.0","text":"\#(text)","channel_name":"payments","url":"https://acme.example/1"}"#)
    #expect(message.title.hasPrefix("settlement settlement"))
    #expect(message.title.hasSuffix("settlement…"))
    #expect(message.title.utf8.count <= 123)
    #expect(message.body == text)
    #expect(property("channel", of: message) == .text("payments"))
  }

  @Test func `of an issue is found by its key and filtered by project, type, priority and component`() throws {
    let issue = try document(
      .jira,
      #"{"id":"PAY-1","summary":"Broken","description":"It is.","project_key":"PAY","project_name":"Pay","#
        + #""issue_type":"Bug","priority":"High","component":"Ledger","reporter_email":"ann@acme.example","#
        + #""status":"Done","url":"https://acme.example/1"}"#)
    #expect(issue.title == "Broken")
    #expect(issue.body == "PAY-1\n\nIt is.")
    #expect(issue.authorEmail == "ann@acme.example")
    #expect(
      ["project", "issuetype", "priority", "component"].map { property($0, of: issue) } == [
        .text("PAY"), .text("Bug"), .text("High"), .text("Ledger"),
      ])
  }

  @Test(arguments: ConnectorType.allCases)
  func `carries which record, client, stage and dataset it belongs to`(type: ConnectorType) throws {
    let document = try document(type, #"{"id":"A-1","url":"https://acme.example/1"}"#)
    #expect(
      ["recordkey", "clientname", "stage", "datasetid"].map { property($0, of: document) } == [
        .text("A-1"), .text("Acme Bank"), .text("sandbox"), .text(datasetID.description),
      ])
  }

  @Test func `carries the labels of its dataset`() throws {
    let labels = DocumentLabels(
      client: "Acme Bank", stage: .sandbox, datasetID: datasetID, labels: ["team": "payments", "region": "eu"],
      allowedGroups: [])
    let record = Array(#"{"id":"A-1","url":"https://acme.example/1"}"#.utf8)
    let document = try SearchDocuments.from(record, mapping: .table(.jira), labels: labels).first
    #expect(document.flatMap { property("datasetlabels", of: $0) } == .list(["region=eu", "team=payments"]))
  }

  @Test func `of a file has its folder, owner, type and sharing`() throws {
    let file = try document(
      .gdrive,
      #"{"id":"1aB","title":"Forecast","body":"Rows.","folder":"Budget","owner_email":"ann@acme.example","#
        + #""owner_name":"Ann","file_type":"spreadsheet","sharing":"team","labels":["money"],"#
        + #""url":"https://acme.example/1aB"}"#)
    #expect(file.container == "Budget")
    #expect(file.authorEmail == "ann@acme.example")
    #expect(file.authorName == "Ann")
    #expect(file.tags == ["money"])
    #expect(property("filetype", of: file) == .text("spreadsheet"))
    #expect(property("sharing", of: file) == .text("team"))
  }

  @Test func `is open to the groups of its labels only`() throws {
    let document = try document(.jira, #"{"id":"A-1","url":"https://acme.example/1"}"#)
    #expect(document.allowedGroups == ["readers"])
  }

  @Test(arguments: [
    #"{"url":"https://acme.example/1"}"#, #"{"id":"A-1"}"#, #"{"id":"","url":"https://acme.example/1"}"#,
  ])
  func `cannot be made without key and address, and the record is named`(record: String) async throws {
    let failure = await failure { try document(.jira, record) }
    #expect(failure?.code == .generationFailed)
    #expect(failure?.message.hasPrefix("record 1 ") == true)
  }
}

@Suite struct `The people and groups of a datasource` {
  private let identities: ConnectorIdentities
  private let source: RecordSource

  init() throws {
    var fixtures = Fixtures()
    let client = fixtures.client()
    let template = try TemplateLibrary(root: Installation.templates).choose(
      industry: .fintech, useCase: nil, type: .jiraIssues)
    source = try RecordSource(
      template: template, dataset: fixtures.dataset(of: client, type: .jiraIssues), client: client)
    identities = ConnectorIdentities(source: source, stage: .sandbox)
  }

  @Test func `are those who may read the stage by the access table`() {
    #expect(identities.readers == DatasetAccess.readers(in: .sandbox).map(ConnectorIdentities.group))
    #expect(identities.readers == ["dataops-client-se", "dataops-internal-testing"])
  }

  @Test func `have the test identity as the only solutions engineer`() {
    let group = identities.identities.groups.first { $0.name == "dataops-client-se" }
    #expect(group?.memberEmails == [identities.probe])
  }

  @Test func `have the people of the client's world as testers`() {
    let group = identities.identities.groups.first { $0.name == "dataops-internal-testing" }
    #expect(group?.memberEmails == source.people.map(\.email))
  }

  @Test func `have addresses of a reserved domain`() {
    #expect(identities.identities.users.allSatisfy { $0.email.hasSuffix("@\(source.domain)") })
    #expect(source.domain.hasSuffix(".example") || source.domain.hasSuffix(".test"))
  }

  @Test(arguments: Role.allCases)
  func `have group names that the search system does not reserve`(role: Role) {
    let name = ConnectorIdentities.group(of: role)
    #expect(!name.hasPrefix("scio") && !name.contains(where: \.isWhitespace))
  }
}
