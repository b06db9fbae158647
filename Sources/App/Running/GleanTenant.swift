internal import DataOpsCore
internal import DataOpsGleanIndex
internal import DataOpsLifecycle
internal import GleanAPI
internal import Logging

/// The Glean of one client, logged into with what the registry holds; another credential there is picked up without a restart.
actor GleanTenant: GleanAccess {
  private let client: Client
  let url: String
  private let storage: any Storage
  private let sealer: CredentialSealer
  private let configuration: GleanConfiguration
  private let time: any TimeSource
  private let logger: Logger
  private var session: Session?
  private var count = 0
  private var noted: [CredentialKind: Timestamp] = [:]

  /// How often a process notes at most that a credential was used, or refused.
  private static let notePause: Duration = .seconds(600)

  private struct Session {
    let login: GleanLogin
    /// What the registry held when it began.
    let boxes: [String]
    /// Whether it has the indexing token before the one in use.
    let hasPrevious: Bool
  }

  init(
    client: Client, url: String, storage: any Storage, sealer: CredentialSealer, configuration: GleanConfiguration,
    time: any TimeSource, logger: Logger
  ) {
    self.client = client
    self.url = url
    self.storage = storage
    self.sealer = sealer
    self.configuration = configuration
    self.time = time
    self.logger = logger
  }

  func login() async throws(Failure) -> GleanLogin {
    if let session { return session.login }
    return try await open(try await stored()).login
  }

  /// Looks whether the registry holds the credentials that it held.
  func refresh() async throws(Failure) {
    let stored = try await stored()
    if session?.boxes != stored.boxes { _ = try await open(stored) }
  }

  func login(after refused: GleanLogin, in family: GleanEndpoint.Family) async throws(Failure) -> GleanLogin? {
    if let other = another(than: refused) { return other }
    let stored = try await stored()
    if let other = another(than: refused) { return other }
    guard let session, session.boxes == stored.boxes, !session.hasPrevious else {
      return try await open(stored).login
    }
    // Right after a rotation, part of Glean may not know the new token yet.
    if family == .indexing, let previous = stored.indexing.previous, time.now() < previous.worksUntil {
      return try await open(stored, withPrevious: true).login
    }
    await note(.refused, family)
    return nil
  }

  func noteUse(of family: GleanEndpoint.Family) async {
    await note(.used, family)
  }

  func close() async {
    let login = session?.login
    session = nil
    await login?.client.shutdown()
  }

  private func another(than refused: GleanLogin) -> GleanLogin? {
    session.flatMap { $0.login.number == refused.number ? nil : $0.login }
  }

  private struct Stored {
    let indexing: Credential
    let searching: Credential

    var boxes: [String] { [indexing.secret.box, searching.secret.box] }
  }

  private func stored() async throws(Failure) -> Stored {
    let found: [Credential]
    do { found = try await storage.read { [id = client.id] in try $0.credentials(of: id) } } catch {
      throw Failure(wrapping: error)
    }
    func credential(_ kind: CredentialKind) throws(Failure) -> Credential {
      if let credential = found.first(where: { $0.kind == kind }) { return credential }
      throw Failure(
        .configurationInvalid, "client '\(client.name)' has no \(kind.rawValue)",
        remedy: "Store it: dataops credential set \"\(client.name)\" \(kind.rawValue) --token-file FILE")
    }
    return Stored(indexing: try credential(.indexingToken), searching: try credential(.clientToken))
  }

  private func open(_ stored: Stored, withPrevious: Bool = false) async throws(Failure) -> Session {
    let before = session?.login.number
    let previous = withPrevious ? try await sealer.openPrevious(stored.indexing) : nil
    let indexing: CredentialValue
    if let previous { indexing = previous } else { indexing = try await sealer.open(stored.indexing) }
    let searching = try await sealer.open(stored.searching)
    // Another task may have logged in meanwhile; the first one stays.
    if let session, session.login.number != before, session.boxes == stored.boxes { return session }
    guard case .token(let indexingToken) = indexing, case .token(let clientToken) = searching else {
      throw Failure(.configurationInvalid, "the Glean credentials of client '\(client.name)' are no tokens")
    }
    do {
      let glean = try GleanClient(
        baseURL: url, indexingToken: BearerToken(indexingToken.reveal()),
        clientToken: BearerToken(clientToken.reveal()), configuration: configuration, logger: logger)
      count += 1
      // The client before closes with the last call that uses it.
      let opened = Session(
        login: GleanLogin(client: glean, number: count), boxes: stored.boxes, hasPrevious: previous != nil)
      session = opened
      return opened
    } catch {
      throw Failure(error)
    }
  }

  /// Notes it beside the credential, seldom, and never in the way of the call.
  private func note(_ mark: CredentialMark, _ family: GleanEndpoint.Family) async {
    let kind: CredentialKind = family == .client ? .clientToken : .indexingToken
    let (now, id) = (time.now(), client.id)
    if mark == .used {
      if let last = noted[kind], now < last + Self.notePause { return }
      noted[kind] = now
    }
    do {
      try await storage.write(.relaxed) {
        try $0.note(mark, of: kind, client: id, at: now, unlessAfter: now - Self.notePause)
      }
    } catch {
      logger.debug("the use of a credential could not be noted", metadata: ["kind": "\(kind.rawValue)"])
    }
  }
}
