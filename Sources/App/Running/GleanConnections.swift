internal import DataOpsCore
internal import DataOpsGleanIndex
internal import DataOpsLifecycle
internal import GleanAPI
internal import Logging

/// Finds each client's Glean, or the embedded sandbox server for clients that have none.
actor GleanConnections: SearchConnections, TokenIssuer {
  private let storage: any Storage
  private let sealer: CredentialSealer
  private let embedded: EmbeddedSandbox?
  private let timeout: Duration
  private let attempts: Int
  private let time: any TimeSource
  private let logger: Logger
  private var tenants: [Identifier<Client>: GleanTenant] = [:]
  /// The client of the embedded server, which all clients without a Glean of their own share.
  private var sandbox: FixedGleanAccess?

  init(
    storage: any Storage, sealer: CredentialSealer, embedded: EmbeddedSandbox?, timeout: Duration, attempts: Int,
    time: any TimeSource, logger: Logger
  ) {
    self.storage = storage
    self.sealer = sealer
    self.embedded = embedded
    self.timeout = timeout
    self.attempts = attempts
    self.time = time
    self.logger = logger
  }

  func index(for client: Client) async throws(Failure) -> any SearchIndex {
    guard let url = client.gleanURL else { return GleanSearchIndex(access: try await embeddedLogin(for: client)) }
    let known = tenants[client.id]
    let tenant = known?.url == url ? known ?? tenant(of: client, at: url) : tenant(of: client, at: url)
    tenants[client.id] = tenant
    try await tenant.refresh()
    return GleanSearchIndex(access: tenant)
  }

  func tenant(of client: Client) async throws(Failure) -> Tenant? {
    guard let url = client.gleanURL else {
      guard let embedded else { return nil }
      let address = try await embedded.address()
      return Tenant(
        address: nil,
        tokens: [.indexingToken: .success(embedded.indexingToken), .clientToken: .success(embedded.clientToken)],
        examinedAt: address, limit: timeout, logger: logger)
    }
    let stored = try await stored(of: client)
    let now = time.now()
    let isFresh = stored.contains { $0.kind == .indexingToken && ($0.previous.map { now < $0.worksUntil } ?? false) }
    return Tenant(
      address: url, tokens: await opened(stored, client), examinedAt: url, limit: timeout, logger: logger,
      indexingTokenIsFresh: isFresh)
  }

  private func stored(of client: Client) async throws(Failure) -> [Credential] {
    do { return try await storage.read { [id = client.id] in try $0.credentials(of: id) } } catch {
      throw Failure(wrapping: error)
    }
  }

  /// The client's two tokens as far as they can be opened.
  private func opened(
    _ stored: [Credential], _ client: Client
  ) async -> [CredentialKind: Result<Secret<String>, Failure>] {
    var opened: [CredentialKind: Result<Secret<String>, Failure>] = [:]
    for credential in stored where credential.kind.isForGlean {
      do throws(Failure) {
        guard case .token(let token) = try await sealer.open(credential) else {
          throw Failure(.configurationInvalid, "the \(credential.kind.rawValue) of client '\(client.name)' is no token")
        }
        opened[credential.kind] = .success(token)
      } catch { opened[credential.kind] = .failure(error) }
    }
    return opened
  }

  nonisolated func expectedIndexing(for client: Client) -> Duration {
    guard client.gleanURL == nil, let embedded else { return .seconds(15 * 60) }
    return embedded.indexingDelay
  }

  func replace(_ token: Secret<String>, at gleanURL: String) async throws(TokenIssueError) -> IssuedToken {
    var configuration = configuration
    configuration.attemptTimeout = min(timeout, .seconds(30))
    configuration.deadline = .seconds(60)
    do {
      let glean = try GleanClient(
        baseURL: gleanURL, indexingToken: BearerToken(token.reveal()), clientToken: nil, configuration: configuration,
        logger: logger)
      let answer: Result<RotateTokenResponse, GleanError>
      do throws(GleanError) { answer = .success(try await glean.rotateToken()) } catch { answer = .failure(error) }
      await glean.shutdown()
      let issued = try answer.get()
      return IssuedToken(
        token: Secret(issued.rawSecret.revealed()), periodMinutes: issued.rotationPeriodMinutes.map(Int.init))
    } catch {
      throw TokenIssueError(Failure(error), mayHaveReplaced: error.isOutcomeUnknown)
    }
  }

  func shutdown() async {
    let (open, embedded) = (tenants.values, sandbox)
    tenants = [:]
    sandbox = nil
    for tenant in open { await tenant.close() }
    await embedded?.client.shutdown()
  }

  private var configuration: GleanConfiguration {
    var configuration = GleanConfiguration()
    configuration.attempts = attempts
    configuration.attemptTimeout = timeout
    configuration.deadline = timeout * attempts + .seconds(60)
    return configuration
  }

  private func tenant(of client: Client, at url: String) -> GleanTenant {
    var configuration = configuration
    // Without an embedded server there are other processes, and the tenant counts all of them together.
    if embedded == nil { configuration.sharedBudget = RegistryBudget(storage: storage, time: time, tenant: url) }
    return GleanTenant(
      client: client, url: url, storage: storage, sealer: sealer, configuration: configuration, time: time,
      logger: logger)
  }

  private func embeddedLogin(for client: Client) async throws(Failure) -> FixedGleanAccess {
    if let sandbox { return sandbox }
    guard let embedded else {
      throw Failure(
        .configurationInvalid,
        "client '\(client.name)' has no Glean of its own, and several processes have no embedded sandbox server",
        remedy: "Start one for all with: dataops glean-sandbox serve, and add the client with its address.")
    }
    let address = try await embedded.address()
    // Another task may have connected while this one waited; the first one stays.
    if let sandbox { return sandbox }
    var configuration = configuration
    configuration.budget = .unlimited
    do {
      let glean = try GleanClient(
        baseURL: address, indexingToken: BearerToken(embedded.indexingToken.reveal()),
        clientToken: BearerToken(embedded.clientToken.reveal()), configuration: configuration, logger: logger)
      let login = FixedGleanAccess(client: glean)
      sandbox = login
      return login
    } catch {
      throw Failure(error)
    }
  }
}
