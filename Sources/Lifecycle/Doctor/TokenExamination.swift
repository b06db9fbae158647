internal import DataOpsCore

/// Tells what a client's two tokens are by what the two APIs make of them.
///
/// Glean says no more of a token that it does not take than that it does not take it. So a token that one API refuses is shown to the
/// other: what is taken there was stored in the wrong place.
struct TokenExamination: Sendable {
  let subject: DoctorSubject
  let tenant: Tenant
  let examiner: any TenantExaminer
  /// Whom sample queries are asked as; nil where that is not known to Glean yet.
  let probe: String?
  /// What our own books say of a token.
  let noted: @Sendable (CredentialKind) -> [DoctorFinding]

  /// Somebody to search as where there is nobody yet; reserved by RFC 2606.
  static let nobody = "dataops.probe@example.com"

  /// - Parameter first: what the Indexing API made of the indexing token.
  func run(after first: TenantAnswer) async -> [DoctorCheck] {
    if tenant.tokensAreTheSame {
      // Which of the two APIs takes it does not matter: one is missing.
      return [
        check(.indexingToken, .wrong(.tokensSame, nil)), .skipped(.clientToken, because: "it is the indexing token"),
      ]
    }
    var indexing = await judgeIndexing(first)
    if case .wrong(.notGlean, _) = indexing {
      return [check(.indexingToken, indexing), .skipped(.clientToken, because: "what answers is not Glean's API")]
    }
    var searching = await judgeSearching()
    if case .wrong(.indexingTokenIsClientToken, _) = indexing, case .wrong(.clientTokenIsIndexingToken, _) = searching {
      (indexing, searching) = (.wrong(.tokensSwapped, nil), .wrong(.tokensSwapped, nil))
    }
    return [check(.indexingToken, indexing), check(.clientToken, searching)]
  }

  private enum Judgement {
    case right(String)
    case wrong(Misconfiguration, String?)
  }

  private func check(_ kind: CredentialKind, _ judgement: Judgement) -> DoctorCheck {
    let name = DoctorCheck.Name(kind)
    let noted = noted(kind)
    switch judgement {
    case .right(let note): return DoctorCheck(name, note, noted)
    case .wrong(let code, let detail): return DoctorCheck(name, "", [subject.finding(code, detail)] + noted)
    }
  }

  /// What is wrong with a token before anybody is asked about it; nil where it can be presented.
  private func stored(_ kind: CredentialKind) -> Judgement? {
    switch kind == .indexingToken ? tenant.indexingToken : tenant.clientToken {
    case .present: nil
    case .missing: .wrong(kind == .indexingToken ? .indexingTokenMissing : .clientTokenMissing, nil)
    case .unreadable(let failure): .wrong(.tokenUnreadable, failure.message)
    }
  }

  private func judgeIndexing(_ answer: TenantAnswer) async -> Judgement {
    if let known = stored(.indexingToken) { return known }
    switch answer.outcome {
    case .datasourceUnknown: return .right("opens the Indexing API, for every datasource")
    case .accepted: return .wrong(.notGlean, "it knows a datasource that nobody has made")
    case .scopeMissing(let text): return .wrong(.indexingTokenScoped, text)
    case .forbidden(let text): return .wrong(.tokenAddressRefused, text)
    case .unauthorized where tenant.indexingTokenIsFresh:
      return .right(
        "new since a few minutes, and not known everywhere in Glean yet; the one before is used until it is")
    case .unauthorized(let text):
      let other = await examiner.askSearch(as: nil, presenting: .indexingToken)
      return .wrong(other.tokenIsKnown ? .indexingTokenIsClientToken : .indexingTokenNotAccepted, text)
    default: return unanswered(answer)
    }
  }

  private func judgeSearching() async -> Judgement {
    if let known = stored(.clientToken) { return known }
    // A global token asks for a user, and so tells that it is one; a user's token does not.
    let answer = await examiner.askSearch(as: nil, presenting: .clientToken)
    switch answer.outcome {
    case .userMissing: return await judgeSearching(as: probe ?? Self.nobody)
    case .accepted: return .wrong(.clientTokenOfOneUser, nil)
    case .scopeMissing(let text): return .wrong(.searchScopeMissing, text)
    case .forbidden(let text): return .wrong(.tokenAddressRefused, text)
    case .unauthorized(let text):
      let other = await examiner.askIndexing(of: TenantExamination.nowhere, presenting: .clientToken)
      return .wrong(other.tokenIsKnown ? .clientTokenIsIndexingToken : .clientTokenNotAccepted, text)
    default: return unanswered(answer)
    }
  }

  private func judgeSearching(as email: String) async -> Judgement {
    let answer = await examiner.askSearch(as: email, presenting: .clientToken)
    switch answer.outcome {
    case .accepted: return .right("searches as \(email)")
    case .userUnknown where probe == nil:
      return .right("opens the Client API; whom to search as is known after the first provision")
    case .userUnknown: return .wrong(.probeUnknown, email)
    case .scopeMissing(let text): return .wrong(.searchScopeMissing, text)
    case .forbidden(let text): return .wrong(.tokenAddressRefused, text)
    case .unauthorized(let text): return .wrong(.clientTokenNotAccepted, text)
    default: return unanswered(answer)
    }
  }

  private func unanswered(_ answer: TenantAnswer) -> Judgement {
    let (code, detail) = Misconfiguration.of(answer.outcome)
    return .wrong(code, detail)
  }
}

extension Misconfiguration {
  /// Why a question did not come to an answer that says something.
  static func of(_ outcome: TenantAnswer.Outcome) -> (code: Misconfiguration, detail: String?) {
    switch outcome {
    case .unreachable(.nameUnknown, let cause): (.nameNotResolved, cause)
    case .unreachable(.refused, let cause): (.connectionRefused, cause)
    case .unreachable(.untrustedCertificate, let cause): (.certificateUntrusted, cause)
    case .unreachable(.noTLS, _): (.noTLS, nil)
    case .unreachable(.other, let cause): (.connectionLost, cause)
    case .timedOut: (.noAnswer, nil)
    case .failing(let text): (.searchFailing, text)
    case .rateLimited: (.rateLimited, nil)
    case .otherServer(let text), .refused(let text): (.notGlean, text)
    case .accepted, .datasourceUnknown, .unauthorized, .scopeMissing, .forbidden, .userMissing, .userUnknown:
      (.notGlean, "its answer does not fit the question")
    }
  }

  /// The same for a question that the ordinary client asked.
  static func of(_ failure: Failure) -> Misconfiguration {
    switch failure.code {
    case .searchUnreachable: .connectionLost
    case .searchTimedOut: .noAnswer
    case .searchRateLimited: .rateLimited
    case .searchFailed: .searchFailing
    case .searchRefusedCredential: .indexingTokenNotAccepted
    default: .notGlean
    }
  }
}
