import Crypto

/// One secret of a token. A token that is being rotated has two for ten minutes.
struct TokenSecret: Sendable {
  var tokenID: Int64
  var createdAt: Timestamp
  /// When a replaced secret stops to work; nil for the newest.
  var validUntil: Timestamp?

  /// How long a replaced secret still works.
  static let overlap: Duration = .seconds(600)

  /// What is kept of a secret: enough to know it again, not enough to use it.
  static func digest(_ secret: some StringProtocol) -> String {
    SHA256.hash(data: Array(secret.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  func isUsable(in token: IssuedToken, at now: Timestamp) -> Bool {
    if let validUntil { return now < validUntil }
    // The token of the configuration is the simple way in: it need not be rotated.
    guard !token.isConfigured, let minutes = token.grant.rotationPeriodMinutes else { return true }
    return now < createdAt + .seconds(minutes * 60)
  }
}
