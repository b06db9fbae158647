package import DataOpsCore

/// The people and groups that a sandbox datasource knows, compiled from the access table.
package struct ConnectorIdentities: Sendable {
  package let identities: SearchIdentities
  /// The test identity that the sample queries run as: a member of the client's solutions engineers.
  package let probe: String
  /// The groups that find the documents.
  package let readers: [String]

  /// The group of a role: no whitespace, and not beginning with `scio`, which the search system reserves.
  package static func group(of role: Role) -> String { "dataops-" + role.rawValue.replacing("_", with: "-") }

  /// The groups that find the documents of a stage.
  package static func groups(in stage: Stage) -> [String] { DatasetAccess.readers(in: stage).map(group) }

  package init(source: RecordSource, stage: Stage) {
    let probe = "dataops.probe@\(source.domain)"
    let roles = DatasetAccess.readers(in: stage)
    self.probe = probe
    readers = Self.groups(in: stage)
    let people = source.people
    let users = [SearchIdentities.User(email: probe, name: "DataOps probe")] + people.map { .init(email: $0, name: $1) }
    // The made-up people of a sandbox stand in for its testers; the probe stands in for the solutions engineer.
    // In a stage that the solutions engineer does not read, it stands in for the first who does.
    let probed = roles.contains(.clientSE) ? .clientSE : roles.first
    let groups = roles.map { role in
      SearchIdentities.Group(
        name: Self.group(of: role),
        memberEmails: (role == probed ? [probe] : []) + (role == .clientSE ? [] : people.map(\.email)))
    }
    identities = SearchIdentities(users: users, groups: groups)
  }
}
