import Foundation
import Testing

@testable import GleanAPI

@Suite struct `A budget` {
  @Test func `lets its amount pass at once and then one at a time`() {
    var bucket = TokenBucket(GleanBudget.Rate(2, per: .seconds(1)), at: .zero)
    let results = (0..<4).map { _ in bucket.take(1, at: .zero, waitingAtMost: .seconds(60)) }
    #expect(
      results == [
        .granted(wait: .zero), .granted(wait: .zero), .granted(wait: .milliseconds(500)), .granted(wait: .seconds(1)),
      ])
  }

  @Test func `refills with time, never beyond its amount`() {
    var bucket = TokenBucket(GleanBudget.Rate(2, per: .seconds(1)), at: .zero)
    _ = bucket.take(2, at: .zero, waitingAtMost: .zero)
    #expect(bucket.take(2, at: .seconds(3600), waitingAtMost: .zero) == .granted(wait: .zero))
    #expect(bucket.take(1, at: .seconds(3600), waitingAtMost: .zero) == .refused(wait: .milliseconds(500)))
  }

  @Test func `takes nothing when the wait is refused`() {
    var bucket = TokenBucket(GleanBudget.Rate(1, per: .seconds(1)), at: .zero)
    _ = bucket.take(1, at: .zero, waitingAtMost: .zero)
    #expect(bucket.take(1, at: .zero, waitingAtMost: .milliseconds(10)) == .refused(wait: .seconds(1)))
    #expect(bucket.take(1, at: .seconds(1), waitingAtMost: .zero) == .granted(wait: .zero))
  }

  @Test func `grants more than its amount when it is full and delays the next`() {
    var bucket = TokenBucket(GleanBudget.Rate(600, per: .seconds(60)), at: .zero)
    #expect(bucket.take(1000, at: .zero, waitingAtMost: .zero) == .granted(wait: .zero))
    #expect(bucket.take(10, at: .zero, waitingAtMost: .seconds(60)) == .granted(wait: .seconds(41)))
  }

  @Test func `is documented at the rates of the service`() {
    let budget = GleanBudget.documented
    #expect(budget.indexDocument == GleanBudget.Rate(10, per: .seconds(1)))
    #expect(budget.indexDocuments == GleanBudget.Rate(600, per: .seconds(60)))
    #expect(budget.search == GleanBudget.Rate(5, per: .seconds(1)))
    #expect(budget.other == GleanBudget.Rate(30, per: .seconds(1)))
    #expect(budget.processingInterval == .seconds(10_800))
  }

  @Test func `leaves a hundredth of each documented rate, and a third of what may come at once`() {
    let documented = GleanBudget.documented
    let standard = GleanConfiguration().budget
    #expect(standard == .standard)
    let lanes: [(KeyPath<GleanBudget, GleanBudget.Rate?>, atOnce: Double)] = [
      (\.indexDocument, 6), (\.indexDocuments, 400), (\.search, 3), (\.other, 20),
    ]
    for (lane, atOnce) in lanes {
      guard let limit = documented[keyPath: lane], let rate = standard[keyPath: lane] else { continue }
      #expect(rate.amount == atOnce)
      let share = rate.amount / (rate.period / .seconds(1)) / (limit.amount / (limit.period / .seconds(1)))
      #expect(abs(share - 0.99) < 0.0001)
    }
    #expect(standard.processingInterval == documented.processingInterval)
  }

  @Test(arguments: [30.0, 5, 10])
  func `is never refused by the service's bucket where requests are late by up to a third of a second`(limit: Double) {
    let rate = GleanBudget.Rate(limit, per: .seconds(1))
    var ours = TokenBucket(rate.withMargin(), at: .zero)
    var arrivals: [Duration] = []
    var now = Duration.zero
    for number in 0..<2000 {
      guard case .granted(let wait) = ours.take(1, at: now, waitingAtMost: .seconds(60)) else { continue }
      now += wait
      // Our clock runs fast by a two-hundredth, and each request takes its time.
      arrivals.append(now * 0.995 + .milliseconds(number * 7919 % 331))
    }
    var theirs = TokenBucket(rate, at: .zero)
    let refused = arrivals.sorted().count { theirs.take(1, at: $0, waitingAtMost: .zero) != .granted(wait: .zero) }
    #expect(refused == 0)
  }

  @Test func `without a margin is refused where requests are late`() {
    let rate = GleanBudget.Rate(30, per: .seconds(1))
    var (ours, theirs) = (TokenBucket(rate, at: .zero), TokenBucket(rate, at: .zero))
    var now = Duration.zero
    var arrivals: [Duration] = []
    for number in 0..<90 {
      guard case .granted(let wait) = ours.take(1, at: now, waitingAtMost: .seconds(60)) else { continue }
      now += wait
      arrivals.append(now + .milliseconds(number < 60 ? 100 : 0))
    }
    let refused = arrivals.sorted().count { theirs.take(1, at: $0, waitingAtMost: .zero) != .granted(wait: .zero) }
    #expect(refused > 0)
  }

  @Test func `delays the sixth search of a second and no document`() async throws {
    let clock = ManualClock()
    var configuration = GleanConfiguration.testing(clock)
    configuration.budget = .documented
    let answer = ScriptedServer.Answer.json("{}")
    try await ScriptedServer.run(answer, answer, answer, answer, answer, .accepted, answer) { [configuration] server in
      let client = try GleanClient.testing(server.baseURL, configuration)
      for _ in 1...5 { _ = try await client.search(SearchRequest(query: "x")) }
      try await client.indexDocument(IndexDocumentRequest(document: .sample("1")))
      #expect(clock.sleeps.isEmpty)
      _ = try await client.search(SearchRequest(query: "x"))
      #expect(clock.sleeps == [.milliseconds(200)])
    }
  }

  @Test func `counts the documents of a page`() async throws {
    let clock = ManualClock()
    var configuration = GleanConfiguration.testing(clock)
    configuration.budget = .documented
    try await ScriptedServer.run(.accepted, .accepted) { [configuration] server in
      let client = try GleanClient.testing(server.baseURL, configuration)
      var page = DocumentPage()
      for number in 0..<400 { try page.append(EncodedDocument(json: Array(#"{"id":"\#(number)"}"#.utf8))) }
      try await client.indexDocuments(page, datasource: "wiki")
      #expect(clock.sleeps.isEmpty)
      try await client.indexDocuments(page, datasource: "wiki")
      #expect(clock.sleeps == [.seconds(20)])
    }
  }

  @Test func `refuses a call that would wait beyond its deadline`() async throws {
    let clock = ManualClock()
    var configuration = GleanConfiguration.testing(clock)
    configuration.budget.search = GleanBudget.Rate(1, per: .seconds(60))
    configuration.deadline = .seconds(10)
    try await ScriptedServer.run(.json("{}")) { [configuration] server in
      let client = try GleanClient.testing(server.baseURL, configuration)
      _ = try await client.search(SearchRequest(query: "x"))
      let error = await #expect(throws: GleanError.self) { try await client.search(SearchRequest(query: "x")) }
      #expect(error?.reason == .rateLimited(retryAfter: .seconds(60)))
      #expect(error?.attempts == 0)
      #expect(clock.sleeps.isEmpty)
    }
  }
}

@Suite struct `Processing all documents` {
  private let interval = Duration.seconds(3 * 3600)

  @Test func `is refused for three hours after a success, with the time when it is allowed`() async throws {
    let clock = ManualClock()
    var configuration = GleanConfiguration.testing(clock)
    configuration.budget = .documented
    try await ScriptedServer.run(.accepted, .accepted, .accepted) { [configuration] server in
      let client = try GleanClient.testing(server.baseURL, configuration)
      let request = ProcessAllDocumentsRequest(datasource: "wiki")
      try await client.processAllDocuments(request)
      let allowed = ManualClock.start.addingTimeInterval(10_800)
      #expect(await client.nextProcessing(of: "WIKI") == allowed)
      let error = await #expect(throws: GleanError.self) { try await client.processAllDocuments(request) }
      #expect(error?.reason == .notYetAllowed(until: allowed))
      #expect(error?.isRetryable == true)
      #expect(error.map { "\($0)".contains("2026-09-21T17:13:20Z") } == true)
      #expect(server.received.count == 1)
      try await client.processAllDocuments(ProcessAllDocumentsRequest(datasource: "tickets"))
      clock.advance(by: .seconds(10_800))
      try await client.processAllDocuments(request)
    }
  }

  @Test func `is allowed again after a failure`() async throws {
    var configuration = GleanConfiguration.testing()
    configuration.budget = .documented
    try await ScriptedServer.run(.status(500), .accepted) { [configuration] server in
      let client = try GleanClient.testing(server.baseURL, configuration)
      await #expect(throws: GleanError.self) { try await client.processAllDocuments() }
      try await client.processAllDocuments()
      #expect(server.received.count == 2)
    }
  }

  @Test func `is refused after a call of an earlier process that the client was told of`() async throws {
    var configuration = GleanConfiguration.testing()
    configuration.budget = .documented
    let client = try GleanClient.testing("http://127.0.0.1:9", configuration)
    await client.recordProcessing(of: "wiki", at: ManualClock.start.addingTimeInterval(-3600))
    let error = await #expect(throws: GleanError.self) {
      try await client.processAllDocuments(ProcessAllDocumentsRequest(datasource: "wiki"))
    }
    #expect(error?.reason == .notYetAllowed(until: ManualClock.start.addingTimeInterval(7200)))
  }

  @Test func `of all datasources blocks each of them, and not the other way round`() {
    let now = ManualClock.start
    var allowance = ProcessingAllowance()
    allowance.record("wiki", at: now)
    #expect(allowance.nextCall(for: nil, interval: interval, now: now) == nil)
    #expect(allowance.nextCall(for: "tickets", interval: interval, now: now) == nil)
    allowance.record(nil, at: now)
    #expect(allowance.nextCall(for: "tickets", interval: interval, now: now) == now.addingTimeInterval(10_800))
    #expect(allowance.nextCall(for: nil, interval: interval, now: now) == now.addingTimeInterval(10_800))
  }

  @Test func `is not started twice at the same time`() {
    let now = ManualClock.start
    var allowance = ProcessingAllowance()
    #expect(allowance.begin(for: "wiki", interval: interval, now: now) == nil)
    #expect(allowance.begin(for: "Wiki", interval: interval, now: now) != nil)
    #expect(allowance.begin(for: "tickets", interval: interval, now: now) == nil)
    allowance.end(for: "wiki", acknowledgedAt: nil)
    #expect(allowance.begin(for: "wiki", interval: interval, now: now) == nil)
  }

  @Test func `is not limited when no interval is kept`() async throws {
    try await ScriptedServer.run(.accepted, .accepted) { server in
      let client = try GleanClient.testing(server.baseURL)
      try await client.processAllDocuments()
      try await client.processAllDocuments()
      #expect(server.received.count == 2)
    }
  }
}
