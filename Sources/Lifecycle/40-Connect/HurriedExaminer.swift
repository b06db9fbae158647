internal import DataOpsCore
internal import Synchronization

/// Asks no more once a question was not answered, and once more where something else than the API answered.
final class HurriedExaminer: TenantExaminer {
  private let examiner: any TenantExaminer
  private let first = Mutex<TenantAnswer?>(nil)

  init(_ examiner: any TenantExaminer) {
    self.examiner = examiner
  }

  /// The question that was not answered; nil where all were.
  var unanswered: TenantAnswer? { first.withLock { $0 } }

  func askIndexing(of datasource: String, presenting token: CredentialKind) async -> TenantAnswer {
    await ask { await examiner.askIndexing(of: datasource, presenting: token) }
  }

  func askSearch(as email: String?, presenting token: CredentialKind) async -> TenantAnswer {
    await ask { await examiner.askSearch(as: email, presenting: token) }
  }

  func close() async { await examiner.close() }

  private func ask(_ question: () async -> TenantAnswer) async -> TenantAnswer {
    if let unanswered { return unanswered }
    var answer = await question()
    // A page that something in between answered may pass; another server stays.
    if case .otherServer = answer.outcome { answer = await question() }
    if answer.failure != nil { first.withLock { $0 = answer } }
    return answer
  }
}

extension TenantAnswer {
  /// What kept a question from being answered, to be tried again; nil where it was answered.
  var failure: Failure? {
    switch outcome {
    case .unreachable(_, let cause):
      Failure(.searchUnreachable, "Glean: \(cause)", remedy: "Check the address and the network, then retry.")
    case .timedOut: Failure(.searchTimedOut, "Glean: no answer came in time", remedy: "Retry later.")
    case .failing(let text): Failure(.searchFailed, "Glean: \(text)", remedy: "Retry later.")
    case .rateLimited(let wait):
      Failure(
        .searchRateLimited, "Glean: rate limited", remedy: "Retry when Glean allows it again.",
        retryAfterSeconds: wait.map { Int($0.components.seconds) + 1 })
    case .accepted, .datasourceUnknown, .unauthorized, .scopeMissing, .forbidden, .userMissing, .userUnknown, .refused,
      .otherServer:
      nil
    }
  }
}
