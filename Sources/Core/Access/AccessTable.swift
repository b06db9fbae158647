/// Who somebody is towards the product (seed, "Access Control").
package enum Role: String, Codable, Sendable, CaseIterable {
  case clientSE = "client_se"
  case internalTesting = "internal_testing"
  case internalSupport = "internal_support"
  case pilotUser = "pilot_user"
  case productionUser = "production_user"
  case clientAdmin = "client_admin"
  case provisioningAgent = "dataset_provisioning_agent"
  case validationAgent = "data_validation_agent"
  case teardownAgent = "data_teardown_agent"
}

/// What a role may do. Everything that a table does not allow is denied.
package enum Access: String, Codable, Sendable, CaseIterable {
  case none
  case read
  case readWrite = "read_write"
  /// Only through Glean, never through this product.
  case throughGlean = "through_glean"
  /// Only by a grant that the client approved, for four hours.
  case byGrant = "by_grant"
}

/// The one table of dataset access: stage × role (seed, "dataset_access").
package enum DatasetAccess {
  /// How long a client-approved grant of support in production lasts.
  package static let grantDuration: Duration = .seconds(4 * 3600)

  package static func access(of role: Role, in stage: Stage) -> Access {
    switch (stage, role) {
    case (_, .provisioningAgent), (_, .teardownAgent): .readWrite
    case (_, .validationAgent): .read
    case (.sandbox, .clientSE): .readWrite
    case (.sandbox, .internalTesting): .read
    case (.pilot, .clientSE): .readWrite
    case (.pilot, .pilotUser): .read
    case (.pilot, .internalSupport): .read
    case (.production, .productionUser): .throughGlean
    case (.production, .clientAdmin): .throughGlean
    case (.production, .internalSupport): .byGrant
    case (.sandbox, _), (.pilot, _), (.production, _): .none
    }
  }

  /// The roles whose people find a stage's documents in search; document permissions are compiled from this.
  package static func readers(in stage: Stage) -> [Role] {
    [.clientSE, .internalTesting, .internalSupport, .pilotUser, .productionUser, .clientAdmin].filter { role in
      switch access(of: role, in: stage) {
      case .read, .readWrite, .throughGlean: true
      case .none, .byGrant: false
      }
    }
  }
}

/// A part of the registry that access is given to.
package enum RegistryArea: String, Codable, Sendable, CaseIterable {
  case datasets
  case datasetStatus = "dataset_status"
  case qualityChecks = "quality_checks"
  case archives
  case connectors
}

/// The one table of registry access: area × role (seed, "registry_access"); solutions engineers see their own clients' rows only.
package enum RegistryAccess {
  package static func access(of role: Role, to area: RegistryArea) -> Access {
    switch (role, area) {
    case (.provisioningAgent, _): .readWrite
    case (.validationAgent, .qualityChecks): .readWrite
    case (.validationAgent, _): .read
    case (.teardownAgent, .datasetStatus), (.teardownAgent, .archives): .readWrite
    case (.teardownAgent, _): .read
    case (.clientSE, _): .read
    default: .none
    }
  }

  /// Whether a role is confined to the rows of its own clients.
  package static func isConfinedToOwnClients(_ role: Role) -> Bool { role == .clientSE }
}
