import ArgumentParser
import DataOpsCore
import DataOpsLifecycle

/// The parts of a credential, of which the secret ones are in files; exactly one kind of them is given.
struct CredentialValueOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("File that holds the token, or the key of an API, and nothing else.", valueName: "file"),
    completion: .file())
  var tokenFile: String?

  @Option(help: ArgumentHelp("User's name, with --password-file.", valueName: "name"))
  var user: String?

  @Option(help: ArgumentHelp("File that holds the user's password.", valueName: "file"), completion: .file())
  var passwordFile: String?

  @Option(
    help: ArgumentHelp(
      "Client id of OAuth 2.0, with --client-secret-file, --refresh-token-file and --token-url.", valueName: "id"))
  var oauthClientID: String?

  @Option(help: ArgumentHelp("File that holds the client secret.", valueName: "file"), completion: .file())
  var clientSecretFile: String?

  @Option(help: ArgumentHelp("File that holds the refresh token.", valueName: "file"), completion: .file())
  var refreshTokenFile: String?

  @Option(help: ArgumentHelp("Where access tokens are fetched.", valueName: "url"))
  var tokenURL: String?

  @Option(
    help: ArgumentHelp("The JSON key file of a service account.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var keyFile: String?

  private var basic: [String?] { [user, passwordFile] }
  private var oauth2: [String?] { [oauthClientID, clientSecretFile, refreshTokenFile, tokenURL] }

  func validate() throws {
    let kinds = [[tokenFile], basic, oauth2, [keyFile]].filter { $0.contains { $0 != nil } }
    guard kinds.count == 1, let kind = kinds.first, !kind.contains(where: { $0 == nil }) else {
      throw ValidationError(
        """
        Give one of these, whole: --token-file; --user and --password-file; --oauth-client-id, --client-secret-file, \
        --refresh-token-file and --token-url; --key-file.
        """)
    }
  }

  /// - Throws: `invalid_request` for a file that cannot be read or holds something else.
  func read() throws(Failure) -> CredentialValue {
    if let tokenFile { return .token(try TokenFile.token(at: tokenFile)) }
    if let user, let passwordFile { return .basicAuth(user: user, password: try TokenFile.secret(at: passwordFile)) }
    if let oauthClientID, let clientSecretFile, let refreshTokenFile, let tokenURL {
      return .oauth2(
        OAuth2Grant(
          clientID: oauthClientID, clientSecret: try TokenFile.token(at: clientSecretFile),
          refreshToken: try TokenFile.token(at: refreshTokenFile), tokenURL: tokenURL))
    }
    guard let keyFile else { throw Failure(.invalidRequest, "no credential was given") }
    return .serviceAccount(try TokenFile.secret(at: keyFile))
  }
}

extension CredentialKind: ExpressibleByArgument {}

/// A day, from its beginning in UTC, or an instant.
struct InstantArgument: ExpressibleByArgument, Sendable {
  let instant: Timestamp

  init?(argument: String) {
    guard let instant = Timestamp(argument) ?? Timestamp("\(argument)T00:00:00Z") else { return nil }
    self.instant = instant
  }
}
