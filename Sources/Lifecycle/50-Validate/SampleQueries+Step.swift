package import DataOpsCore

/// Searches for the ten sample queries, as a person would, once everything is indexed.
package struct SampleQueriesStep: CheckStep {
  package let name = StepName.sampleQueries
  package let check = CheckType.sampleQuerySuccess
  static let slowestAnswer: Duration = .seconds(10)
  /// Among so many results the expected record must be.
  static let resultLimit = 10

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let connected = try await ConnectedDataset(work)
    try await waitUntilIndexed(connected, work)
    let check = RunningCheck(.sampleQuerySuccess, work)
    var outcomes: [QueryOutcome] = []
    for (query, expectedKey) in connected.source.answers {
      outcomes.append(try await ask(query, expecting: expectedKey, connected, work))
      work.report(StepProgress(done: outcomes.count, total: connected.source.answers.count))
    }
    let verdict = QueryOutcome.verdict(of: outcomes)
    let succeeded = outcomes.count { $0.trouble == nil }
    let queries = Double(outcomes.count)
    let result = check.result(of: verdict, "\(succeeded) of \(outcomes.count) queries found what they must")
    return StepResult(result.detail) { registry, dataset in
      try result.commit?(registry, dataset)
      try registry.record(
        DatasetUsageMetric(
          datasetID: dataset.id, metric: .queriesRun, value: queries, window: 0, recordedAt: work.services.time.now()))
    }
  }

  private func ask(
    _ query: String, expecting key: String, _ connected: ConnectedDataset, _ work: StepWork
  ) async throws(Failure) -> QueryOutcome {
    let began = work.services.time.now()
    let hits: [SearchHit]
    do {
      hits = try await connected.index.search(
        query, in: connected.connector.datasource, as: connected.identities.probe, limit: Self.resultLimit)
    } catch {
      // Trouble that may pass is no finding about the data: the step is tried again. Nor is a token that is refused.
      if error.retryable || error.code == .searchRefusedCredential { throw error }
      return QueryOutcome(query: query, results: 0, milliseconds: 0, trouble: .init("no_query_errors", error.message))
    }
    let took = work.services.time.now() - began
    return QueryOutcome(
      query: query, results: hits.count, milliseconds: took.milliseconds,
      trouble: trouble(hits, expecting: key, took: took, connected))
  }

  private func trouble(
    _ hits: [SearchHit], expecting key: String, took: Duration, _ connected: ConnectedDataset
  ) -> QueryOutcome.Trouble? {
    if hits.isEmpty { return .init("all_queries_return_results", "should return at least one result") }
    if took >= Self.slowestAnswer { return .init("response_time", "should answer in less than 10 s") }
    let shaped = hits.allSatisfy { hit in
      hit.title?.isEmpty == false && !hit.url.isEmpty
        && (hit.datasource.map(connected.connector.isDatasource(named:)) ?? true)
    }
    if !shaped {
      return .init("results_match_expected_schema", "every result should have a title, a URL and this datasource")
    }
    let expected = DocumentMapping.documentID(ofKey: key)
    if !hits.contains(where: { $0.documentID == expected }) {
      return .init("results_match_expected_schema", "should find record \(key) among the first \(Self.resultLimit)")
    }
    return nil
  }

  /// Whether the documents that the queries must find are there as an update has sent them; their number alone does not tell.
  private func areNew(_ connected: ConnectedDataset, _ work: StepWork) async throws(Failure) -> Bool {
    guard work.operation.kind == .update else { return true }
    let references = connected.source.answers.map {
      SearchDocument.Reference(
        objectType: connected.mapping.objectType, id: DocumentMapping.documentID(ofKey: $0.expectedKey))
    }
    return try await connected.index.areIndexed(Array(Set(references)), in: connected.connector.datasource)
  }

  /// Documents become searchable some time after they were accepted; the step's time limit allows for it.
  private func waitUntilIndexed(_ connected: ConnectedDataset, _ work: StepWork) async throws(Failure) {
    let services = work.services
    let wanted = UploadOutcome(connected.connector).arrived
    let deadline = services.time.now() + StepName.upload.budget
    var pause = services.policy.indexingPoll.lowerBound
    while true {
      let status = try await connected.index.status(of: connected.connector.datasource)
      if status.indexed >= wanted, try await areNew(connected, work) { return }
      work.report(StepProgress(done: status.indexed, total: wanted))
      guard services.time.now() + pause < deadline else {
        throw Failure(
          .indexingTimedOut, "\(status.indexed) of \(wanted) documents were indexed in \(StepName.upload.budget)",
          remedy: "Retry the dataset later: dataops dataset retry \(work.dataset.id)")
      }
      try await services.pause(pause)
      pause = min(pause * 2, services.policy.indexingPoll.upperBound)
    }
  }
}

/// What one sample query gave.
package struct QueryOutcome: Sendable, Hashable {
  package struct Trouble: Sendable, Hashable {
    package let rule: String
    package let message: String

    package init(_ rule: String, _ message: String) {
      self.rule = rule
      self.message = message
    }
  }

  package let query: String
  package let results: Int
  package let milliseconds: Int
  package let trouble: Trouble?

  package init(query: String, results: Int, milliseconds: Int, trouble: Trouble?) {
    self.query = query
    self.results = results
    self.milliseconds = milliseconds
    self.trouble = trouble
  }

  package static func verdict(of outcomes: [QueryOutcome]) -> CheckVerdict {
    let succeeded = outcomes.count { $0.trouble == nil }
    let slowest = outcomes.map(\.milliseconds).max() ?? 0
    return CheckVerdict(
      .sampleQuerySuccess, score: Scoring.sampleQueries(succeeded: succeeded, total: outcomes.count),
      result: [
        "queries": .integer(Int64(outcomes.count)), "succeeded": .integer(Int64(succeeded)),
        "slowest_ms": .integer(Int64(slowest)),
      ],
      examples: outcomes.compactMap { outcome in
        outcome.trouble.map {
          FailingExample(record: outcome.query, pointer: "", rule: $0.rule, message: $0.message)
        }
      })
  }
}
