internal import DataOpsCore

// What the registry names and the object store should hold, and the other way round.

extension Reconciler {
  /// Looks for the archives and snapshots of datasets that no unfinished operation owns.
  func lookForFiles(of page: [DatasetFacts], _ result: inout Reconciliation) async throws(Failure) {
    let expectations = page.flatMap(FileExpectation.all)
    result.lookedAt.references += expectations.count
    let objects = services.objects
    let missing = try await expectations.map(atOnce: Self.filesAtOnce) { expectation in
      try await objects.contains(expectation.key) ? nil : expectation
    }.compactMap(\.self)
    for expectation in missing where try await stillHolds(expectation.facts) {
      result.findings.append(expectation.finding)
    }
  }

  /// Looks for snapshots in the object store that nothing accounts for.
  ///
  /// What is stored is listed first, then come the operations that may be writing it, and then the rows that they leave
  /// when they have ended: a snapshot that came to be accounted for meanwhile is seen in one of the two.
  func lookAtStoredSnapshots(_ result: inout Reconciliation) async throws(Failure) {
    var suspects = try await storedSnapshots()
    result.lookedAt.storedSnapshots = suspects.count
    try await forEachPageOfOperations { page in
      for operation in page { suspects[WriteSnapshotStep.snapshotID(for: operation).description] = nil }
    }
    for names in suspects.keys.sorted().inPages(of: Self.page) {
      let known = try await read { registry in
        try names.filter { try Identifier<Snapshot>($0).flatMap(registry.snapshot) != nil }
      }
      for name in known { suspects[name] = nil }
    }
    guard !suspects.isEmpty else { return }
    let users = try await users(of: Set(suspects.keys))
    for (name, isComplete) in suspects.sorted(by: { $0.key < $1.key }) {
      result.findings.append(unaccounted(name, isComplete: isComplete, user: users[name]))
    }
  }

  /// The snapshots that are stored, each with whether it is complete.
  private func storedSnapshots() async throws(Failure) -> [String: Bool] {
    var stored: [String: Bool] = [:]
    for key in try await services.objects.list(under: .snapshots) where key.parts.count > 1 {
      let name = key.parts[1]
      stored[name] = stored[name] == true || key.parts.dropFirst(2) == ["manifest.json"]
    }
    return stored
  }

  /// The datasets and archives that point to snapshots of which there is no row.
  private func users(of names: Set<String>) async throws(Failure) -> [String: Dataset] {
    var users: [String: Dataset] = [:]
    try await forEachPageOfDatasets(of: nil) { page in
      for facts in page {
        for name in facts.snapshots.map(\.description) where names.contains(name) { users[name] = facts.dataset }
      }
    }
    return users
  }

  private func unaccounted(_ name: String, isComplete: Bool, user: Dataset?) -> Finding {
    guard let id = Identifier<Snapshot>(name), id.description == name else {
      let key = ObjectKey(ObjectKey.snapshots.parts + [name]) ?? .snapshots
      return Finding(
        .snapshotWithoutRegistry, Finding.Subject(.snapshot, key: key),
        "\(key) is in the object store and is no snapshot",
        remedy: "Remove it from the object store by hand.")
    }
    var subject = Finding.Subject(.snapshot, key: isComplete ? .manifest(of: id) : .snapshot(id), name: .snapshot(id))
    if let user {
      subject.datasetID = user.id
      subject.clientID = user.clientID
      return Finding(
        .snapshotWithoutRegistry, subject,
        "the registry has no row of snapshot \(id), but dataset '\(user.name)' points to it",
        remedy: "Leave the snapshot where it is, and restore the row from a backup of the registry.")
    }
    return Finding(
      .snapshotWithoutRegistry, subject,
      isComplete
        ? "snapshot \(id) is in the object store, but not in the registry"
        : "snapshot \(id) was left half written, and no operation is writing it",
      repair: "deletes it from the object store")
  }

  /// Looks for archives in the object store that belong to no dataset.
  func lookAtStoredArchives(_ result: inout Reconciliation) async throws(Failure) {
    guard let prefix = ObjectKey(["archives"]) else { return }
    let names = Set(try await services.objects.list(under: prefix).compactMap { $0.parts.dropFirst().first }).sorted()
    result.lookedAt.storedArchives = names.count
    for page in names.inPages(of: Self.page) {
      result.findings += try await read { registry in
        let datasets = try registry.datasetsByID(page.compactMap(Identifier.init))
        return try page.compactMap { name in
          let dataset = Identifier<Dataset>(name).flatMap { datasets[$0] }
          guard let key = ObjectKey(["archives", name]) else { return nil }
          return try Self.ownerless(key, dataset, in: registry)
        }
      }
    }
  }

  /// An archive has a row, or is of a dataset whose teardown has not come to its row.
  private static func ownerless(
    _ key: ObjectKey, _ dataset: Dataset?, in registry: any RegistryReading
  ) throws -> Finding? {
    var subject = Finding.Subject(.archive, key: key)
    guard let dataset else {
      return Finding(
        .archiveWithoutDataset, subject, "\(key) is in the object store, but its dataset is not in the registry",
        remedy: "Keep it until its owner is known: it may be all that is left of a dataset.")
    }
    guard dataset.status.isLive, dataset.status != .teardown, try registry.archive(of: dataset.id) == nil else {
      return nil
    }
    subject.datasetID = dataset.id
    subject.clientID = dataset.clientID
    return Finding(
      .archiveWithoutDataset, subject,
      "\(key) is in the object store, but dataset '\(dataset.name)' is \(dataset.status.display)",
      remedy: "Look for who changed its status: dataops dataset history \(dataset.id)")
  }
}
