/// What one token opens, and from where. It is fixed when the token is made.
struct TokenGrant: Sendable, Equatable {
  enum Access: Sendable, Equatable {
    /// The Indexing API: every datasource, or only these (in lower case).
    case indexing(datasources: Set<String>?)

    /// The Client and Platform API in the name of anybody: each request says of whom.
    case clientGlobal(Set<ClientScope>)

    /// The Client and Platform API in the name of one user (in lower case).
    case clientUser(String, Set<ClientScope>)
  }

  var access: Access

  /// The addresses it may be used from; empty for all.
  var addresses: [AddressRange] = []

  /// The time in which it has to be rotated lest it becomes unusable; nil when it cannot be rotated.
  var rotationPeriodMinutes: Int?

  /// The shortest rotation period that the service allows.
  static let shortestRotationMinutes = 1_440
}

extension TokenGrant.Access {
  /// The kind as the store and the console write it.
  var kind: String {
    switch self {
    case .indexing: "INDEXING"
    case .clientGlobal: "CLIENT_GLOBAL"
    case .clientUser: "CLIENT_USER"
    }
  }

  /// Whether the token is one for requests of this family.
  func opens(_ family: Family) -> Bool {
    switch (self, family) {
    case (.indexing, .indexing), (.clientGlobal, .client), (.clientGlobal, .platform), (.clientUser, .client),
      (.clientUser, .platform):
      true
    default: false
    }
  }
}

/// What a client token may be used for, as the admin console lists it.
enum ClientScope: String, Sendable, CaseIterable {
  case activity = "ACTIVITY"
  case agents = "AGENTS"
  case announcements = "ANNOUNCEMENTS"
  case answers = "ANSWERS"
  case chat = "CHAT"
  case collections = "COLLECTIONS"
  case documentPermissions = "DOCPERMISSIONS"
  case documents = "DOCUMENTS"
  case entities = "ENTITIES"
  case feedback = "FEEDBACK"
  case insights = "INSIGHTS"
  case mcp = "MCP"
  case people = "PEOPLE"
  case pins = "PINS"
  case search = "SEARCH"
  case shortcuts = "SHORTCUTS"
  case summarize = "SUMMARIZE"
  case tools = "TOOLS"
  case verification = "VERIFICATION"
}
