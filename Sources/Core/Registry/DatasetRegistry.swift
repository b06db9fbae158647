/// The registry as a whole (seed, "DatasetRegistry Aggregate"); totals are computed, never stored.
package struct DatasetRegistry: Hashable, Sendable, Codable {
  package let id: Identifier<DatasetRegistry>
  package let version: RegistryVersion
  package let lastUpdated: Timestamp?
  package let totalDatasets: Int

  package init(
    id: Identifier<DatasetRegistry>, version: RegistryVersion, lastUpdated: Timestamp?, totalDatasets: Int
  ) {
    self.id = id
    self.version = version
    self.lastUpdated = lastUpdated
    self.totalDatasets = totalDatasets
  }
}

/// Schema plus policy: `schema.policy.0`, a semantic version.
package struct RegistryVersion: Hashable, Sendable, Codable, CustomStringConvertible {
  package let schema: Int
  package let policy: Int

  package init(schema: Int, policy: Int) {
    self.schema = schema
    self.policy = policy
  }

  package var description: String { "\(schema).\(policy).0" }
}
