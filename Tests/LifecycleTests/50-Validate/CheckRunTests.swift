import DataOpsCore
import DataOpsLifecycle
import DataRecords
import Testing
import _DataOpsTestKit

/// Trouble with one of the ten sample queries.
struct QueryTrouble: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let rule: String
  let hits: @Sendable ([SearchHit]) -> [SearchHit]

  init(_ description: String, _ rule: String, _ hits: @escaping @Sendable ([SearchHit]) -> [SearchHit]) {
    testDescription = description
    self.rule = rule
    self.hits = hits
  }

  static let all: [QueryTrouble] = [
    .init("no results", "all_queries_return_results") { _ in [] },
    .init("results of another datasource", "results_match_expected_schema") { hits in
      hits.map {
        SearchHit(
          documentID: $0.documentID, title: $0.title, url: $0.url, datasource: "somebodyelses", snippet: $0.snippet)
      }
    },
    .init("results without a title", "results_match_expected_schema") { hits in
      hits.map {
        SearchHit(documentID: $0.documentID, title: nil, url: $0.url, datasource: $0.datasource, snippet: $0.snippet)
      }
    },
    .init("results without the expected record", "results_match_expected_schema") { hits in
      hits.map {
        SearchHit(documentID: "0", title: $0.title, url: $0.url, datasource: $0.datasource, snippet: $0.snippet)
      }
    },
  ]
}

@Suite struct `A check` {
  /// One of the ten of the template.
  static let query = "Luhn fixtures pre-commit"

  private func queryCheck(_ watch: SearchWatch) async throws -> DataQualityCheck {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues().dataset.id
    try await installation.work(search: watch)
    return try #require(try await installation.checks(of: id).last { $0.type == .sampleQuerySuccess })
  }

  @Test(arguments: QueryTrouble.all)
  func `of the sample queries fails for one query with`(trouble: QueryTrouble) async throws {
    let check = try await queryCheck(SearchWatch(answer: { $0 == Self.query ? trouble.hits($1) : $1 }))
    #expect(check.score == 90)
    #expect(check.status == .failed)
    #expect(check.examples.map(\.record) == [Self.query])
    #expect(check.examples.map(\.rule) == [trouble.rule])
  }

  @Test(arguments: [(Duration.milliseconds(9999), 100.0), (.seconds(10), 90.0)])
  func `of the sample queries wants each answer in less than 10 s`(duration: Duration, score: Double) async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues().dataset.id
    let time = installation.time
    try await installation.work(
      search: SearchWatch { call throws(Failure) in
        if case .search(Self.query) = call { time.advance(by: duration) }
      })
    #expect(try await installation.checks(of: id).last { $0.type == .sampleQuerySuccess }?.score == score)
  }

  @Test func `of the sample queries fails for a query that the search system refuses`() async throws {
    let check = try await queryCheck(
      SearchWatch { call throws(Failure) in
        if case .search(Self.query) = call { throw Failure(.searchRefusedRequest, "bad query") }
      })
    #expect(check.examples.map(\.rule) == ["no_query_errors"])
  }

  @Test func `of the sample queries does not run with a token that is refused`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues().dataset.id
    try await installation.work(
      search: SearchWatch { call throws(Failure) in
        if case .search(Self.query) = call { throw Failure(.searchRefusedCredential, "expired") }
      })
    #expect(try await installation.dataset(id).failure?.code == .searchRefusedCredential)
    #expect(try await installation.checks(of: id).last { $0.type == .sampleQuerySuccess }?.status == .errored)
  }

  @Test func `that could not run is written down as errored and run again`() async throws {
    let outage = Counter(1)
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues().dataset.id
    try await installation.work(
      search: SearchWatch { call throws(Failure) in
        if case .search(Self.query) = call, outage.take() { throw Failure(.searchFailed, "down") }
      })
    let checks = try await installation.checks(of: id).filter { $0.type == .sampleQuerySuccess }
    #expect(checks.map(\.status) == [.errored, .passed])
  }

  @Test func `that could not run does not count as bad data`() async throws {
    let outage = Counter(1)
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues().dataset.id
    try await installation.work(
      search: SearchWatch { call throws(Failure) in
        if case .search(Self.query) = call, outage.take() { throw Failure(.searchFailed, "down") }
      })
    #expect(try await installation.dataset(id).qualityScore?.overall == 100)
  }

  @Test func `that never could run fails the dataset in that step`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues().dataset.id
    try await installation.work(
      search: SearchWatch { call throws(Failure) in
        if case .search(Self.query) = call { throw Failure(.searchFailed, "down") }
      })
    let dataset = try await installation.dataset(id)
    #expect(dataset.failure == Failure(.searchFailed, "down", step: .sampleQueries))
    #expect(try await installation.checks(of: id).count { $0.status == .errored } == 3)
  }

  @Test func `of the schema warns of an unexpected field and lets the dataset become READY`() async throws {
    let library = try SmallLibrary()
    try library.editRecords(0..<3) { $0["mood"] = "good" }
    let installation = try await Installation(templates: library.root)
    let id = try await installation.readyDataset()
    let check = try #require(try await installation.checks(of: id).first { $0.type == .schemaValidation })
    #expect(check.status == .warned)
    #expect(check.result["unexpected_fields"]?["/mood"] == .integer(3))
    #expect(try await installation.dataset(id).status == .ready)
  }
}
