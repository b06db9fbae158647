extension GleanClient {
  /// Searches with the client token. Changes nothing.
  ///
  /// - Parameter user: The e-mail address of the user whose rights apply. A global token needs it, a token of a user must
  ///   not have it.
  public func search(_ request: SearchRequest, actAs user: String? = nil) async throws(GleanError) -> SearchResponse {
    try await caller.ask(.search, request, actAs: user, as: SearchResponse.self)
  }
}
