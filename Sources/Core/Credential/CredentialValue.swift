/// What a credential holds, by how it is presented.
package enum CredentialValue: Hashable, Sendable {
  /// A bearer token of Glean, or a key of an API of the client's.
  case token(Secret<String>)
  case oauth2(OAuth2Grant)
  case basicAuth(user: String, password: Secret<String>)
  /// The JSON key file of a service account (Google Cloud, "Service account keys").
  case serviceAccount(Secret<String>)

  package var method: AuthenticationMethod {
    switch self {
    case .token: .apiKey
    case .oauth2: .oauth2
    case .basicAuth: .basicAuth
    case .serviceAccount: .serviceAccount
    }
  }
}

/// What access tokens are fetched with (RFC 6749, §6).
package struct OAuth2Grant: Hashable, Sendable {
  package let clientID: String
  package let clientSecret: Secret<String>
  package let refreshToken: Secret<String>
  package let tokenURL: String

  package init(clientID: String, clientSecret: Secret<String>, refreshToken: Secret<String>, tokenURL: String) {
    self.clientID = clientID
    self.clientSecret = clientSecret
    self.refreshToken = refreshToken
    self.tokenURL = tokenURL
  }
}
