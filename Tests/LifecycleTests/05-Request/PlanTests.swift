import DataOpsCore
import DataOpsDurable
import DataOpsLifecycle
import GleanAPI
import Testing
import _DataOpsTestKit

@Suite struct `The plan of a provision` {
  private func messages(_ count: Int) -> ProvisionRequest {
    ProvisionRequest(client: "Acme Bank", type: .slackMessages, count: count)
  }

  /// The documented limits enforced, fifteen minutes until a document is found, and one clock for all.
  @Test func `of 2,000 messages agrees with what happens within a tenth`() async throws {
    let installation = try await Installation()
    let client = try await installation.addClient()
    let clock = OneClock(installation.time)
    let search = try SearchAtItsLimits(installation.directory.path("limits"), clock)
    let planned = Services(installation.services, connections: search, time: clock)
    let requests = Requests(services: planned, actor: Actor(.person, "ann"))
    let plan = try await requests.plan(messages(2000))
    #expect(plan.records == 2000)
    try await search.serve {
      let requested = try await requests.provision(messages(2000))
      let began = installation.time.now()
      let runner = OperationRunner(services: planned, steps: Lifecycle.allSteps, owner: "test")
      _ = try await runner.run(requested.operation.id)
      let dataset = try await installation.dataset(requested.dataset.id)
      try #require(dataset.status == .ready, "\(String(describing: dataset.failure))")
      #expect(dataset.clientID == client.id)
      let took = Double((installation.time.now() - began).components.seconds) / 60
      #expect(abs(took - plan.minutes) <= plan.minutes / 10, "took \(took) minutes, planned \(plan.minutes)")
      let sent = search.requests
      #expect(abs(Double(sent - plan.requests)) <= Double(plan.requests) / 10, "sent \(sent), planned \(plan.requests)")
    }
  }

  @Test func `changes nothing`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let before = try await installation.rows()
    _ = try await installation.requests.plan(messages(50))
    #expect(try await installation.rows() == before)
  }

  @Test func `is refused as the request would be`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    #expect(await failure { try await installation.requests.plan(messages(0)) }?.code == .invalidRequest)
    var unknown = messages(50)
    unknown.client = "Nobody"
    #expect(await failure { try await installation.requests.plan(unknown) }?.code == .notFound)
  }

  @Test func `counts the pages of large datasets by a sample`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    #expect(try await installation.requests.plan(messages(100_000)).pages == 100)
  }
}

@Suite struct `The rates that plans go by` {
  @Test func `are those that the client keeps`() throws {
    let budget = GleanBudget.standard
    #expect(try SearchRate.documents.fits(budget.indexDocuments))
    #expect(try SearchRate.searches.fits(budget.search))
    #expect(try SearchRate.others.fits(budget.other))
  }
}

extension SearchRate {
  fileprivate func fits(_ rate: GleanBudget.Rate?) throws -> Bool {
    let rate = try #require(rate)
    let seconds = Double(rate.period.components.seconds) + Double(rate.period.components.attoseconds) / 1e18
    return atOnce == rate.amount && abs(perSecond - rate.amount / seconds) < 0.001
  }
}
