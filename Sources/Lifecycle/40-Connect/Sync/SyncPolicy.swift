/// When an update sends only what changed.
package struct SyncPolicy: Sendable, Hashable {
  /// The share of the documents, new, changed and gone together, up to which only these are sent; above it a replacing upload is
  /// faster and lighter.
  package var share = 0.2
  /// Documents up to which only these are sent: what Glean takes by `/indexdocuments` in ten minutes.
  package var documents = 6000
  /// Documents of one request: so few that none has to wait long for its turn in a budget of ten a second.
  package var pageDocuments = 100
  /// Records up to which a snapshot is compared with the last one; a larger one is sent as a whole.
  package var comparedRecords = 2_000_000
  /// From this share of gone documents on, search would put off the deletion of what a replacing upload leaves out.
  package var deletionGuard = 0.2

  package init() {}
}
