package import DataOpsCore

/// A dataset with its connector and the search system behind it: what every step after `create_connector` works on.
package struct ConnectedDataset: Sendable {
  package let connector: GleanConnector
  package let index: any SearchIndex
  package let source: RecordSource
  package let identities: ConnectorIdentities
  package let labels: DocumentLabels
  package let mapping: DocumentMapping

  /// - Throws: `not_found` where the dataset has no connector; whatever opening its template or its search system throws.
  package init(_ work: StepWork) async throws(Failure) {
    let dataset = work.dataset
    source = try await Self.source(of: work)
    index = try await work.services.connections.index(for: work.client)
    let found: GleanConnector?
    do {
      found = try await work.services.storage.read { registry in try dataset.connectorID.flatMap(registry.connector) }
    } catch { throw Failure(wrapping: error) }
    guard let found else { throw Failure(.notFound, "dataset '\(dataset.name)' has no connector") }
    connector = found
    identities = ConnectorIdentities(source: source, stage: dataset.stage)
    labels = DocumentLabels(
      client: work.client.name, stage: dataset.stage, datasetID: dataset.id, labels: dataset.labels,
      allowedGroups: identities.readers)
    mapping = source.mapping
  }

  static func source(of work: StepWork) async throws(Failure) -> RecordSource {
    let template = try await PinnedTemplate.open(for: work.wanted, objects: work.services.objects)
    return try RecordSource(template: template, dataset: work.wanted, client: work.client)
  }

  static func registration(
    of connector: GleanConnector, source: RecordSource, stage: Stage
  ) -> DatasourceRegistration {
    let (mapping, domain) = (source.mapping, source.domain)
    let escaped = domain.replacing(".", with: "\\.")
    return DatasourceRegistration(
      name: connector.datasource, displayName: connector.name, connectorType: connector.type,
      objectType: mapping.objectType, objectLabel: mapping.label, icon: .init(connector.type),
      properties: mapping.registered, homeURL: "https://\(domain)/",
      urlPattern: "^https://([a-z0-9-]+\\.)*\(escaped)/.*$", isTest: stage == .sandbox)
  }

  /// The documents of records `range`, made by the generator.
  func documents(ofRecords range: Range<Int>) throws(Failure) -> [SearchDocument] {
    try SearchDocuments.from(source.lines(range), mapping: mapping, labels: labels)
  }
}
