internal import DataOpsCore

// What search holds of the datasets. It has no list of its datasources, so it is asked about those that the registry
// knows.

extension Reconciler {
  /// Asks each client's search about the datasets of a page that no unfinished operation owns.
  ///
  /// - Parameter silent: clients whose search is not asked any more in this run, because it did not answer.
  func askSearch(
    about page: [DatasetFacts], silent: inout Set<Identifier<Client>>, _ result: inout Reconciliation
  ) async throws(Failure) {
    let questions = page.compactMap(SearchQuestion.init).filter { !silent.contains($0.facts.dataset.clientID) }
    guard !questions.isEmpty else { return }
    let byClient = Dictionary(grouping: questions, by: \.facts.dataset.clientID)
    let ids = Set(byClient.keys)
    let clients = try await read { try $0.clients(ids) }
    let answers = try await clients.sorted { $0.name < $1.name }.map(atOnce: Self.clientsAtOnce) { client in
      try await ask(byClient[client.id] ?? [], of: client)
    }
    for answer in answers {
      result.lookedAt.datasources += answer.asked
      result.findings += answer.findings
      if let client = answer.silent { silent.insert(client) }
    }
  }

  private struct Answers: Sendable {
    var asked = 0
    var findings: [Finding] = []
    var silent: Identifier<Client>?
  }

  /// Asks one client's search, one question after the other, until it does not answer.
  private func ask(_ questions: [SearchQuestion], of client: Client) async throws(Failure) -> Answers {
    var answers = Answers()
    for question in questions {
      do {
        let index = try await services.connections.index(for: client)
        let answer = try await question.answer(of: index)
        answers.asked += 1
        guard let finding = question.finding(from: answer, at: services.time.now()),
          try await stillHolds(question.facts)
        else { continue }
        answers.findings.append(finding)
      } catch {
        try Self.passOn(error)
        let isSilent = error.isAboutTheWholeSearch
        answers.findings.append(isSilent ? unreachable(client, error) : question.unanswered(error))
        guard !isSilent else {
          answers.silent = client.id
          break
        }
      }
    }
    return answers
  }

  /// Lets go through what no search is to blame for.
  private static func passOn(_ failure: Failure) throws(Failure) {
    switch failure.code {
    case .interrupted, .storageFailed, .storageUnreachable, .internalError: throw failure
    default: return
    }
  }

  private func unreachable(_ client: Client, _ failure: Failure) -> Finding {
    var subject = Finding.Subject(name: client.name)
    subject.clientID = client.id
    return Finding(
      .searchUnreachable, subject, "the search of client '\(client.name)' could not be looked at: \(failure.message)",
      remedy: failure.remedy ?? "Look again later: dataops reconcile --client '\(client.slug)'")
  }
}

extension Failure {
  /// Whether the next question would have the same answer.
  fileprivate var isAboutTheWholeSearch: Bool {
    switch code {
    case .searchUnreachable, .searchTimedOut, .searchRefusedCredential, .searchRateLimited, .configurationInvalid: true
    default: false
    }
  }
}
