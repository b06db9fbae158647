package import DataOpsCore

/// What a synchronisation is going to send, and how long that takes at the limits that the search system documents.
package struct SyncPlan: Sendable, Hashable, Encodable {
  package enum Mode: String, Sendable, Hashable, Encodable {
    /// The dataset is made of this template and number of records already.
    case nothing
    /// New, changed and gone documents only.
    case changes
    /// One upload that replaces all documents.
    case everything
  }

  package let name: String
  package let template: String
  /// The version of the template that the dataset is made from, and the one that it is going to be made from.
  package let versions: [String]
  package let mode: Mode
  /// Why everything is sent; nil where it is not.
  package let reason: String?
  package let records: Int
  package let added: Int
  package let changed: Int
  package let gone: Int
  package let unchanged: Int
  /// Requests that carry documents, and the deletions, each of which is one.
  package let requests: Int
  /// For the sending; making the records, indexing and checks come on top.
  package let minutes: Double
}

extension Requests {
  /// Plans what ``sync(_:)`` would do now. Makes the records to compare them, and changes nothing.
  ///
  /// - Throws: what the request itself would be refused with.
  package func plan(_ request: SyncRequest) async throws(Failure) -> SyncPlan {
    let content = try await resolve(request)
    let source = try RecordSource(template: content.template, dataset: content.wanted, client: content.client)
    let comparison = try await comparison(of: content, source, request)
    let pace = SendingPace(policy: services.policy)
    let (delta, records) = (comparison.delta, source.count)
    let pages =
      switch comparison.mode {
      case .nothing: 0
      case .changes: pace.changePages(ofDocuments: delta?.sent ?? 0)
      case .everything: try replacingPages(of: source, content)
      }
    let deletions = comparison.deletions
    return SyncPlan(
      name: content.dataset.name, template: content.template.entity.sourcePath,
      versions: [content.dataset.template?.version ?? "", content.template.entity.version], mode: comparison.mode,
      reason: comparison.reason, records: records, added: delta?.added.count ?? 0, changed: delta?.changed.count ?? 0,
      gone: delta?.gone.count ?? 0, unchanged: delta.map { records - $0.sent } ?? 0, requests: pages + deletions,
      minutes: pace.seconds(
        documents: comparison.mode == .changes ? delta?.sent ?? 0 : 0,
        others: deletions + (comparison.mode == .everything ? pages : 0)) / 60)
  }

  private struct Comparison {
    let mode: SyncPlan.Mode
    let reason: String?
    var delta: SyncDelta?
    var deletions = 0
  }

  private func comparison(
    of content: WantedContent, _ source: RecordSource, _ request: SyncRequest
  ) async throws(Failure) -> Comparison {
    guard request.sendsEverything || content.differs else {
      return Comparison(mode: .nothing, reason: nil, delta: SyncDelta(added: [], changed: [], gone: []))
    }
    let policy = services.policy.sync
    guard let held = HeldContent(content.connector),
      let before = try await StoredSnapshot.load(held.snapshotID, from: services.objects)
    else { return Comparison(mode: .everything, reason: "what search holds is not known") }
    guard max(before.recordCount, source.count) <= policy.comparedRecords else {
      let reason = "more than \(policy.comparedRecords.grouped) records are not compared"
      return Comparison(mode: .everything, reason: reason)
    }
    let delta = try await SyncComparison.between(before, source, in: services.objects)
    let isMadeAnew = held.mapping != source.mapping.fingerprint(with: labels(of: content, source))
    let decision = SyncDecision(
      delta, held: before.recordCount, objectType: source.mapping.objectType,
      sendingEverything: isMadeAnew || request.sendsEverything, policy)
    switch decision {
    case .changes: return Comparison(mode: .changes, reason: nil, delta: delta, deletions: delta.gone.count)
    case .everything(let stale):
      let reason =
        request.sendsEverything
        ? "it was asked for"
        : isMadeAnew ? "documents are made in another way" : "too much changed to send it document by document"
      return Comparison(mode: .everything, reason: reason, delta: delta, deletions: stale.count)
    }
  }

  private func labels(of content: WantedContent, _ source: RecordSource) -> DocumentLabels {
    DocumentLabels(
      client: content.client.name, stage: content.dataset.stage, datasetID: content.dataset.id,
      labels: content.dataset.labels,
      allowedGroups: ConnectorIdentities(source: source, stage: content.dataset.stage).readers)
  }

  private func replacingPages(of source: RecordSource, _ content: WantedContent) throws(Failure) -> Int {
    try PageEstimate(
      source: source, mapping: source.mapping, labels: labels(of: content, source), services.policy
    ).count
  }
}

/// How long sending takes, each bucket full at first.
private struct SendingPace {
  let policy: Policy

  func changePages(ofDocuments count: Int) -> Int {
    (count + policy.sync.pageDocuments - 1) / max(policy.sync.pageDocuments, 1)
  }

  func seconds(documents: Int, others: Int) -> Double {
    SearchRate.documents.seconds(for: documents) + SearchRate.others.seconds(for: others)
  }
}
