package import DataOpsCore

/// What a provision is going to ask of the search system, step by step, and how long that takes at the limits that the system
/// documents.
package struct ProvisionPlan: Sendable, Hashable, Encodable {
  package let name: String
  package let client: String
  package let template: String
  package let records: Int
  /// Pages of the upload.
  package let pages: Int
  package let steps: [PlannedStep]

  package struct PlannedStep: Sendable, Hashable, Encodable {
    package let step: StepName
    /// By what is asked, in the order in which it is first asked.
    package let requests: [PlannedRequests]
    package let seconds: Double
  }

  package struct PlannedRequests: Sendable, Hashable, Encodable {
    package let endpoint: String
    package let count: Int
  }

  package var requests: Int { steps.reduce(0) { $0 + $1.requests.reduce(0) { $0 + $1.count } } }

  package var minutes: Double { steps.reduce(0) { $0 + $1.seconds } / 60 }
}

extension Requests {
  /// Plans what ``provision(_:)`` would do now. Changes nothing.
  ///
  /// - Throws: what the request itself would be refused with.
  package func plan(_ request: ProvisionRequest) async throws(Failure) -> ProvisionPlan {
    let (client, template, count) = try await resolve(request)
    let name = try await read { registry in
      let live = try registry.datasets(DatasetFilter(clientID: client.id, liveOnly: true, limit: .max))
      try requireRoom(for: client, live: live)
      return try freeName(for: request, of: template.connectorType, client: client, live: live)
    }
    let dataset = Dataset(
      id: services.identifiers.next(Dataset.self), name: name, type: request.type, stage: request.stage,
      clientID: client.id, source: .mockTemplate, metadata: request.metadata(of: template.entity),
      template: template.entity.pin, seed: request.seed, expectedRecordCount: count, expiresAt: nil,
      labels: request.labels, createdAt: services.time.now())
    let source = try RecordSource(template: template, dataset: dataset, client: client)
    let labels = DocumentLabels(
      client: client.name, stage: dataset.stage, datasetID: dataset.id, labels: dataset.labels,
      allowedGroups: ConnectorIdentities(source: source, stage: dataset.stage).readers)
    let pages = try PageEstimate(
      source: source, mapping: source.mapping, labels: labels, services.policy)
    let rehearsal = Rehearsal(
      pages: pages.count, groups: ConnectorIdentities.groups(in: dataset.stage).count, queries: source.answers.count,
      indexing: services.connections.expectedIndexing(for: client), policy: services.policy)
    return ProvisionPlan(
      name: name, client: client.name, template: template.entity.sourcePath, records: count, pages: pages.count,
      steps: rehearsal.steps())
  }
}

/// How many pages an upload has: exactly for small datasets, by a sample of larger ones.
struct PageEstimate {
  let count: Int
  /// Records that are made to see how large they are.
  private static let sample = 5000

  init(source: RecordSource, mapping: DocumentMapping, labels: DocumentLabels, _ policy: Policy) throws(Failure) {
    let documents = try SearchDocuments.from(source.lines(0..<Self.sample), mapping: mapping, labels: labels)
    var (page, fullPages, inFullPages) = (PageRoom(policy), 0, 0)
    for (index, document) in documents.enumerated() where !page.take(document) {
      (page, fullPages, inFullPages) = (PageRoom(policy), fullPages + 1, index)
      _ = page.take(document)
    }
    if documents.count == source.count || fullPages == 0 {
      count = fullPages + 1
    } else {
      // The last page of a sample is cut short by the sample, not by its size.
      count = Int((Double(source.count) * Double(fullPages) / Double(inFullPages)).rounded(.up))
    }
  }
}
