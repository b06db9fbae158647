package import DataOpsCore

/// One look at whether registry, ledger, object store and search say the same, and what came of it.
package struct Reconciliation: Hashable, Sendable, Codable {
  /// Every audit entry of its repairs names it as the request that caused them.
  package let id: Identifier<Reconciliation>
  package let startedAt: Timestamp
  package internal(set) var finishedAt: Timestamp
  /// The only client that was looked at; nil for all.
  package let clientID: Identifier<Client>?
  package let repairing: Bool
  package internal(set) var lookedAt = Counts()
  package internal(set) var findings: [Finding] = []

  /// How much was looked at.
  package struct Counts: Hashable, Sendable, Codable {
    package internal(set) var datasets = 0
    /// Unfinished ones.
    package internal(set) var operations = 0
    /// Those that are not archived.
    package internal(set) var connectors = 0
    /// Datasources that search was asked about.
    package internal(set) var datasources = 0
    /// Manifests and archive documents that the registry names and that were looked for.
    package internal(set) var references = 0
    /// Snapshots found in the object store; 0 where only one client was looked at.
    package internal(set) var storedSnapshots = 0
    /// Archives found in the object store; 0 where only one client was looked at.
    package internal(set) var storedArchives = 0

    package init() {}
  }

  init(id: Identifier<Reconciliation>, of client: Identifier<Client>?, repairing: Bool, at now: Timestamp) {
    self.id = id
    startedAt = now
    finishedAt = now
    clientID = client
    self.repairing = repairing
  }

  /// The findings about which somebody still has to do something.
  package var remaining: [Finding] { findings.filter(\.remains) }
}
