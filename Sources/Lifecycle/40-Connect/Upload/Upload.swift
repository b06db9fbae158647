internal import DataOpsCore

/// One upload under way: the first page alone, the middle ones a few at a time, the last one alone.
struct Upload {
  let work: StepWork
  let connected: ConnectedDataset
  let snapshot: StoredSnapshot
  let journal: UploadJournal
  let total: Int
  /// Give up an upload of ours that was left open.
  let restart: Bool

  func send() async throws -> UploadJournal {
    guard !journal.isComplete else { return journal }
    var pages = UploadPages(snapshot: snapshot, connected: connected, work: work)
    let window = work.services.policy.uploadsAtOnce
    return try await withThrowingTaskGroup(of: Acknowledgement.self) { group in
      var progress = Progress(journal: journal)
      var number = 0
      var underWay = 0
      while let documents = try await pages.next() {
        let isLast = pages.isExhausted
        defer { number += 1 }
        if number < journal.acknowledgedPages, !isLast {
          progress.skip(documents.count)
          continue
        }
        if isLast || underWay == window {
          while underWay > (isLast ? 0 : window - 1), let acknowledgement = try await group.next() {
            underWay -= 1
            try await acknowledge(acknowledgement, &progress)
          }
        }
        let page = UploadPage(
          uploadID: journal.uploadID, isFirst: number == 0, isLast: isLast,
          restart: number == 0 && restart, documents: documents)
        let acknowledgement = Acknowledgement(page: number, documents: documents.count, isLast: isLast)
        if page.isFirst || page.isLast {
          try await connected.index.upload(page, to: connected.connector.datasource)
          try await acknowledge(acknowledgement, &progress)
        } else {
          underWay += 1
          group.addTask { [connected] in
            try await connected.index.upload(page, to: connected.connector.datasource)
            return acknowledgement
          }
        }
      }
      return progress.journal
    }
  }

  private func acknowledge(_ acknowledgement: Acknowledgement, _ progress: inout Progress) async throws {
    if progress.take(acknowledgement) { try await work.saveCheckpoint(progress.journal.json) }
    work.report(StepProgress(done: min(progress.documents, total), total: total))
  }
}

private struct Acknowledgement: Sendable {
  let page: Int
  let documents: Int
  let isLast: Bool
}

/// Joins acknowledgements that come out of order into the prefix that a later run may skip.
private struct Progress {
  private(set) var journal: UploadJournal
  private(set) var documents = 0
  private var ahead: Set<Int> = []

  init(journal: UploadJournal) { self.journal = journal }

  mutating func skip(_ count: Int) { documents += count }

  /// - Returns: whether the journal changed.
  mutating func take(_ acknowledgement: Acknowledgement) -> Bool {
    documents += acknowledgement.documents
    ahead.insert(acknowledgement.page)
    let before = journal
    while ahead.remove(journal.acknowledgedPages) != nil { journal.acknowledgedPages += 1 }
    if acknowledgement.isLast { journal.isComplete = true }
    return journal != before
  }
}
