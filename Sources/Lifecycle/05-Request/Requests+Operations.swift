package import DataOpsCore

extension Requests {
  /// Asks for the checks again on a READY dataset, or on one that failed while it was validated.
  package func validate(_ id: Identifier<Dataset>, reason: String? = nil) async throws(Failure) -> RequestedOperation {
    let now = services.time.now()
    let journal = journal(reason: reason, now: now)
    return try await write { registry in
      let dataset = try find(id, in: registry)
      try requireIdle(dataset, in: registry)
      let changed = try journal.change(dataset, .revalidate, in: registry)
      let operation = try insert(
        .validate, on: changed, parameters: OperationParameters(previousStatus: dataset.status), journal: journal,
        in: registry)
      return RequestedOperation(dataset: changed, operation: operation, adopted: false)
    }
  }

  /// Takes a FAILED dataset up again: from the step that failed, or from the beginning.
  ///
  /// - Parameter restart: make everything again, the records included.
  package func retry(
    _ id: Identifier<Dataset>, restart: Bool = false, priority: OperationPriority = .normal, reason: String? = nil
  ) async throws(Failure) -> RequestedOperation {
    let now = services.time.now()
    let journal = journal(reason: reason, now: now)
    return try await write { registry in
      let dataset = try find(id, in: registry)
      try requireIdle(dataset, in: registry)
      var step = dataset.failure?.step
      // What the search system lost is sent again.
      if step?.phase == .validating, let connector = try dataset.connectorID.flatMap(registry.connector),
        !UploadOutcome(connector).isWhole
      {
        step = .upload
      }
      if !restart, step?.phase == .validating {
        let changed = try journal.change(dataset, .revalidate, in: registry)
        let operation = try insert(.validate, on: changed, priority: priority, journal: journal, in: registry)
        return RequestedOperation(dataset: changed, operation: operation, adopted: false)
      }
      let changed = try journal.change(dataset, .resumeProvisioning, in: registry)
      let kind: OperationKind = dataset.restoredFrom == nil ? .provision : .restore
      let operation = try insert(
        kind, on: changed, from: restart ? nil : step,
        parameters: OperationParameters(archivedDatasetID: dataset.restoredFrom), priority: priority, journal: journal,
        in: registry)
      return RequestedOperation(dataset: changed, operation: operation, adopted: false)
    }
  }

  /// Asks that a dataset be archived and removed.
  ///
  /// - Parameter grace: between ARCHIVED and the removal of what is left in search; nil for the policy's.
  /// - Throws: `deletion_protected`, `transition_refused`, `access_denied` where the stage needs approvals.
  package func teardown(
    _ id: Identifier<Dataset>, grace wanted: Duration? = nil, reason: String? = nil
  ) async throws(Failure) -> RequestedOperation {
    let now = services.time.now()
    let journal = journal(reason: reason, now: now)
    let grace = wanted ?? services.policy.grace
    guard grace >= .zero, grace <= .seconds(366 * 86_400) else {
      throw Failure(.invalidRequest, "a grace period must be between 0 seconds and one year")
    }
    return try await write { registry in
      let dataset = try find(id, in: registry)
      let needed = dataset.stage.teardownPolicy.approvalsNeeded
      guard needed == 0 else {
        throw Failure(
          .accessDenied, "tearing down a dataset in stage \(dataset.stage.rawValue) needs \(needed) approval(s)")
      }
      let unfinished = try registry.operations(OperationFilter(datasetID: id, unfinishedOnly: true, limit: 1)).first
      if var unfinished, unfinished.kind == .teardown {
        // Asked for again with another grace, while it waits: the end of the wait moves.
        if let wanted, unfinished.status == .waiting, unfinished.wakeAt != nil, let archivedAt = dataset.archivedAt {
          unfinished.wakeAt = archivedAt + wanted
          try registry.update(unfinished)
          try journal.note(
            .operationRequested, "operation \(unfinished.id)", client: dataset.clientID, dataset: dataset.id,
            after: ["kind": "teardown", "wake_at": .string((archivedAt + wanted).description)], in: registry)
        }
        return RequestedOperation(dataset: dataset, operation: unfinished, adopted: true)
      }
      // A teardown that failed is taken up where it stopped: the dataset is still in TEARDOWN, or ARCHIVED with remains.
      if let stopped = try stoppedTeardown(of: dataset, in: registry) {
        let operation = try insert(
          .teardown, on: dataset, from: stopped.step, parameters: stopped.parameters, journal: journal, in: registry)
        return RequestedOperation(dataset: dataset, operation: operation, adopted: false)
      }
      try requireIdle(dataset, in: registry)
      let changed = try journal.change(dataset, .beginTeardown, in: registry)
      let operation = try insert(
        .teardown, on: changed,
        parameters: OperationParameters(graceSeconds: Int(grace.components.seconds)), journal: journal, in: registry)
      return RequestedOperation(dataset: changed, operation: operation, adopted: false)
    }
  }

  private func stoppedTeardown(of dataset: Dataset, in registry: any RegistryReading) throws -> Operation? {
    guard dataset.status == .teardown || (dataset.status == .archived && dataset.cleanupVerifiedAt == nil) else {
      return nil
    }
    let last = try registry.operations(OperationFilter(datasetID: dataset.id, kind: .teardown, limit: 1)).first
    return last?.status == .failed ? last : nil
  }

  /// Brings an ARCHIVED dataset back as a new one, from its archive, which is verified before anything is changed.
  ///
  /// Within the grace period the connector is handed over with all that is in it, and the pending removal is called off, in the
  /// transaction that makes the new dataset: whatever becomes of the restore, the connector's content belongs to a dataset that can be torn down.
  ///
  /// - Throws: `transition_refused`, `conflict`, `already_exists`, `limit_reached`, `archive_damaged`, `snapshot_damaged`.
  package func restore(
    _ id: Identifier<Dataset>, reason: String? = nil
  ) async throws(Failure) -> RequestedOperation {
    let now = services.time.now()
    let journal = journal(reason: reason, now: now)
    let newID = services.identifiers.next(Dataset.self)
    if let archive = try await read({ try $0.archive(of: id) }) {
      _ = try await ArchiveVerification(of: archive, objects: services.objects)
    }
    return try await write { registry in
      let archived = try find(id, in: registry)
      guard archived.status == .archived, let archive = try registry.archive(of: id) else {
        throw Failure(
          .transitionRefused,
          "dataset '\(archived.name)' is \(archived.status.display); only ARCHIVED ones are restored",
          remedy: "See the archives: dataops archive list")
      }
      guard archive.snapshotID != nil else {
        throw Failure(
          .conflict, "the archive of dataset '\(archived.name)' holds no records",
          remedy: "It failed before its records were made; provision it anew.")
      }
      try registry.lock(archived.clientID)
      let live = try registry.datasets(DatasetFilter(clientID: archived.clientID, liveOnly: true, limit: .max))
      if let other = live.first(where: { $0.restoredFrom == id }) {
        throw Failure(.alreadyExists, "dataset '\(archived.name)' is already restored as \(other.id)")
      }
      guard live.count < Client.datasetLimit else {
        throw Failure(.limitReached, "the client already has \(live.count) datasets that are not archived")
      }
      if let other = live.first(where: { $0.name.lowercased() == archived.name.lowercased() }) {
        throw Failure(
          .alreadyExists, "the name '\(archived.name)' belongs to dataset \(other.id) now",
          remedy: "Tear that one down first.")
      }
      try callOffCleanup(of: archived, restoredAs: newID, journal: journal, in: registry)
      var dataset = Dataset(
        id: newID, name: archived.name, type: archived.type, stage: archived.stage, clientID: archived.clientID,
        source: archived.source, metadata: archived.metadata, template: archived.template, seed: archived.seed,
        expectedRecordCount: archived.expectedRecordCount,
        expiresAt: archived.stage.teardownPolicy.automaticAfter.map { now + $0 }, labels: archived.labels,
        journeyID: archived.journeyID, restoredFrom: archived.id, createdAt: now)
      let connector = try connectorInGrace(of: archived, in: registry)
      dataset.connectorID = connector?.id
      try registry.insert(dataset)
      try journal.note(
        .datasetCreated, "dataset \(newID)", client: dataset.clientID, dataset: newID,
        after: ["name": .string(dataset.name), "restored_from": .string(archived.id.description)], in: registry)
      if let connector { try handOver(connector, from: archived, to: dataset, journal: journal, in: registry) }
      let operation = try insert(
        .restore, on: dataset, parameters: OperationParameters(archivedDatasetID: archived.id), journal: journal,
        in: registry)
      return RequestedOperation(dataset: dataset, operation: operation, adopted: false)
    }
  }

  /// The archived dataset's connector, while it is disconnected but its content was not seen to be gone.
  private func connectorInGrace(of archived: Dataset, in registry: any RegistryReading) throws -> GleanConnector? {
    guard archived.cleanupVerifiedAt == nil,
      let connector = try archived.connectorID.flatMap(registry.connector),
      connector.phase == .disconnect, connector.datasetID == archived.id
    else { return nil }
    return connector
  }

  /// Gives the connector, with all that is in it and all that the ledger says of it, to `dataset`; the archived one has nothing
  /// left outside of its archive then.
  private func handOver(
    _ connector: GleanConnector, from archived: Dataset, to dataset: Dataset, journal: Journal,
    in registry: any RegistryWriting
  ) throws {
    try journal.change(connector, to: .configure, status: .creating, in: registry) {
      $0.datasetID = dataset.id
      $0.syncPaused = false
    }
    let handedOver = try registry.ledger(of: archived.id).filter { entry in
      switch entry.kind {
      case .datasource, .documents, .identities: entry.releasedAt == nil
      case .snapshot, .archive: false
      }
    }
    for var entry in handedOver {
      try registry.store(
        LedgerEntry(
          datasetID: dataset.id, kind: entry.kind, name: entry.name, operationID: entry.operationID,
          plannedAt: journal.now))
      entry.releasedAt = journal.now
      try registry.store(entry)
    }
    try journal.change(archived, .confirmCleanup, in: registry)
  }

  /// Ends the teardown that waits out its grace.
  private func callOffCleanup(
    of archived: Dataset, restoredAs newID: Identifier<Dataset>, journal: Journal, in registry: any RegistryWriting
  ) throws {
    let pending = try registry.operations(OperationFilter(datasetID: archived.id, unfinishedOnly: true, limit: 1)).first
    guard var pending else { return }
    guard pending.status == .waiting, pending.step == .emptyDatasource else {
      throw Failure(
        .conflict, "dataset '\(archived.name)' is just being removed from search",
        remedy: "Wait until that has ended, then restore it: dataops operation resume \(pending.id)")
    }
    pending.status = .cancelled
    pending.finishedAt = journal.now
    pending.wakeAt = nil
    try registry.update(pending)
    try journal.note(
      .operationCancelled, "operation \(pending.id)", client: archived.clientID, dataset: archived.id,
      after: ["restored_as": .string(newID.description)], in: registry)
  }

  /// Asks that an operation stop; the worker that runs it next ends it and undoes what it made.
  ///
  /// - Throws: `conflict` for a teardown (restore it instead) or a finished operation.
  package func cancel(_ id: Identifier<Operation>, reason: String? = nil) async throws(Failure) -> Operation {
    let now = services.time.now()
    let journal = journal(reason: reason, now: now, requestID: id.description)
    return try await write { registry in
      guard let operation = try registry.operation(id) else {
        throw Failure(.notFound, "there is no operation \(id)", remedy: "See what there is: dataops operation list")
      }
      guard !operation.status.isFinished else {
        throw Failure(.conflict, "operation \(id) has already ended: \(operation.status.rawValue)")
      }
      guard Lifecycle.undoing(operation.kind) != nil else {
        throw Failure(
          .conflict, "a teardown goes forward once it has begun",
          remedy: "Within the grace period it is undone by: dataops dataset restore \(operation.datasetID)")
      }
      guard !operation.cancelRequested else { return operation }
      try registry.requestCancellation(of: id)
      try journal.note(
        .operationCancelled, "operation \(id)", client: operation.clientID, dataset: operation.datasetID,
        before: ["status": .string(operation.status.rawValue)], in: registry)
      guard var asked = try registry.operation(id), asked.status == .waiting, asked.startedAt == nil,
        try hasNothingToUndo(asked, in: registry)
      else { return try registry.operation(id) ?? operation }
      // Nobody need take it up for that.
      try journal.end(&asked, .cancelled, in: registry)
      try registry.update(asked)
      return asked
    }
  }

  private func hasNothingToUndo(_ operation: Operation, in registry: any RegistryReading) throws -> Bool {
    if Lifecycle.undoing(operation.kind)?.isEmpty == true { return true }
    // What an earlier operation on the dataset has made is undone with this one.
    let ledger = try registry.ledger(of: operation.datasetID)
    return try registry.dataset(operation.datasetID)?.connectorID == nil && ledger.allSatisfy { $0.releasedAt != nil }
  }
}
