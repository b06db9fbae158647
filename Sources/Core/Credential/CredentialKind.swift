/// What a credential opens: one of the two APIs of the client's Glean, or a system of the client's own. A client has one of each.
package enum CredentialKind: String, Codable, Sendable, CaseIterable {
  case indexingToken = "indexing_token"
  case clientToken = "client_token"
  case confluence, github, slack, jira, gdrive, custom

  /// Whether it opens the client's Glean, which takes bearer tokens and nothing else.
  package var isForGlean: Bool { self == .indexingToken || self == .clientToken }

  /// Whether Glean replaces its secret on request: `/api/index/v1/rotatetoken` takes indexing tokens only.
  package var isRotatable: Bool { self == .indexingToken }

  /// The system of the client's that it opens; nil for Glean.
  package var system: ConnectorType? { ConnectorType(rawValue: rawValue) }
}
