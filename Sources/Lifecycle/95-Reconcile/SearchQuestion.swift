internal import DataOpsCore

/// What search is asked about a dataset.
struct SearchQuestion: Sendable {
  enum Expected: Sendable {
    /// The datasource is there; nil records where it may be filling up.
    case present(records: Int?)
    /// Nothing is left in the datasource.
    case empty
  }

  enum Answer: Sendable {
    case unknown
    case known(DatasourceStatus)
  }

  let facts: DatasetFacts
  let connector: GleanConnector
  let expected: Expected

  /// Nil where search has nothing to say about the dataset: nothing was registered, or it was seen to be removed.
  init?(_ facts: DatasetFacts) {
    guard let connector = facts.ownConnector else { return nil }
    switch facts.dataset.status {
    case .ready where connector.isRegistered: expected = .present(records: facts.dataset.recordCount)
    case .failed where connector.isRegistered: expected = .present(records: nil)
    case .archived where facts.dataset.isCleaned && facts.registration?.releasedAt == nil: expected = .empty
    default: return nil
    }
    self.facts = facts
    self.connector = connector
  }

  func answer(of index: any SearchIndex) async throws(Failure) -> Answer {
    guard try await index.registration(of: connector.datasource) != nil else { return .unknown }
    return .known(try await index.status(of: connector.datasource))
  }

  /// What does not fit; nil where all does.
  func finding(from answer: Answer, at now: Timestamp) -> Finding? {
    switch (expected, answer) {
    case (.present, .unknown): missing
    case (.present(let records), .known(let status)): records.flatMap { differing(status, records: $0) }
    case (.empty, .unknown): facts.registration.map(facts.leftOpen)
    case (.empty, .known(let status)):
      status.isEmpty(since: facts.dataset.cleanupVerifiedAt ?? now, at: now) ? nil : remains(status)
    }
  }

  func unanswered(_ failure: Failure) -> Finding {
    Finding(
      .searchUnreachable, subject,
      "datasource '\(connector.datasource)' of dataset '\(facts.dataset.name)' could not be looked at: \(failure.message)",
      remedy: failure.remedy ?? "Look again later.")
  }

  private var subject: Finding.Subject { Finding.Subject(facts.dataset, .datasource, connector.datasource) }

  private var missing: Finding {
    Finding(
      .datasourceMissing, subject,
      "search does not know datasource '\(connector.datasource)' of dataset '\(facts.dataset.name)', "
        + "which is \(facts.dataset.status.display)",
      remedy: "Make it again: \(facts.dataset.making)")
  }

  /// Uploaded counts may be hours old and indexed ones lag behind an upload, so one that fits is enough.
  private func differing(_ status: DatasourceStatus, records: Int) -> Finding? {
    guard status.uploaded != records, status.indexed != records else { return nil }
    return Finding(
      .countDiffers, subject,
      "search holds \(status.uploaded.of("document")) of dataset '\(facts.dataset.name)', which has \(records.of("record"))",
      remedy: "Its counts may be 3 hours old: look again later, then check the dataset: "
        + "dataops dataset validate \(facts.dataset.id)")
  }

  private func remains(_ status: DatasourceStatus) -> Finding {
    let left = [
      (status.indexed > 0 ? status.indexed : status.uploaded).of("document"), status.users.of("person", "people"),
      status.groups.of("group"), status.memberships.of("membership"),
    ]
    return Finding(
      .documentsLeft, subject,
      "search still holds \(left.joined(separator: ", ")) of dataset '\(facts.dataset.name)', which was gone from it",
      repair: "removes what is left of the dataset from search again")
  }
}

extension GleanConnector {
  /// Whether search was told of it and not yet to forget it. In phase `create` a crash may have come first.
  fileprivate var isRegistered: Bool {
    switch phase {
    case .configure, .validate, .monitor: true
    case .create, .disconnect, .delete: false
    }
  }
}
