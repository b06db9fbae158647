package import DataOpsCore

/// Brings the snapshot's records to the search system: page by page as one upload that replaces what is there, or, in an update that
/// changes little, only what changed.
///
/// Every acknowledged page is journaled, so that a run after a crash goes on behind the last one, a replacing upload with the same
/// upload id. Sending a page twice does no harm: documents are replaced by id.
package struct UploadStep: Step {
  package let name = StepName.upload

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let connected = try await ConnectedDataset(work)
    let snapshot = try await StoredSnapshot.current(of: work)
    let mayBeOpen = try await plan(connected, work)
    let sent: Sent
    switch try await SyncDecision.of(snapshot, connected, work) {
    case .everything(let stale):
      sent = try await send(snapshot, connected, deletingBefore: stale, mayBeOpen: mayBeOpen, work)
    case .changes(let delta):
      let upload = ChangeUpload(work: work, connected: connected, snapshot: snapshot, delta: delta)
      do { sent = try await upload.send() } catch { throw Failure(wrapping: error) }
    }
    return result(snapshot, sent, connected, work)
  }

  /// What a run that came to its end has sent.
  struct Sent {
    /// For people.
    let detail: String
    let documents: Int
    let checkpoint: JSON
  }

  private func result(
    _ snapshot: StoredSnapshot, _ sent: Sent, _ connected: ConnectedDataset, _ work: StepWork
  ) -> StepResult {
    let datasetEvents = work.journal(.provisioningAgent)
    let connectorID = connected.connector.id
    let operation = work.operation
    let held = HeldContent(
      snapshotID: snapshot.id, documents: snapshot.recordCount,
      mapping: connected.mapping.fingerprint(with: connected.labels))
    return StepResult(sent.detail, checkpoint: sent.checkpoint) { registry, dataset in
      if var connector = try registry.connector(connectorID) {
        try UploadLease.giveBack(of: operation, into: connector, in: registry)
        connector.healthStatus = held.json
        try registry.update(connector)
      }
      try registry.record(
        DatasetUsageMetric(
          datasetID: dataset.id, metric: .recordsSynced, value: Double(sent.documents), window: 0,
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
  ///
  /// - Parameter stale: documents that have no record any more and are so many that search would put off their deletion.
  private func send(
    _ snapshot: StoredSnapshot, _ connected: ConnectedDataset, deletingBefore stale: [SearchDocument.Reference],
    mayBeOpen: Bool, _ work: StepWork
  ) async throws(Failure) -> Sent {
    func upload(_ journal: UploadJournal) async throws(Failure) -> Sent {
      let upload = Upload(
        work: work, connected: connected, snapshot: snapshot, journal: journal, total: snapshot.recordCount,
        restart: mayBeOpen)
      let finished: UploadJournal
      do { finished = try await upload.send() } catch { throw Failure(wrapping: error) }
      return Sent(
        detail: "\(snapshot.recordCount.of("document")) in \(finished.acknowledgedPages.of("page"))",
        documents: snapshot.recordCount, checkpoint: finished.json)
    }
    if let journal = UploadJournal(work.step.checkpoint) {
      do { return try await upload(journal) } catch
        where error.code == .searchRefusedRequest || error.code == .conflict
      {}
    }
    try await connected.delete(stale, atOnce: work.services.policy.uploadsAtOnce)
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
