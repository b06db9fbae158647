internal import DataOpsCore

/// Sends what changed and nothing else: new and changed documents page by page, then the deletions.
struct ChangeUpload {
  let work: StepWork
  let connected: ConnectedDataset
  let snapshot: StoredSnapshot
  let delta: SyncDelta

  private var policy: SyncPolicy { work.services.policy.sync }
  private var datasource: String { connected.connector.datasource }

  func send() async throws -> UploadStep.Sent {
    var journal = ChangeJournal(work.step.checkpoint) ?? ChangeJournal()
    try await sendDocuments(&journal)
    try await deleteDocuments(&journal)
    return UploadStep.Sent(
      detail: "\(delta.added.count.grouped) new, \(delta.changed.count.grouped) changed, "
        + "\(delta.gone.count.grouped) gone of \(snapshot.recordCount.of("document"))",
      documents: delta.count, checkpoint: journal.json)
  }

  /// The same delta always gives the same pages, so that a later run may skip those that were acknowledged.
  private func sendDocuments(_ journal: inout ChangeJournal) async throws {
    var number = 0
    var done = 0
    var (page, room): ([SearchDocument], PageRoom) = ([], emptyPage())
    func send(_ journal: inout ChangeJournal) async throws {
      defer { (page, room, number) = ([], emptyPage(), number + 1) }
      done += page.count
      guard number >= journal.pages else { return }
      try await connected.index.index(page, in: datasource)
      journal.pages = number + 1
      try await work.saveCheckpoint(journal.json)
      report(done)
    }
    for chunk in 0..<snapshot.chunkCount where done + page.count < delta.sent {
      for document in try await documents(ofChunk: chunk) {
        if !room.take(document) {
          try await send(&journal)
          _ = room.take(document)
        }
        page.append(document)
      }
      try Task.checkCancellation()
    }
    if !page.isEmpty { try await send(&journal) }
  }

  private func deleteDocuments(_ journal: inout ChangeJournal) async throws {
    let gone = delta.references(of: connected.mapping.objectType)
    while journal.deletions < gone.count {
      let batch = gone[journal.deletions...].prefix(policy.pageDocuments)
      try await connected.delete(Array(batch), atOnce: work.services.policy.uploadsAtOnce)
      journal.deletions += batch.count
      try await work.saveCheckpoint(journal.json)
      report(delta.sent + journal.deletions)
      try Task.checkCancellation()
    }
  }

  private func documents(ofChunk chunk: Int) async throws -> [SearchDocument] {
    let lines = try await snapshot.lines(ofChunk: chunk, in: work.services.objects)
    let wanted = Set(
      try RecordFingerprint.all(in: lines).map(\.document).filter(delta.sends).map(\.hexadecimal))
    guard !wanted.isEmpty else { return [] }
    return try SearchDocuments.from(lines, mapping: connected.mapping, labels: connected.labels)
      .filter { wanted.contains($0.reference.id) }
  }

  private func emptyPage() -> PageRoom { PageRoom(work.services.policy, atMost: policy.pageDocuments) }

  private func report(_ done: Int) { work.report(StepProgress(done: min(done, delta.count), total: delta.count)) }
}

/// How far a sending of changes was acknowledged.
struct ChangeJournal: Sendable, Hashable {
  /// Pages acknowledged from the first on.
  var pages = 0
  /// Documents whose deletion was acknowledged, from the first on.
  var deletions = 0

  init() {}

  init?(_ checkpoint: JSON?) {
    guard let pages = checkpoint?["changed_pages"]?.integer, let deletions = checkpoint?["deletions"]?.integer,
      pages >= 0, deletions >= 0
    else { return nil }
    (self.pages, self.deletions) = (Int(clamping: pages), Int(clamping: deletions))
  }

  var json: JSON { ["changed_pages": .integer(Int64(pages)), "deletions": .integer(Int64(deletions))] }
}
