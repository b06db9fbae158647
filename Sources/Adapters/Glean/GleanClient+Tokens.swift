extension GleanClient {
  /// Replaces the secret of the indexing token. The old secret works for ten more minutes; this client keeps using it.
  ///
  /// Sent again only when it certainly was not executed. When `isOutcomeUnknown`, a secret may exist that nobody has
  /// seen; the old one then still ends.
  public func rotateToken() async throws(GleanError) -> RotateTokenResponse {
    try await caller.ask(.rotateToken, as: RotateTokenResponse.self)
  }
}
