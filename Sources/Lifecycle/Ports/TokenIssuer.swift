package import DataOpsCore

/// Gives a token for another one: Glean's `/api/index/v1/rotatetoken`.
package protocol TokenIssuer: Sendable {
  /// Asks once; asks again only where the request certainly was not executed. Ends well before ``Credential/rotationLimit``.
  func replace(_ token: Secret<String>, at gleanURL: String) async throws(TokenIssueError) -> IssuedToken
}

/// A token that Glean gave in place of another one, which works for ten more minutes.
package struct IssuedToken: Hashable, Sendable {
  package let token: Secret<String>
  /// Within how many minutes it has to be replaced again; nil where the answer does not say.
  package let periodMinutes: Int?

  package init(token: Secret<String>, periodMinutes: Int?) {
    self.token = token
    self.periodMinutes = periodMinutes
  }
}

package struct TokenIssueError: Error, Hashable, Sendable {
  package let failure: Failure
  /// Whether Glean may have replaced the token although nobody was told the new one.
  package let mayHaveReplaced: Bool

  package init(_ failure: Failure, mayHaveReplaced: Bool) {
    self.failure = failure
    self.mayHaveReplaced = mayHaveReplaced
  }
}
