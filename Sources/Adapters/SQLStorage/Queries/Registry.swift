import DataOpsCore

extension SQLTransaction {
  func registry() throws -> DatasetRegistry {
    let version = RegistryVersion(schema: schemaVersion, policy: Gate.policyVersion)
    let id: Identifier<DatasetRegistry> = try value("SELECT id AS value FROM registry")
    let total: Int = try value("SELECT count(*) AS value FROM datasets")
    // Every change has its audit entry, so the last one tells when the registry changed.
    return DatasetRegistry(id: id, version: version, lastUpdated: try lastAuditEvent()?.at, totalDatasets: total)
  }
}
