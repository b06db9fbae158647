public import AsyncHTTPClient
public import Logging

/// A client of the Indexing API and of the search of the Client API of one tenant, or of a sandbox.
///
/// Every call throws ``GleanError``, is repeated as its ``GleanEndpoint/repetition`` allows, keeps the budget and the
/// deadline of the configuration, and logs one line per request at debug: method, path, status, attempt and duration.
/// Bodies and tokens are never logged. Copies share their connections and budgets.
public struct GleanClient: Sendable {
  /// Where the calls go.
  public let baseURL: GleanBaseURL
  let caller: Caller
  private let connections: Connections

  /// - Parameters:
  ///   - baseURL: For example `https://acme-be.glean.com`; see ``GleanBaseURL``.
  ///   - indexingToken: For everything but the search. May be missing when only searches are made.
  ///   - clientToken: For the search. May be missing when no searches are made.
  ///   - httpClient: Used and left open when given; it should not follow redirects. Without it the client makes its own
  ///     connections and closes them with ``shutdown()`` or when its last copy goes.
  ///   - logger: Gets the debug lines.
  /// - Throws: `invalidConfiguration` that says what is wrong.
  public init(
    baseURL: String, indexingToken: BearerToken?, clientToken: BearerToken?,
    configuration: GleanConfiguration = GleanConfiguration(), httpClient: HTTPClient? = nil,
    logger: Logger = Logger(label: "glean")
  ) throws(GleanError) {
    try configuration.validate()
    let base = try GleanBaseURL(baseURL, allowsPlainHTTP: configuration.allowsPlainHTTP)
    let credentials = GleanCredentials(indexing: indexingToken, client: clientToken)
    let clock = configuration.clock
    self.baseURL = base
    connections = httpClient.map(Connections.init(shared:)) ?? Connections(configuration)
    caller = Caller(
      credentials: credentials, configuration: configuration,
      exchange: Exchange(
        base: base, secrets: credentials.all, connections: connections,
        maximumAnswerBytes: configuration.maximumAnswerBytes, userAgent: configuration.userAgent, clock: clock),
      pacer: Pacer(configuration.budget, at: clock.uptime()), logger: logger)
  }

  /// The same client without patience: every call is one request, which may take `limit` once it is sent; before that it waits for
  /// its budget, for a minute at most.
  public func asked(once limit: Duration) -> GleanClient {
    GleanClient(copying: self, caller: caller.asked(once: limit))
  }

  private init(copying other: GleanClient, caller: Caller) {
    baseURL = other.baseURL
    connections = other.connections
    self.caller = caller
  }

  /// Closes the connections that the client made itself. Calls made later fail with `invalidConfiguration`.
  public func shutdown() async {
    await connections.shutdown()
  }
}
