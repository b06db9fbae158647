package import DataOpsCore

/// A client's search system as it is set up, for finding out what is wrong with it.
package struct Tenant: Sendable {
  /// What is known of a stored token before it is presented.
  package enum Token: Hashable, Sendable {
    case present, missing
    /// It is stored and cannot be used: another key sealed it, or it is no token.
    case unreadable(Failure)
  }

  /// As it was given; nil for the embedded sandbox server.
  package let address: String?
  package let indexingToken: Token
  package let clientToken: Token
  /// Whether both are the same secret, which they never are in Glean.
  package let tokensAreTheSame: Bool
  /// Whether the indexing token took another one's place minutes ago, so that part of Glean may not know it yet.
  package let indexingTokenIsFresh: Bool
  /// Asks single questions; a failure where the address is none that can be asked.
  package let examiner: Result<any TenantExaminer, Failure>

  package init(
    address: String?, indexingToken: Token, clientToken: Token, tokensAreTheSame: Bool,
    indexingTokenIsFresh: Bool = false,
    examiner: Result<any TenantExaminer, Failure>
  ) {
    self.address = address
    self.indexingToken = indexingToken
    self.clientToken = clientToken
    self.tokensAreTheSame = tokensAreTheSame
    self.indexingTokenIsFresh = indexingTokenIsFresh
    self.examiner = examiner
  }
}

/// Asks a search system single questions, each once; none of them changes anything.
package protocol TenantExaminer: Sendable {
  /// Asks the Indexing API for a datasource's configuration, presenting one of the two stored tokens.
  ///
  /// - Parameter token: `.indexingToken`, or `.clientToken` to see whether it is an indexing token after all.
  func askIndexing(of datasource: String, presenting token: CredentialKind) async -> TenantAnswer
  /// Asks the Client API for a search result.
  ///
  /// - Parameter email: in whose name; nil for nobody's.
  func askSearch(as email: String?, presenting token: CredentialKind) async -> TenantAnswer
  /// Closes its connections.
  func close() async
}

/// What a search system made of one question.
package struct TenantAnswer: Hashable, Sendable {
  package enum Outcome: Hashable, Sendable {
    case accepted
    /// The token is taken, and there is no datasource of this name.
    case datasourceUnknown
    /// The token is not one for this API, or no longer.
    case unauthorized(String)
    /// The token is one for this API, and does not open what was asked for.
    case scopeMissing(String)
    /// The token is taken, but not from here.
    case forbidden(String)
    /// The request named no user, and the token acts as anybody.
    case userMissing
    /// The token is taken, and the user that the request named is nobody.
    case userUnknown
    case refused(String)
    /// It asks to be left alone, for this long where it says so.
    case rateLimited(Duration?)
    case failing(String)
    case timedOut
    /// Something answers that is not the API.
    case otherServer(String)
    case unreachable(Obstacle, String)
  }

  package enum Obstacle: String, Hashable, Sendable {
    case nameUnknown, refused, untrustedCertificate, noTLS, other
  }

  package let outcome: Outcome
  /// The server's time, to the second, where it said it.
  package let serverTime: Timestamp?
  package let took: Duration

  package init(_ outcome: Outcome, serverTime: Timestamp?, took: Duration) {
    self.outcome = outcome
    self.serverTime = serverTime
    self.took = took
  }

  /// Whether the token was taken for what it is, whatever became of the question.
  package var tokenIsKnown: Bool {
    switch outcome {
    case .accepted, .datasourceUnknown, .scopeMissing, .forbidden, .userMissing, .userUnknown: true
    default: false
    }
  }
}
