internal import DataOpsCore

/// What an upload sends.
enum SyncDecision: Hashable, Sendable {
  /// All records, in place of what is there; the documents named are deleted before, one by one.
  case everything(deletingBefore: [SearchDocument.Reference])
  case changes(SyncDelta)

  /// For what differs from the `held` documents of search.
  ///
  /// - Parameter must: send all records, however few of them changed.
  init(_ delta: SyncDelta, held: Int, objectType: String, sendingEverything must: Bool, _ policy: SyncPolicy) {
    let isSmall = delta.count <= policy.documents && Double(delta.count) <= policy.share * Double(held)
    if isSmall, !must {
      self = .changes(delta)
    } else {
      let isGuarded = Double(delta.gone.count) > policy.deletionGuard * Double(held)
      self = .everything(deletingBefore: isGuarded ? delta.references(of: objectType) : [])
    }
  }

  /// Only an update whose last upload is known, and made its documents in the same way, can send less than everything.
  static func of(
    _ snapshot: StoredSnapshot, _ connected: ConnectedDataset, _ work: StepWork
  ) async throws(Failure) -> SyncDecision {
    guard work.operation.kind == .update, let held = HeldContent(connected.connector),
      let before = try await StoredSnapshot.load(held.snapshotID, from: work.services.objects)
    else { return .everything(deletingBefore: []) }
    let policy = work.services.policy.sync
    guard max(before.recordCount, snapshot.recordCount) <= policy.comparedRecords else {
      return .everything(deletingBefore: [])
    }
    let delta = try await SyncComparison.between(before, snapshot, in: work.services.objects)
    let isMadeAnew = held.mapping != connected.mapping.fingerprint(with: connected.labels)
    return SyncDecision(
      delta, held: before.recordCount, objectType: connected.mapping.objectType,
      sendingEverything: isMadeAnew || work.operation.parameters.sendsEverything == true, policy)
  }
}

extension SyncDelta {
  /// The gone documents as search names them.
  func references(of objectType: String) -> [SearchDocument.Reference] {
    gone.map { SearchDocument.Reference(objectType: objectType, id: $0.hexadecimal) }
  }
}
