import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `A new dataset` {
  @Test func `is named after client, stage and type`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    #expect(try await installation.requestIssues().dataset.name == "acme-bank-sandbox-jira")
  }

  @Test func `gets the first number that is free when it has no name of its own`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    var names: [String] = []
    for count in [10, 11, 12] { names.append(try await installation.requestIssues(count: count).dataset.name) }
    #expect(names == ["acme-bank-sandbox-jira", "acme-bank-sandbox-jira-2", "acme-bank-sandbox-jira-3"])
  }

  @Test func `may have the name of an archived one`() async throws {
    let installation = try await Installation()
    _ = try await installation.archivedDataset(count: 20)
    #expect(try await installation.requestIssues().dataset.name == "acme-bank-sandbox-jira")
  }

  @Test func `is the one that the same request asked for before, while that is unfinished`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let first = try await installation.requestIssues()
    let rows = try await installation.rows()
    let second = try await installation.requestIssues()
    #expect(second.adopted)
    #expect(second.operation.id == first.operation.id)
    #expect(try await installation.rows() == rows)
  }

  @Test func `is another one when the same request comes after the first was finished`() async throws {
    let installation = try await Installation()
    let first = try await installation.readyDataset(count: 20)
    let second = try await installation.requestIssues(count: 20)
    #expect(!second.adopted)
    #expect(second.dataset.id != first)
  }

  @Test func `of another seed is another one`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    _ = try await installation.requests.provision(ProvisionRequest(client: "Acme Bank", type: .jiraIssues, seed: 1))
    let other = try await installation.requests.provision(
      ProvisionRequest(client: "Acme Bank", type: .jiraIssues, seed: 2))
    #expect(!other.adopted)
  }

  @Test func `expires after seven days in the sandbox`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let now = installation.time.now()
    #expect(try await installation.requestIssues().dataset.expiresAt == now + .seconds(7 * 86_400))
  }

  @Test func `has as many records as its template says when the request does not`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let request = ProvisionRequest(client: "acme-bank", type: .jiraIssues)
    #expect(try await installation.requests.provision(request).dataset.expectedRecordCount == 300)
  }
}
