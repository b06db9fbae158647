internal import DataOpsCore
internal import DataOpsGleanIndex
internal import DataOpsLifecycle
internal import GleanAPI
internal import Logging

/// Finds each client's Glean, or the embedded sandbox server for clients that have none.
actor GleanConnections: SearchConnections {
  private let storage: any Storage
  private let sealer: CredentialSealer
  private let embedded: EmbeddedSandbox?
  private let timeout: Duration
  private let attempts: Int
  private let time: any TimeSource
  private let logger: Logger
  private var indexes: [Identifier<Client>: GleanSearchIndex] = [:]
  private var clients: [GleanClient] = []

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
    if let known = indexes[client.id] { return known }
    var configuration = GleanConfiguration()
    configuration.attempts = attempts
    configuration.attemptTimeout = timeout
    configuration.deadline = timeout * attempts + .seconds(60)
    let address: String
    let indexing: Secret<String>
    let searching: Secret<String>
    if let url = client.gleanURL {
      address = url
      // Without an embedded server there are other processes, and the tenant counts all of them together.
      if embedded == nil { configuration.sharedBudget = RegistryBudget(storage: storage, time: time, tenant: url) }
      indexing = try await credential(.indexingToken, of: client)
      searching = try await credential(.clientToken, of: client)
    } else {
      guard let embedded else {
        throw Failure(
          .configurationInvalid,
          "client '\(client.name)' has no Glean of its own, and several processes have no embedded sandbox server",
          remedy: "Start one for all with: dataops glean-sandbox serve, and add the client with its address.")
      }
      configuration.budget = .unlimited
      address = try await embedded.address()
      indexing = embedded.indexingToken
      searching = embedded.clientToken
    }
    let glean: GleanClient
    do {
      glean = try GleanClient(
        baseURL: address, indexingToken: BearerToken(indexing.reveal()), clientToken: BearerToken(searching.reveal()),
        configuration: configuration, logger: logger)
    } catch {
      throw Failure(error)
    }
    // Another task may have connected while this one read the credentials; the first one stays.
    if let known = indexes[client.id] {
      await glean.shutdown()
      return known
    }
    clients.append(glean)
    let index = GleanSearchIndex(client: glean)
    indexes[client.id] = index
    return index
  }

  nonisolated func expectedIndexing(for client: Client) -> Duration {
    guard client.gleanURL == nil, let embedded else { return .seconds(15 * 60) }
    return embedded.indexingDelay
  }

  func shutdown() async {
    let open = clients
    clients = []
    indexes = [:]
    for client in open { await client.shutdown() }
  }

  private func credential(_ kind: CredentialKind, of client: Client) async throws(Failure) -> Secret<String> {
    let sealed: SealedCredential?
    do { sealed = try await storage.read { try $0.credential(kind, of: client.id) } } catch {
      throw Failure(wrapping: error)
    }
    guard let sealed else {
      throw Failure(
        .configurationInvalid, "client '\(client.name)' has no \(kind.rawValue)",
        remedy: "Add the client with both tokens: dataops client add --help")
    }
    return try sealer.open(sealed)
  }
}
