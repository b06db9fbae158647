import DataOpsCore

/// What became of the documents that the search system acknowledged: a page is accepted as a whole, and that says nothing about
/// each document of it.
struct Arrival: Sendable {
  /// The documents that never arrived, as the search system says of each.
  private(set) var missing = 0
  /// Whether documents that the upload did not bring again are about to be deleted.
  let deletionIsPaused: Bool

  /// Asks for every record of the snapshot, a page of them at a time.
  ///
  /// A document that is missing may be on its way: it is asked for again until the patience with canaries is over.
  init(of snapshot: StoredSnapshot, _ connected: ConnectedDataset, _ work: StepWork) async throws(Failure) {
    let services = work.services
    deletionIsPaused = try await connected.index.status(of: connected.connector.datasource).deletionIsPaused
    let deadline = services.time.now() + services.policy.canaryPatience
    for chunk in 0..<snapshot.chunkCount {
      let lines = try await snapshot.lines(ofChunk: chunk, in: services.objects)
      var left = try SearchDocuments.from(lines, mapping: connected.mapping, labels: connected.labels)
        .map(\.reference)[...]
      while !left.isEmpty {
        let page = left.prefix(services.policy.uploadPageRecords)
        left = left.dropFirst(page.count)
        missing += try await Self.missing(among: Array(page), connected, services, until: deadline)
      }
    }
  }

  private static func missing(
    among page: [SearchDocument.Reference], _ connected: ConnectedDataset, _ services: Services,
    until deadline: Timestamp
  ) async throws(Failure) -> Int {
    var missing = page
    var pause = services.policy.indexingPoll.lowerBound
    while true {
      missing = try await connected.index.missing(among: missing, in: connected.connector.datasource)
      guard !missing.isEmpty, services.time.now() + pause < deadline else { return missing.count }
      try await services.pause(pause)
      pause = min(pause * 2, services.policy.indexingPoll.upperBound)
    }
  }
}
