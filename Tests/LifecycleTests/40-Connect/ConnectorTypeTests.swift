import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import Foundation
import Testing

@Suite struct `Every type of connector` {
  private static let rows = ConnectorType.allCases.map(DocumentMapping.table)

  @Test func `has an object type of letters and digits that no other has`() {
    let types = Self.rows.map(\.objectType)
    #expect(Set(types).count == types.count)
    #expect(types.allSatisfy { $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } })
  }

  @Test(arguments: ConnectorType.allCases)
  func `has properties with names, labels and places of their own`(type: ConnectorType) {
    let properties = DocumentMapping.table(type).registered
    #expect(Set(properties.map(\.name)).count == properties.count)
    #expect(properties.allSatisfy { $0.name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber) } })
    #expect(properties.allSatisfy { !$0.label.isEmpty && $0.look?.plural.isEmpty == false })
    let places = properties.compactMap { $0.look?.facetOrder }
    #expect(places == Array(1...places.count), "places are counted from 1 without gaps")
  }

  @Test(arguments: ConnectorType.allCases)
  func `does not offer keys of single records as filters`(type: ConnectorType) {
    let hidden = DocumentMapping.table(type).registered.filter { $0.look?.facetOrder == nil }.map(\.name)
    #expect(hidden.contains("recordkey") && hidden.contains("datasetid"))
  }

  @Test(arguments: ConnectorType.allCases)
  func `has a picture of its own for light and for dark, drawn on nothing`(type: ConnectorType) throws {
    let icon = DatasourceRegistration.Icon(type)
    for url in [icon.url, icon.darkURL] {
      let encoded = try #require(url.split(separator: "data:image/svg+xml;base64,").first)
      let data = try #require(Data(base64Encoded: String(encoded)))
      let svg = String(decoding: data, as: UTF8.self)
      #expect(svg.hasPrefix("<svg xmlns='http://www.w3.org/2000/svg'"))
      #expect(svg.contains("fill='none'") && !svg.contains("<rect") && !svg.contains("href"))
      #expect(url.utf8.count < 1024)
    }
    #expect(icon.url != icon.darkURL)
    let others = ConnectorType.allCases.filter { $0 != type }.map { DatasourceRegistration.Icon($0).url }
    #expect(!others.contains(icon.url))
  }

  private func provision(
    _ template: String, _ type: DatasetType, industry: Industry, count: Int = 40
  ) async throws -> (Installation, Dataset, SearchWatch) {
    let installation = try await Installation()
    _ = try await installation.addClient(industry: industry)
    let id = try await installation.requests.provision(
      ProvisionRequest(client: "Acme Bank", type: type, template: template, count: count, labels: ["team": "demo"])
    ).dataset.id
    let watch = SearchWatch()
    try await installation.work(search: watch)
    return (installation, try await installation.dataset(id), watch)
  }

  @Test(arguments: [
    ("enterprise/knowledge_mgmt/confluence_pages", DatasetType.confluencePages, Industry.enterprise, "confluence"),
    ("enterprise/knowledge_mgmt/github_repos", .githubRepos, .enterprise, "github"),
    ("enterprise/knowledge_mgmt/slack_messages", .slackMessages, .enterprise, "slack"),
    ("enterprise/knowledge_mgmt/jira_issues", .jiraIssues, .enterprise, "jira"),
    ("enterprise/knowledge_mgmt/custom", .custom, .enterprise, "gdrive"),
    ("manufacturing/plant_operations/custom", .custom, .manufacturing, "custom"),
  ])
  func `goes from a template to READY, and search holds what was sent`(
    template: String, type: DatasetType, industry: Industry, connectorType: String
  ) async throws {
    let (installation, dataset, _) = try await provision(template, type, industry: industry)
    try #require(dataset.status == .ready, "\(String(describing: dataset.failure))")
    let connector = try await installation.connector(of: dataset.id)
    #expect(connector.type.rawValue == connectorType)
    #expect(connector.name == "acme-bank-sandbox-\(connectorType)")
    #expect(dataset.name == connector.name)
    let client = try await #require(installation.read { try $0.client(dataset.clientID) })
    let connections = installation.services.connections
    let held = try await installation.application.run { _ in
      try await connections.index(for: client).registration(of: connector.datasource)
    }
    let registered = try #require(held)
    let configured = try #require(ConfiguredDatasource(connector))
    #expect(configured.drift(from: registered, of: connector).isEmpty)
    #expect(registered.iconURL == DatasourceRegistration.Icon(connector.type).url)
    #expect(registered.objectTypes.first?.label == configured.objectLabel)
  }

  @Test func `of a client's own kind shows records as the template says`() async throws {
    let (_, dataset, watch) = try await provision(
      "manufacturing/plant_operations/custom", .custom, industry: .manufacturing)
    #expect(dataset.status == .ready)
    let document = try #require(watch.uploads.first?.documents.first)
    let values = Dictionary(document.properties.map { ($0.name, $0.value) }) { first, _ in first }
    #expect(document.reference.objectType == "EquipmentCard")
    #expect(document.title == "Rotary vane compressor K3, standby")
    #expect(document.container == "the compressor room")
    #expect(document.status == "in_service")
    #expect(document.authorEmail?.hasSuffix(".example") == true)
    #expect(values["equipmentclass"] == .text("utility"))
    #expect(values["servicehours"] == .integer(33810))
    #expect([.text("yes"), .text("no")].contains(values["iscertified"]))
    #expect(values["datasetlabels"] == .list(["team=demo"]))
  }

  @Test func `of a template that cannot be mapped is refused before anything is made`() async throws {
    let library = try SmallLibrary()
    try library.breakSearch()
    let installation = try await Installation(templates: library.root)
    _ = try await installation.addClient()
    let before = try await installation.rows()
    let refused = await failure {
      try await installation.requests.provision(
        ProvisionRequest(client: "Acme Bank", type: .jiraIssues, template: library.path, count: 10))
    }
    #expect(refused?.code == .templateRefused)
    #expect(refused?.message.contains("/schema/search") == true)
    #expect(try await installation.rows() == before)
  }
}
