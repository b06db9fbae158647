public import Logging

/// Asks a server single questions, to find out what is wrong with an address or a token.
///
/// Unlike ``GleanClient`` it repeats nothing, keeps no budget, presents any token to any API, and reports whatever came back. Its
/// questions change nothing.
public struct GleanProbe: Sendable {
  private let exchange: Exchange
  private let connections: Connections
  private let limit: Duration
  private let logger: Logger

  /// - Parameters:
  ///   - baseURL: As for ``GleanClient``.
  ///   - tokens: Those that may be presented.
  ///   - limit: How long one answer may take.
  ///   - clock: What the limit goes by.
  ///   - logger: Gets one debug line for each question.
  /// - Throws: `invalidConfiguration` that says what is wrong.
  public init(
    baseURL: String, tokens: [BearerToken], limit: Duration, clock: any GleanClock = SystemGleanClock(),
    logger: Logger = Logger(label: "glean")
  ) throws(GleanError) {
    var configuration = GleanConfiguration()
    configuration.clock = clock
    configuration.attemptTimeout = limit
    configuration.connectTimeout = limit
    try configuration.validate()
    self.limit = limit
    self.logger = logger
    connections = Connections(configuration)
    exchange = Exchange(
      base: try GleanBaseURL(baseURL), secrets: tokens, connections: connections, maximumAnswerBytes: 1 << 20,
      userAgent: configuration.userAgent, clock: configuration.clock)
  }

  /// Asks for the configuration of a datasource.
  ///
  /// - Parameter token: Presented as it is; without one nothing is presented.
  public func datasourceConfig(_ datasource: String, token: BearerToken?) async -> GleanProbeAnswer {
    await ask(.getDatasourceConfig, GetDatasourceConfigRequest(datasource: datasource), as: nil, token)
  }

  /// Searches for one result.
  ///
  /// - Parameter user: In whose name; nil for nobody's, which only a token of a user allows.
  public func search(as user: String?, token: BearerToken?) async -> GleanProbeAnswer {
    let request = SearchRequest(
      query: "dataops", pageSize: 1, requestOptions: SearchRequestOptions(facetBucketSize: 0))
    return await ask(.search, request, as: user, token)
  }

  /// Closes the connections.
  public func shutdown() async { await connections.shutdown() }

  private func ask(
    _ endpoint: GleanEndpoint, _ request: any Encodable & Sendable, as user: String?, _ token: BearerToken?
  ) async -> GleanProbeAnswer {
    let began = ContinuousClock.now
    do throws(GleanError) {
      var call = try WireCall(endpoint)
      call.body = try WireCall.json(request, for: endpoint)
      try call.act(as: user)
      let answered = await exchange.perform(call, token: token, limit: limit)
      logger.request(call, answered.result, attempt: 1, duration: .now - began)
      var reason: GleanError.Reason?
      if case .failure(let failed) = answered.result { reason = failed.reason }
      return GleanProbeAnswer(reason: reason, date: answered.date, took: .now - began)
    } catch {
      return GleanProbeAnswer(reason: error.reason, date: nil, took: .now - began)
    }
  }
}
