import DataOpsCore
import DataOpsLifecycle
import Testing

@Suite struct `A connector` {
  @Test func `is named after client, stage and type`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    #expect(try await installation.connector(of: id).name == "acme-bank-sandbox-jira")
  }

  @Test func `gets a number when the name was ever used`() async throws {
    let installation = try await Installation()
    _ = try await installation.readyDataset(count: 20)
    let second = try await installation.requestIssues(count: 21).dataset.id
    try await installation.drain()
    #expect(try await installation.connector(of: second).name == "acme-bank-sandbox-jira-2")
  }

  @Test func `has a datasource name of letters and digits only`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    let datasource = try await installation.connector(of: id).datasource
    #expect(datasource.hasPrefix("acmebanksandboxjira"))
    #expect(datasource.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
  }

  @Test func `is in the ledger before its datasource exists`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues().dataset.id
    let refusal = SearchWatch { call throws(Failure) in
      if case .register = call { throw Failure(.searchRefusedRequest, "no") }
    }
    try await installation.work(search: refusal)
    let connector = try await installation.connector(of: id)
    #expect(try await installation.ledger(of: id).map(\.name) == [connector.datasource])
    #expect(try await installation.dataset(id).failure?.step == .createConnector)
  }

  @Test func `is found again when its step is repeated`() async throws {
    let installation = try await Installation()
    let client = try await installation.addClient()
    _ = try await installation.requestIssues(count: 20)
    try await installation.work(steps: [FailingStep(.createConnector, Failure(.searchFailed, "gone"), times: 1)])
    let connectors = try await installation.read {
      try $0.connectors(of: client.id, stage: .sandbox, type: .jira)
    }
    #expect(connectors.count == 1)
  }
}
