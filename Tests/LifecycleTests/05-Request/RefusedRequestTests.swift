import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

/// A request for a dataset that must be refused.
struct RefusedProvision: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let code: FailureCode
  let request: ProvisionRequest

  init(_ description: String, _ code: FailureCode, _ change: (inout ProvisionRequest) -> Void) {
    testDescription = description
    self.code = code
    var request = ProvisionRequest(client: "Acme Bank", type: .jiraIssues)
    change(&request)
    self.request = request
  }

  static let all: [RefusedProvision] = [
    .init("no records", .invalidRequest) { $0.count = 0 },
    .init("a negative number of records", .invalidRequest) { $0.count = -1 },
    .init("one record more than the maximum", .invalidRequest) { $0.count = ProvisionRequest.maximumCount + 1 },
    .init("an unknown client", .notFound) { $0.client = "Nobody" },
    .init("stage pilot", .invalidRequest) { $0.stage = .pilot },
    .init("stage production", .invalidRequest) { $0.stage = .production },
    .init("a template of another type", .invalidRequest) {
      $0.template = "fintech/developer_productivity/confluence_pages"
    },
    .init("a template that is not there", .templateNotFound) { $0.template = "fintech/unknown/jira_issues" },
    .init("an unknown use case", .templateNotFound) { $0.useCase = "moon_landing" },
    .init("an empty name", .invalidRequest) { $0.name = "" },
    .init("a name of 81 characters", .invalidRequest) { $0.name = String(repeating: "a", count: 81) },
    .init("a name that begins with a space", .invalidRequest) { $0.name = " issues" },
    .init("a name with a line break", .invalidRequest) { $0.name = "two\nlines" },
    .init("a name without letters", .invalidRequest) { $0.name = "!!!" },
    .init("a label without a name", .invalidRequest) { $0.labels = ["": "value"] },
    .init("a label's name of 64 characters", .invalidRequest) { $0.labels = [String(repeating: "a", count: 64): "v"] },
    .init("a label's value of 256 characters", .invalidRequest) {
      $0.labels = ["a": String(repeating: "v", count: 256)]
    },
    .init("33 labels", .invalidRequest) { request in
      for number in 1...33 { request.labels["label-\(number)"] = "value" }
    },
  ]
}

/// A request for a client that must be refused.
struct RefusedClient: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let code: FailureCode
  let request: ClientRequest

  init(
    _ description: String, _ code: FailureCode, _ name: String = "Zeta Bank", _ change: (inout ClientRequest) -> Void
  ) {
    testDescription = description
    self.code = code
    var request = ClientRequest(name: name, industry: .fintech)
    change(&request)
    self.request = request
  }

  static let all: [RefusedClient] = [
    .init("a name that is taken", .alreadyExists, "Acme Bank") { _ in },
    .init("a name that differs in case", .alreadyExists, "ACME BANK") { _ in },
    .init("a name that differs in punctuation", .alreadyExists, "Acme, Bank!") { _ in },
    .init("an empty name", .invalidRequest, "") { _ in },
    .init("a name without letters", .invalidRequest, "日本") { _ in },
    .init("an address without tokens", .invalidRequest) { $0.gleanURL = "https://zeta-be.glean.com" },
    .init("an address with one token", .invalidRequest) {
      $0.gleanURL = "https://zeta-be.glean.com"
      $0.indexingToken = Secret("one")
    },
    .init("tokens without an address", .invalidRequest) {
      $0.indexingToken = Secret("one")
      $0.clientToken = Secret("two")
    },
    .init("a use case that the library does not have", .invalidRequest) { $0.useCase = "moon_landing" },
  ]
}

@Suite struct `A refused request` {
  @Test(arguments: RefusedProvision.all)
  func `for a dataset leaves nothing behind`(refused: RefusedProvision) async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let before = try await installation.rows()
    let failure = await failure { try await installation.requests.provision(refused.request) }
    #expect(failure?.code == refused.code)
    #expect(try await installation.rows() == before)
  }

  @Test(arguments: RefusedClient.all)
  func `for a client leaves nothing behind`(refused: RefusedClient) async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let before = try await installation.rows()
    let sealer = installation.application.sealer
    let failure = await failure { try await installation.requests.addClient(refused.request, sealer: sealer) }
    #expect(failure?.code == refused.code)
    #expect(try await installation.rows() == before)
  }

  @Test func `for a name that is taken leaves nothing behind`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    _ = try await installation.requestIssues(count: 10, name: "Issues of May")
    let before = try await installation.rows()
    let failure = await failure { try await installation.requestIssues(count: 20, name: "issues of MAY") }
    #expect(failure?.code == .alreadyExists)
    #expect(try await installation.rows() == before)
  }

  @Test func `for the 51st dataset of a client says how many are allowed`() async throws {
    let installation = try await Installation()
    let client = try await installation.addClient()
    try await installation.fill(client, datasets: 50)
    let before = try await installation.rows()
    let failure = await failure { try await installation.requestIssues() }
    #expect(failure?.code == .limitReached)
    #expect(failure?.message.contains("50 are allowed") == true)
    #expect(try await installation.rows() == before)
  }

  @Test func `is not the 50th dataset of a client`() async throws {
    let installation = try await Installation()
    let client = try await installation.addClient()
    try await installation.fill(client, datasets: 49)
    #expect(try await installation.requestIssues().adopted == false)
  }

  @Test func `for the checks of a dataset that is being made is a conflict`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues().dataset.id
    let before = try await installation.rows()
    #expect(await failure { try await installation.requests.validate(id) }?.code == .conflict)
    #expect(try await installation.rows() == before)
  }
}

extension Installation {
  fileprivate func fill(_ client: Client, datasets count: Int) async throws {
    try await services.storage.write { registry in
      var fixtures = Fixtures()
      for number in 1...count { try registry.insert(fixtures.dataset(of: client, name: "dataset \(number)")) }
    }
  }
}
