internal import DataOpsCore
package import DataOpsLifecycle
internal import GleanAPI

/// The lifecycle's search index over Glean's Indexing and Client API.
package struct GleanSearchIndex: SearchIndex {
  private let access: any GleanAccess

  package init(access: any GleanAccess) {
    self.access = access
  }

  package func askedOnce(within limit: Duration) -> any SearchIndex {
    GleanSearchIndex(access: HurriedAccess(access: access, limit: limit))
  }

  /// Sends one call and turns its error into a failure. Where Glean refuses the credential and another one is stored by now, the
  /// call is sent once more: what was refused was not executed.
  func call<Answer: Sendable>(
    _ family: GleanEndpoint.Family = .indexing, _ body: (GleanClient) async throws(GleanError) -> Answer
  ) async throws(Failure) -> Answer {
    var login = try await access.login()
    var isFirst = true
    while true {
      do throws(GleanError) {
        let answer = try await body(login.client)
        await access.noteUse(of: family)
        return answer
      } catch {
        guard error.isRefusedCredential, let next = try await access.login(after: login, in: family), isFirst else {
          throw Failure(error)
        }
        (login, isFirst) = (next, false)
      }
    }
  }
}

extension GleanError {
  /// Whether the credential was refused, and no attempt before that can have been executed to another effect.
  fileprivate var isRefusedCredential: Bool {
    guard case .unauthorized = reason else { return false }
    return !(isOutcomeUnknown && endpoint?.repetition == .different)
  }
}
