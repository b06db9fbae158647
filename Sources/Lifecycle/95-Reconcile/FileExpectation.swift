internal import DataOpsCore

/// A file that should be there, by what the registry says of a dataset.
struct FileExpectation: Sendable {
  let facts: DatasetFacts
  let key: ObjectKey
  let finding: Finding

  /// Of an archived dataset only what its archive keeps: a teardown that stopped may have deleted other snapshots
  /// before their rows.
  static func all(of facts: DatasetFacts) -> [FileExpectation] {
    let dataset = facts.dataset
    let snapshots = dataset.status == .archived ? Set([facts.archive?.snapshotID].compactMap(\.self)) : facts.snapshots
    var all = snapshots.sorted().map { snapshot in
      let key = ObjectKey.manifest(of: snapshot)
      let backup = "restore \(ObjectKey.snapshot(snapshot)) from a backup of the object store"
      let canBeMade = dataset.status.isLive && dataset.status != .teardown
      return FileExpectation(
        facts: facts, key: key,
        finding: Finding(
          .snapshotMissing, Finding.Subject(dataset, .snapshot, ObjectKey.snapshot(snapshot).description),
          "snapshot \(snapshot) of dataset '\(dataset.name)' has no manifest in the object store",
          remedy: canBeMade ? "Make it again: \(dataset.making); or \(backup)." : "Please \(backup)."))
    }
    if facts.archive != nil {
      let key = ObjectKey.archive(of: dataset.id)
      all.append(
        FileExpectation(
          facts: facts, key: key,
          finding: Finding(
            .archiveMissing, Finding.Subject(dataset, .archive, key.description),
            "the archive of dataset '\(dataset.name)' is not in the object store",
            remedy: "Restore \(key) from a backup of the object store.")))
    }
    return all
  }
}
