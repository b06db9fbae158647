extension CredentialValue {
  /// The longest secret, in bytes.
  package static let maximumBytes = 16 << 10

  /// Why this cannot be a credential of `kind`, without any part of the secret; nil if it can.
  ///
  /// Whether a service account's file is one is looked at where JSON is read.
  package func objection(for kind: CredentialKind) -> String? {
    if kind.isForGlean, method != .apiKey { return "Glean takes a token, and nothing else" }
    switch self {
    case .token(let token): return Self.objection(toToken: token, "the token")
    case .oauth2(let grant): return grant.objection
    case .basicAuth(let user, let password):
      // RFC 7617, §2: no colon in the user's name, no control characters in either.
      if user.isEmpty || user.utf8.count > 1024 || user.contains(":")
        || user.unicodeScalars.contains(where: \.isControl)
      {
        return "the user's name must have 1 to 1024 bytes, without colons and control characters"
      }
      let text = password.reveal()
      if text.isEmpty || text.utf8.count > Self.maximumBytes || text.unicodeScalars.contains(where: \.isControl) {
        return "the password must have 1 to \(Self.maximumBytes) bytes, without control characters"
      }
      return nil
    case .serviceAccount(let file):
      return file.reveal().utf8.count > Self.maximumBytes
        ? "the key file has more than \(Self.maximumBytes) bytes" : nil
    }
  }

  fileprivate static func objection(toToken secret: Secret<String>, _ what: String) -> String? {
    let bytes = secret.reveal().utf8
    guard !bytes.isEmpty, bytes.count <= maximumBytes, bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      return "\(what) must have 1 to \(maximumBytes) characters of visible ASCII"
    }
    return nil
  }
}

extension OAuth2Grant {
  fileprivate var objection: String? {
    CredentialValue.objection(toToken: Secret(clientID), "the client id")
      ?? CredentialValue.objection(toToken: clientSecret, "the client secret")
      ?? CredentialValue.objection(toToken: refreshToken, "the refresh token")
      ?? WebAddress.objection(to: tokenURL, what: "the token URL")
  }
}

extension Unicode.Scalar {
  fileprivate var isControl: Bool { properties.generalCategory == .control }
}
