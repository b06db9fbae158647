extension GleanClient {
  /// Creates a custom datasource or overrides its whole configuration. Safe to repeat.
  public func addDatasource(_ configuration: CustomDatasourceConfig) async throws(GleanError) {
    try await caller.tell(.addDatasource, configuration)
  }

  /// The configuration of a custom datasource; `nil` when the service says that it does not know it.
  ///
  /// The wire has no status of its own for an unknown datasource: 404, and 400 with a text that says so, count as that.
  /// A token limited to other datasources gets `unauthorized` for known and unknown ones alike.
  public func datasourceConfig(_ datasource: String) async throws(GleanError) -> CustomDatasourceConfig? {
    do {
      return try await caller.ask(
        .getDatasourceConfig, GetDatasourceConfigRequest(datasource: datasource), as: CustomDatasourceConfig.self)
    } catch {
      guard error.saysDatasourceIsUnknown else { throw error }
      return nil
    }
  }

  /// Lets the given users find the documents of a datasource that is not enabled yet. Safe to repeat.
  public func betaUsers(_ request: GreenlistUsersRequest) async throws(GleanError) {
    try await caller.tell(.betaUsers, request)
  }
}

extension GleanError {
  /// Whether the service answered that it has no such datasource.
  var saysDatasourceIsUnknown: Bool {
    switch reason {
    case .notFound(let text): Self.namesUnknownDatasource(text)
    case .badRequest(let text): Self.namesUnknownDatasource(text)
    default: false
    }
  }

  private static func namesUnknownDatasource(_ text: String) -> Bool {
    let text = text.lowercased()
    let signs = [
      "not found", "does not exist", "doesn't exist", "unknown", "invalid datasource", "no such", "not exist",
    ]
    return text.contains("datasource") && signs.contains { text.contains($0) }
  }
}
