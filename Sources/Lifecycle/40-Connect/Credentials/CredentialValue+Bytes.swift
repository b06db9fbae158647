package import DataOpsCore
internal import Foundation

extension CredentialValue {
  /// The value as one piece of bytes, to be sealed.
  package var bytes: Secret<[UInt8]> {
    get throws(Failure) {
      switch self {
      case .token(let text), .serviceAccount(let text): return Secret(Array(text.reveal().utf8))
      case .oauth2(let grant): return try Self.encoded(OAuth2Document(grant))
      case .basicAuth(let user, let password):
        return try Self.encoded(BasicDocument(user: user, password: password.reveal()))
      }
    }
  }

  /// - Throws: `configuration_invalid` where the bytes are none of `method`.
  package init(bytes: Secret<[UInt8]>, method: AuthenticationMethod) throws(Failure) {
    let bytes = bytes.reveal()
    switch method {
    case .apiKey: self = .token(Secret(String(decoding: bytes, as: UTF8.self)))
    case .serviceAccount: self = .serviceAccount(Secret(String(decoding: bytes, as: UTF8.self)))
    case .oauth2: self = .oauth2(try Self.decoded(OAuth2Document.self, bytes).grant)
    case .basicAuth:
      let document = try Self.decoded(BasicDocument.self, bytes)
      self = .basicAuth(user: document.user, password: Secret(document.password))
    }
  }

  private static func encoded(_ document: some Encodable) throws(Failure) -> Secret<[UInt8]> {
    do { return Secret(try CanonicalJSON.bytes(of: document)) } catch {
      throw Failure(.internalError, "a credential could not be written down")
    }
  }

  private static func decoded<Document: Decodable>(_ type: Document.Type, _ bytes: [UInt8]) throws(Failure) -> Document
  {
    do { return try CanonicalJSON.value(type, from: bytes) } catch {
      throw Failure(.configurationInvalid, "a stored credential is of another kind than its row says")
    }
  }
}

private struct BasicDocument: Codable {
  let user: String
  let password: String
}

private struct OAuth2Document: Codable {
  let clientID: String
  let clientSecret: String
  let refreshToken: String
  let tokenURL: String

  init(_ grant: OAuth2Grant) {
    clientID = grant.clientID
    clientSecret = grant.clientSecret.reveal()
    refreshToken = grant.refreshToken.reveal()
    tokenURL = grant.tokenURL
  }

  var grant: OAuth2Grant {
    OAuth2Grant(
      clientID: clientID, clientSecret: Secret(clientSecret), refreshToken: Secret(refreshToken), tokenURL: tokenURL)
  }
}
