import GleanAPI
import Logging

/// Secrets that must be found nowhere.
enum Secret {
  static let indexing = "indexing-secret-0123456789"
  static let client = "client-secret-9876543210"
}

extension GleanConfiguration {
  /// No budgets, no chance, time by hand.
  static func testing(_ clock: ManualClock = ManualClock()) -> GleanConfiguration {
    var configuration = GleanConfiguration.sandbox
    configuration.clock = clock
    configuration.random = { 0.5 }
    return configuration
  }
}

extension GleanClient {
  /// A client with both tokens that logs nothing.
  static func testing(
    _ baseURL: String, _ configuration: GleanConfiguration = .testing(),
    logger: Logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
  ) throws -> GleanClient {
    try GleanClient(
      baseURL: baseURL, indexingToken: BearerToken(Secret.indexing), clientToken: BearerToken(Secret.client),
      configuration: configuration, logger: logger)
  }
}

extension DocumentDefinition {
  static func sample(_ id: String, datasource: String = "wiki") -> DocumentDefinition {
    DocumentDefinition(
      datasource: datasource, id: id, objectType: "Page", title: "Page \(id)",
      viewURL: "https://wiki.example.com/\(id)",
      body: ContentDefinition(mimeType: "text/plain", textContent: "Text of \(id)"),
      permissions: DocumentPermissionsDefinition(allowAnonymousAccess: true))
  }
}
