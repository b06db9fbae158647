internal import DataOpsCore

/// What a cleanup saw of each resource in the ledger: the one rule for what is released and what the certificate says.
struct CleanupInspection: Sendable {
  let seenAt: Timestamp
  /// The datasource whose registration only a person can remove; nil where the search system knows none.
  let registration: String?
  /// The dataset that took over connector and datasource.
  let successor: Identifier<Dataset>?
  /// Names of the snapshots that were deleted.
  let deletedSnapshots: Set<String>

  /// How many of the people that were sent the search system was asked about by name, and knew none.
  let askedFor: Int

  struct Finding: Sendable {
    let end: TeardownCertificate.Resource.End
    let evidence: String

    /// Whether this dataset has it no longer.
    var isReleased: Bool { end == .gone || end == .passedOn }
  }

  func finding(_ entry: LedgerEntry) -> Finding {
    switch entry.kind {
    case .archive: return Finding(end: .archived, evidence: "kept; read back, and every hash agreed")
    case .snapshot where deletedSnapshots.contains(entry.name):
      return Finding(end: .gone, evidence: "deleted from the object store; no file is listed under its name")
    case .snapshot: return Finding(end: .archived, evidence: "kept with the archive, which names it by its hash")
    case .datasource, .documents, .identities: break
    }
    if let successor {
      return Finding(end: .passedOn, evidence: "taken over by dataset \(successor), which was restored from this one")
    }
    guard registration != nil else {
      return Finding(end: .gone, evidence: "the search system knows no datasource of this name")
    }
    return switch entry.kind {
    case .documents: Finding(end: .gone, evidence: "the search system reports 0 documents indexed, and none under way")
    case .identities where askedFor > 0:
      Finding(
        end: .gone,
        evidence:
          "the search system deleted people and groups; asked for \(askedFor.of("person", "people")), it knows nobody")
    case .identities: Finding(end: .gone, evidence: "the search system reports 0 people, 0 groups and 0 memberships")
    default:
      Finding(end: .remains, evidence: "empty; a person has to remove its registration in Glean's admin console")
    }
  }
}
