/// Forbids the removal of a dataset's archive and audit entries, whatever their retention says.
package struct LegalHold: Hashable, Sendable, Codable {
  package let id: Identifier<LegalHold>
  package let datasetID: Identifier<Dataset>
  package let reason: String
  package let placedBy: Actor
  package let placedAt: Timestamp
  package var releasedAt: Timestamp?

  package init(
    id: Identifier<LegalHold>, datasetID: Identifier<Dataset>, reason: String, placedBy: Actor, placedAt: Timestamp
  ) {
    self.id = id
    self.datasetID = datasetID
    self.reason = reason
    self.placedBy = placedBy
    self.placedAt = placedAt
  }
}
