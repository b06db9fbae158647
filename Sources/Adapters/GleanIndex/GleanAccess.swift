package import DataOpsCore
package import GleanAPI

/// Where the clients for calls come from; the credentials behind them may be replaced at any time.
package protocol GleanAccess: Sendable {
  func login() async throws(Failure) -> GleanLogin
  /// Another login after Glean refused this one; nil where there is no other credential.
  func login(after refused: GleanLogin, in family: GleanEndpoint.Family) async throws(Failure) -> GleanLogin?
  /// Notes that Glean took the credential for an API.
  func noteUse(of family: GleanEndpoint.Family) async
}

/// A client with the credentials of one moment.
package struct GleanLogin: Sendable {
  package let client: GleanClient
  /// Tells it from those before and after.
  package let number: Int

  package init(client: GleanClient, number: Int) {
    self.client = client
    self.number = number
  }
}

/// A client whose credentials are never replaced, as those of the embedded sandbox server.
package struct FixedGleanAccess: GleanAccess {
  package let client: GleanClient

  package init(client: GleanClient) {
    self.client = client
  }

  package func login() async throws(Failure) -> GleanLogin { GleanLogin(client: client, number: 0) }

  package func login(
    after refused: GleanLogin, in family: GleanEndpoint.Family
  ) async throws(Failure) -> GleanLogin? { nil }

  package func noteUse(of family: GleanEndpoint.Family) async {}
}

/// The same logins, whose clients send every call once and wait no longer than `limit` for its answer.
struct HurriedAccess: GleanAccess {
  let access: any GleanAccess
  let limit: Duration

  func login() async throws(Failure) -> GleanLogin { try await access.login().hurried(limit) }

  func login(after refused: GleanLogin, in family: GleanEndpoint.Family) async throws(Failure) -> GleanLogin? {
    try await access.login(after: refused, in: family)?.hurried(limit)
  }

  func noteUse(of family: GleanEndpoint.Family) async { await access.noteUse(of: family) }
}

extension GleanLogin {
  fileprivate func hurried(_ limit: Duration) -> GleanLogin {
    GleanLogin(client: client.asked(once: limit), number: number)
  }
}
