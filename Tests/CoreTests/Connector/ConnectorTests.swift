import DataOpsCore
import Testing

@Suite struct `Connector phases and statuses` {
  static let allowed: Set<String> = [
    "create/creating", "configure/creating", "configure/unhealthy", "validate/creating", "validate/healthy",
    "validate/unhealthy", "monitor/healthy", "monitor/unhealthy", "disconnect/disconnected", "delete/disconnected",
    "delete/archived",
  ]

  @Test(arguments: ConnectorPhase.allCases, ConnectorStatus.allCases)
  func `allows exactly the pairs of the table`(phase: ConnectorPhase, status: ConnectorStatus) {
    #expect(phase.allowedStatuses.contains(status) == Self.allowed.contains("\(phase)/\(status)"))
  }

  @Test func `goes the whole way from creation to deletion`() throws {
    var connector = connector()
    try connector.move(to: .configure, status: .creating)
    try connector.move(to: .validate, status: .creating)
    try connector.move(to: .monitor, status: .healthy)
    try connector.move(to: .disconnect, status: .disconnected)
    try connector.move(to: .delete, status: .archived)
    #expect(connector.phase == .delete)
  }

  @Test func `may be repeated in the same phase`() throws {
    var connector = connector()
    try connector.move(to: .configure, status: .creating)
    try connector.move(to: .configure, status: .creating)
    #expect(connector.phase == .configure)
  }

  @Test func `does not skip validation, and says where it may go`() throws {
    var connector = connector()
    let refusal = try #require(failure { try connector.move(to: .monitor, status: .healthy) })
    #expect(refusal.code == .transitionRefused)
    #expect(refusal.remedy == "From create it may go to: configure, disconnect.")
  }

  @Test func `is not healthy while it is created`() {
    var connector = connector()
    #expect(failure { try connector.move(to: .create, status: .healthy) }?.code == .transitionRefused)
  }

  @Test func `comes back from disconnection within the grace period`() throws {
    var connector = connector()
    try connector.move(to: .disconnect, status: .disconnected)
    try connector.move(to: .configure, status: .creating)
    #expect(connector.status == .creating)
  }

  @Test func `is found by its name in any case and with Glean's prefix`() {
    #expect(connector().isDatasource(named: "acmesandboxjira1a2b"))
    #expect(connector().isDatasource(named: "CUSTOM_ACMESANDBOXJIRA1A2B"))
    #expect(!connector().isDatasource(named: "acmesandboxjira1a2c"))
  }

  private func connector() -> GleanConnector {
    GleanConnector(
      id: someID(GleanConnector.self), name: "acme-sandbox-jira", datasource: "acmesandboxjira1a2b",
      clientID: someID(Client.self), datasetID: someID(Dataset.self), stage: .sandbox, type: .jira,
      configuration: ConnectorConfiguration(connectorType: .jira, endpoint: "https://x"), createdAt: noon)
  }
}

@Suite struct `Naming rules` {
  @Test func `a connector is named after client, stage and type`() {
    #expect(Names.connectorDisplayName(client: "acme", stage: .pilot, type: .slack, ordinal: 1) == "acme-pilot-slack")
  }

  @Test func `further connectors are numbered from 2`() {
    #expect(Names.connectorDisplayName(client: "acme", stage: .pilot, type: .slack, ordinal: 2) == "acme-pilot-slack-2")
  }

  @Test func `a datasource name has letters and digits only`() {
    let name = Names.datasource(displayName: "Acme & Søn-sandbox-jira-2", discriminator: "0a1b2c")
    #expect(name == "acmesnsandboxjira20a1b2c")
  }

  @Test func `a slug has single hyphens and none at the ends`() {
    #expect(Names.slug("  Acme  Health, Inc. ") == "acme-health-inc")
  }

  @Test(arguments: ["", " x", "x ", "a\u{7}b", "a\u{202E}b", "日本", String(repeating: "x", count: 81)])
  func `refuses a name that is empty, too long, invisible or without a letter`(name: String) {
    #expect(Names.objection(to: name, what: "the name") != nil)
  }

  @Test(arguments: ["Acme", "Acme Health, Inc.", "42", "Zoë's 日本 K.K."])
  func `takes a name as people write it`(name: String) {
    #expect(Names.objection(to: name, what: "the name") == nil)
  }
}
