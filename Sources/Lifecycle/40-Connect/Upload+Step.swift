package import DataOpsCore

/// Sends the snapshot's records to the search system, page by page, as one upload that replaces what is there.
///
/// Every acknowledged page is journaled, so that a run after a crash goes on behind the last one with the same upload id.
/// Sending a page twice does no harm: documents are replaced by id.
package struct UploadStep: Step {
  package let name = StepName.upload

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let connected = try await ConnectedDataset(work)
    let snapshot = try await StoredSnapshot.current(of: work)
    let mayBeOpen = try await plan(connected, work)
    let finished = try await send(snapshot, connected, mayBeOpen: mayBeOpen, work)

    let datasetEvents = work.journal(.provisioningAgent)
    let connectorID = connected.connector.id
    let operation = work.operation
    let outcome = UploadOutcome(acknowledged: snapshot.recordCount)
    return StepResult(
      "\(snapshot.recordCount.of("document")) in \(finished.acknowledgedPages.of("page"))", checkpoint: finished.json
    ) { registry, dataset in
      if var connector = try registry.connector(connectorID) {
        try UploadLease.giveBack(of: operation, into: connector, in: registry)
        connector.healthStatus = outcome.json
        try registry.update(connector)
      }
      try registry.record(
        DatasetUsageMetric(
          datasetID: dataset.id, metric: .recordsSynced, value: Double(snapshot.recordCount), window: 0,
          recordedAt: datasetEvents.now))
      // An update of a dataset that is validated again finds it in VALIDATING already.
      guard dataset.status == .provisioning else { return }
      try datasetEvents.change(
        dataset,
        .beginValidation(
          snapshot: snapshot.id, recordCount: snapshot.recordCount, sizeBytes: snapshot.byteCount),
        in: registry)
    }
  }

  /// Who tries next need not wait for the lease to run out.
  package func record(_ failure: Failure, _ work: StepWork) -> StepResult.Commit? {
    { [operation = work.operation] registry, dataset in
      guard let connector = try dataset.connectorID.flatMap(registry.connector) else { return }
      try UploadLease.giveBack(of: operation, into: connector, in: registry)
    }
  }

  /// Goes on where the journal of an earlier attempt ends. What the search system does with an upload whose end it saw but we did not is
  /// not documented, so where it refuses to go on, the upload begins anew.
  private func send(
    _ snapshot: StoredSnapshot, _ connected: ConnectedDataset, mayBeOpen: Bool, _ work: StepWork
  ) async throws(Failure) -> UploadJournal {
    func upload(_ journal: UploadJournal) async throws(Failure) -> UploadJournal {
      let upload = Upload(
        work: work, connected: connected, snapshot: snapshot, journal: journal, total: snapshot.recordCount,
        restart: mayBeOpen)
      do { return try await upload.send() } catch { throw Failure(wrapping: error) }
    }
    if let journal = UploadJournal(work.step.checkpoint) {
      do { return try await upload(journal) } catch
        where error.code == .searchRefusedRequest || error.code == .conflict
      {}
    }
    return try await upload(UploadJournal(uploadID: "\(work.operation.id)-\(work.step.attempts)"))
  }

  /// - Returns: whether an upload of ours into this datasource was begun before, and may still be open.
  private func plan(_ connected: ConnectedDataset, _ work: StepWork) async throws(Failure) -> Bool {
    let entry = LedgerEntry(
      datasetID: work.dataset.id, kind: .documents, name: connected.connector.datasource,
      operationID: work.operation.id, plannedAt: work.services.time.now())
    let (owner, policy) = (UploadLease.owner(work.operation), work.services.policy)
    do {
      return try await work.services.storage.write { registry in
        // One upload a datasource at a time, whoever's it is: the search system would mix them.
        let name = UploadLease.name(of: entry.name)
        let (now, until) = (entry.plannedAt, entry.plannedAt + policy.lease)
        guard try registry.takeLease(name, owner: owner, until: until, at: now) != nil else {
          let end = try registry.sharedLeases(named: name).first?.expiresAt ?? now
          throw Failure(
            .conflict, "another upload into datasource \(entry.name) is under way, or was until a moment ago",
            remedy: "It is tried again.", retryable: true, retryAfterSeconds: Int((end - now).components.seconds) + 1)
        }
        let known = try registry.ledger(of: entry.datasetID)
        try registry.store(entry)
        // This operation's canaries are in the ledger before its first upload is.
        return known.contains {
          $0.kind == .documents && $0.name == entry.name
            && ($0.operationID != entry.operationID || work.step.attempts > 1)
        }
      }
    } catch { throw Failure(wrapping: error) }
  }
}

/// The right of one operation to upload into a datasource.
private enum UploadLease {
  static func name(of datasource: String) -> String { "upload/\(datasource)" }

  static func owner(_ operation: Operation) -> String { "operation \(operation.id)" }

  static func giveBack(
    of operation: Operation, into connector: GleanConnector, in registry: any RegistryWriting
  ) throws {
    let leases = try registry.sharedLeases(named: name(of: connector.datasource))
    for lease in leases where lease.owner == owner(operation) { try registry.giveBack(lease) }
  }
}

/// How far an upload was acknowledged.
struct UploadJournal: Sendable, Hashable {
  let uploadID: String
  /// Pages acknowledged without a gap from the first.
  var acknowledgedPages = 0
  var isComplete = false

  init(uploadID: String) { self.uploadID = uploadID }

  init?(_ checkpoint: JSON?) {
    guard let uploadID = checkpoint?["upload_id"]?.string, let pages = checkpoint?["pages"]?.integer, pages >= 0 else {
      return nil
    }
    self.uploadID = uploadID
    acknowledgedPages = Int(pages)
    isComplete = checkpoint?["complete"] == .bool(true)
  }

  var json: JSON {
    ["upload_id": .string(uploadID), "pages": .integer(Int64(acknowledgedPages)), "complete": .bool(isComplete)]
  }
}

/// One upload under way: the first page alone, the middle ones a few at a time, the last one alone.
private struct Upload {
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
