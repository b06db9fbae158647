/// One page of a replacing upload.
package struct UploadPage: Sendable {
  /// The same on every page of one upload, unique per upload.
  package let uploadID: String
  package let isFirst: Bool
  package let isLast: Bool
  /// Gives up an upload of ours that was left open; only on the first page.
  package let restart: Bool
  package let documents: [SearchDocument]

  package init(uploadID: String, isFirst: Bool, isLast: Bool, restart: Bool, documents: [SearchDocument]) {
    self.uploadID = uploadID
    self.isFirst = isFirst
    self.isLast = isLast
    self.restart = restart
    self.documents = documents
  }
}
