/// One result of a search.
package struct SearchHit: Hashable, Sendable {
  /// Our document id, where the answer tells it.
  package let documentID: String?
  package let title: String?
  package let url: String
  package let datasource: String?
  package let snippet: String?

  package init(documentID: String?, title: String?, url: String, datasource: String?, snippet: String?) {
    self.documentID = documentID
    self.title = title
    self.url = url
    self.datasource = datasource
    self.snippet = snippet
  }
}
