/// A step that only a person can take, in Glean's console.
package struct ManualAction: Hashable, Sendable, Codable {
  package let id: Identifier<ManualAction>
  package let datasetID: Identifier<Dataset>
  package let connectorID: Identifier<GleanConnector>?
  package let owner: String
  package let text: String
  package let requestedAt: Timestamp
  package var confirmedAt: Timestamp?
  package var confirmedBy: Actor?

  package init(
    id: Identifier<ManualAction>, datasetID: Identifier<Dataset>, connectorID: Identifier<GleanConnector>?,
    owner: String, text: String, requestedAt: Timestamp
  ) {
    self.id = id
    self.datasetID = datasetID
    self.connectorID = connectorID
    self.owner = owner
    self.text = text
    self.requestedAt = requestedAt
  }
}
