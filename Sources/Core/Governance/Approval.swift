/// One person's consent to a teardown that its stage does not allow without.
package struct Approval: Hashable, Sendable, Codable {
  package let datasetID: Identifier<Dataset>
  package let approver: Actor
  package let reason: String
  package let givenAt: Timestamp

  package init(datasetID: Identifier<Dataset>, approver: Actor, reason: String, givenAt: Timestamp) {
    self.datasetID = datasetID
    self.approver = approver
    self.reason = reason
    self.givenAt = givenAt
  }
}

/// A client's consent that support may look at a production dataset, for ``DatasetAccess/grantDuration``.
package struct AccessGrant: Hashable, Sendable, Codable {
  package let id: Identifier<AccessGrant>
  package let datasetID: Identifier<Dataset>
  package let grantee: Actor
  package let approver: Actor
  package let grantedAt: Timestamp

  package init(
    id: Identifier<AccessGrant>, datasetID: Identifier<Dataset>, grantee: Actor, approver: Actor, grantedAt: Timestamp
  ) {
    self.id = id
    self.datasetID = datasetID
    self.grantee = grantee
    self.approver = approver
    self.grantedAt = grantedAt
  }

  package func isValid(at now: Timestamp) -> Bool {
    now >= grantedAt && now < grantedAt + DatasetAccess.grantDuration
  }
}
