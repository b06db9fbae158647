import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `Drift` {
  private let connector: GleanConnector
  private let configured: ConfiguredDatasource

  init() throws {
    var fixtures = Fixtures()
    let client = fixtures.client()
    var connector = fixtures.connector(of: fixtures.dataset(of: client, type: .jiraIssues), client: client)
    let registration = DatasourceRegistration(
      name: connector.datasource, displayName: connector.name, connectorType: .jira, objectType: "JiraIssue",
      properties: [
        .init(name: "team", label: "Team", type: .text), .init(name: "stars", label: "Stars", type: .integer),
      ],
      homeURL: "https://acme.example/", urlPattern: "^https://acme\\.example/.*$", isTest: true)
    let configured = ConfiguredDatasource(registration, probe: "probe@acme.example", queries: ["one", "two"])
    connector.configuration.configuration = configured.json
    self.connector = connector
    self.configured = try #require(ConfiguredDatasource(connector))
    #expect(self.configured == configured, "the row keeps everything")
  }

  private func registered(
    name: String? = nil, displayName: String? = nil, category: String? = "tickets",
    urlPattern: String? = "^https://acme\\.example/.*$", homeURL: String? = "https://acme.example/",
    type: String = "JiraIssue", properties: [RegisteredDatasource.Property]? = nil, isTest: Bool = true
  ) -> RegisteredDatasource {
    RegisteredDatasource(
      name: name ?? "CUSTOM_\(connector.datasource.uppercased())", displayName: displayName ?? connector.name,
      category: category, urlPattern: urlPattern, homeURL: homeURL,
      objectTypes: [
        .init(
          name: type,
          properties: properties ?? [
            .init(name: "stars", label: "Stars", type: "integer"), .init(name: "team", label: "Team", type: "text"),
            .init(name: "more", label: nil, type: "USERID"),
          ])
      ], isTest: isTest)
  }

  private func members(_ registered: RegisteredDatasource) -> [String] {
    configured.drift(from: registered, of: connector).map { $0.member + ($0.breaks ? "!" : "") }
  }

  @Test func `is none where search holds what was configured, in its own spelling and with more besides`() {
    #expect(members(registered()).isEmpty)
  }

  @Test func `is found in every member, and known to break or not`() {
    #expect(members(registered(name: "CUSTOM_OTHER")) == ["name!"])
    #expect(members(registered(displayName: "Other")) == ["display_name"])
    #expect(members(registered(category: "messaging")) == ["category"])
    #expect(members(registered(category: nil)) == ["category"])
    #expect(members(registered(urlPattern: ".*")) == ["url_pattern!"])
    #expect(members(registered(homeURL: nil)) == ["home_url"])
    #expect(members(registered(isTest: false)) == ["is_test!"])
    #expect(members(registered(type: "Page")) == ["object_definitions!"])
    #expect(
      members(registered(properties: [.init(name: "team", label: "Team", type: "text")])) == ["properties.stars!"])
    #expect(
      members(
        registered(properties: [
          .init(name: "team", label: "Squad", type: "text"), .init(name: "stars", label: "Stars", type: "text"),
        ])) == ["properties.team.label", "properties.stars.type!"])
  }

  @Test func `is found in icons, labels and the looks of properties, none of which break`() throws {
    let look = DatasourceRegistration.Look(plural: "Teams", facetOrder: 1, group: .record)
    let registration = DatasourceRegistration(
      name: connector.datasource, displayName: connector.name, connectorType: .jira, objectType: "JiraIssue",
      objectLabel: "Issue", icon: .init(.jira),
      properties: [.init(name: "team", label: "Team", type: .text, look: look)], homeURL: "https://acme.example/",
      urlPattern: "^https://acme\\.example/.*$", isTest: true)
    var connector = connector
    connector.configuration.configuration = ConfiguredDatasource(registration, probe: "p", queries: []).json
    let configured = try #require(ConfiguredDatasource(connector))
    #expect(configured.registration(of: connector) == registration, "the row keeps everything")

    func members(
      icon: String?, label: String?, _ property: RegisteredDatasource.Property
    ) -> [String] {
      let found = RegisteredDatasource(
        name: connector.datasource, displayName: connector.name, category: "tickets",
        urlPattern: registration.urlPattern, homeURL: registration.homeURL, iconURL: icon,
        iconDarkURL: registration.icon?.darkURL,
        objectTypes: [.init(name: "JiraIssue", label: label, properties: [property])], isTest: true)
      return configured.drift(from: found, of: connector).map { $0.member + ($0.breaks ? "!" : "") }
    }
    func team(plural: String? = "Teams", isFacet: Bool = true, order: Int? = 1, group: String? = "record")
      -> RegisteredDatasource.Property
    {
      .init(
        name: "team", label: "Team", type: "text", plural: plural, isFacet: isFacet, facetOrder: order, group: group)
    }
    let icon = registration.icon?.url
    #expect(members(icon: icon, label: "Issue", team()).isEmpty)
    #expect(members(icon: nil, label: "Issue", team()) == ["icon"])
    #expect(members(icon: icon, label: "Ticket", team()) == ["object_label"])
    #expect(members(icon: icon, label: "Issue", team(plural: nil)) == ["properties.team.plural"])
    #expect(members(icon: icon, label: "Issue", team(order: 2)) == ["properties.team.facet"])
    #expect(members(icon: icon, label: "Issue", team(isFacet: false)) == ["properties.team.facet"])
    #expect(members(icon: icon, label: "Issue", team(group: nil)) == ["properties.team.group"])
  }

  @Test func `says what was found and what was configured`() {
    let drift = configured.drift(from: registered(displayName: "Other", type: "Page"), of: connector)
    #expect(
      drift.sentence
        == "display_name is 'Other' and was configured as '\(connector.name)'; object_definitions is missing")
  }

  @Test func `is compared with rows that keep names of properties only`() throws {
    var old = connector
    old.configuration.configuration = [
      "object_type": "JiraIssue", "url_pattern": "^https://acme\\.example/.*$", "home_url": "https://acme.example/",
      "is_test": true, "properties": ["priority", "clientname"],
    ]
    let configured = try #require(ConfiguredDatasource(old))
    #expect(configured.properties.map(\.label) == ["Priority", "Client"])
    #expect(configured.properties.map(\.type) == [.pickList, .text])
    #expect(configured.probe == nil)
  }

  @Test func `cannot be found where the connector was never configured`() {
    var new = connector
    new.configuration.configuration = [:]
    #expect(ConfiguredDatasource(new) == nil)
  }
}
