/// Something wrong with a connector that is in use, from its opening to its end.
package struct Incident: Hashable, Sendable, Codable {
  package let id: Identifier<Incident>
  package let connectorID: Identifier<GleanConnector>
  package let datasetID: Identifier<Dataset>
  package let openedAt: Timestamp
  package let cause: Failure
  package var closedAt: Timestamp?

  package init(
    id: Identifier<Incident>, connectorID: Identifier<GleanConnector>, datasetID: Identifier<Dataset>,
    openedAt: Timestamp, cause: Failure
  ) {
    self.id = id
    self.connectorID = connectorID
    self.datasetID = datasetID
    self.openedAt = openedAt
    self.cause = cause
  }
}
