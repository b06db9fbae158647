internal import DataOpsCore

/// A datasource that was told to delete everything, watched until it did.
///
/// Its counts of uploads may be three hours old, so documents go by what is indexed, and people by asking for those that were sent.
struct EmptyDatasource: Sendable {
  /// The most people that are asked for in one look, a request each.
  static let mostPeople = 25

  private let name: String
  private let index: any SearchIndex
  private let work: StepWork
  /// People that were sent; empty where nothing tells of them any more.
  private let people: [String]

  init(_ name: String, _ cleanup: Cleanup) async {
    self.name = name
    index = cleanup.index
    work = cleanup.work
    people = await Self.people(cleanup)
  }

  /// Waits within the budget of the step.
  ///
  /// - Returns: how many people it was asked for.
  /// - Throws: `cleanup_incomplete` where something is left.
  func wait() async throws(Failure) -> Int {
    let services = work.services
    let deadline = services.time.now() + StepName.verifyCleanup.budget
    var pause = services.policy.indexingPoll.lowerBound
    while true {
      let status = try await index.status(of: name)
      guard let left = try await left(status) else { return people.count }
      guard services.time.now() + pause < deadline else {
        throw Failure(
          .cleanupIncomplete, "datasource \(name) still holds \(left)",
          remedy:
            "Deletion is asynchronous; take the teardown up again later: dataops dataset teardown \(work.dataset.id)"
        )
      }
      try await services.pause(pause)
      pause = min(pause * 2, services.policy.indexingPoll.upperBound)
    }
  }

  /// What is left, in words; nil where nothing is.
  private func left(_ status: DatasourceStatus) async throws(Failure) -> String? {
    guard status.hasNoDocuments else {
      return status.indexed > 0 ? status.indexed.of("document") : "documents that it has not processed yet"
    }
    guard !status.awaitsIdentities else { return "people or groups that it has not processed yet" }
    guard !people.isEmpty else {
      let counts = [
        status.users.of("person", "people"), status.groups.of("group"), status.memberships.of("membership"),
      ]
      return status.countsNoIdentities ? nil : counts.joined(separator: ", ")
    }
    for email in people where try await index.knows(email, in: name) { return "people that were sent" }
    return nil
  }

  /// The probe, and as many of the client's people as may be asked for, where the template can still be opened.
  private static func people(_ cleanup: Cleanup) async -> [String] {
    let probe = cleanup.connector.flatMap(ConfiguredDatasource.init)?.probe
    let made = try? await ConnectedDataset.source(of: cleanup.work)
    let sent = made.map {
      ConnectorIdentities(source: $0, stage: cleanup.work.dataset.stage).identities.users.map(\.email)
    }
    return Array((sent ?? [probe].compactMap(\.self)).prefix(mostPeople))
  }
}
