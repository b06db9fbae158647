internal import DataOpsCore

extension Reconciler {
  /// Looks for live connectors that no dataset needs.
  func lookAtConnectors(_ result: inout Reconciliation) async throws(Failure) {
    var last: Identifier<GleanConnector>?
    repeat {
      let (after, client) = (last, result.clientID)
      let (page, findings) = try await read { registry in
        let page = try registry.liveConnectors(of: client, after: after, limit: Self.page)
        let datasets = try registry.datasetsByID(page.map(\.datasetID))
        let lonely = try page.filter { try registry.owner(of: $0.datasetID) == nil }
        return (page, lonely.compactMap { Self.withoutDataset($0, datasets[$0.datasetID]) })
      }
      result.lookedAt.connectors += page.count
      result.findings += findings
      last = page.count == Self.page ? page.last?.id : nil
    } while last != nil
  }

  private static func withoutDataset(_ connector: GleanConnector, _ dataset: Dataset?) -> Finding? {
    let byHand = "Look at it with those who know the client, and empty datasource '\(connector.datasource)' by hand."
    let name = "connector '\(connector.name)' is \(connector.status.rawValue)"
    guard let dataset else {
      return Finding(
        .connectorWithoutDataset, Finding.Subject(connector), "\(name), but its dataset is not in the registry",
        remedy: byHand)
    }
    guard dataset.connectorID == connector.id else {
      return Finding(
        .connectorWithoutDataset, Finding.Subject(connector),
        "\(name), but its dataset '\(dataset.name)' has \(dataset.connectorID == nil ? "none" : "another one")",
        remedy: byHand)
    }
    guard dataset.isCleaned else { return nil }
    return Finding(
      .connectorWithoutDataset, Finding.Subject(connector),
      "\(name), but its dataset '\(dataset.name)' is archived and gone from search",
      repair: "removes what is left of the dataset from search again, and archives the connector")
  }
}
