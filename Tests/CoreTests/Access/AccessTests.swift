import DataOpsCore
import Testing

@Suite struct `Access to datasets` {
  /// The seed's table, cell by cell; every cell that is not here is `none`.
  static let table: [String: Access] = [
    "sandbox/client_se": .readWrite, "sandbox/internal_testing": .read,
    "pilot/client_se": .readWrite, "pilot/pilot_user": .read, "pilot/internal_support": .read,
    "production/production_user": .throughGlean, "production/client_admin": .throughGlean,
    "production/internal_support": .byGrant,
  ]
  static let agents: [Role: Access] = [
    .provisioningAgent: .readWrite, .validationAgent: .read, .teardownAgent: .readWrite,
  ]

  @Test(arguments: Stage.allCases, Role.allCases)
  func `is what the table says, and denied otherwise`(stage: Stage, role: Role) {
    let expected = Self.agents[role] ?? Self.table["\(stage.rawValue)/\(role.rawValue)"] ?? .none
    #expect(DatasetAccess.access(of: role, in: stage) == expected)
  }

  @Test func `documents of a sandbox are found by its engineers and testers`() {
    #expect(DatasetAccess.readers(in: .sandbox) == [.clientSE, .internalTesting])
  }

  @Test func `documents of production are not found by support without a grant`() {
    #expect(!DatasetAccess.readers(in: .production).contains(.internalSupport))
  }

  @Test func `a grant lasts four hours`() {
    #expect(DatasetAccess.grantDuration == .seconds(14_400))
  }
}

@Suite struct `Access to the registry` {
  @Test(arguments: Role.allCases, RegistryArea.allCases)
  func `is what the table says, and denied otherwise`(role: Role, area: RegistryArea) {
    let expected: Access =
      switch role {
      case .provisioningAgent: .readWrite
      case .validationAgent: area == .qualityChecks ? .readWrite : .read
      case .teardownAgent: area == .datasetStatus || area == .archives ? .readWrite : .read
      case .clientSE: .read
      case .internalTesting, .internalSupport, .pilotUser, .productionUser, .clientAdmin: .none
      }
    #expect(RegistryAccess.access(of: role, to: area) == expected)
  }

  @Test func `a solutions engineer sees the rows of its own clients only`() {
    #expect(RegistryAccess.isConfinedToOwnClients(.clientSE))
    #expect(!RegistryAccess.isConfinedToOwnClients(.validationAgent))
  }
}
