/// The body of `/checkdocumentaccess`.
public struct CheckDocumentAccessRequest: Codable, Hashable, Sendable {
  public var datasource: String
  public var objectType: String
  public var docId: String
  public var userEmail: String

  public init(datasource: String, objectType: String, docId: String, userEmail: String) {
    self.datasource = datasource
    self.objectType = objectType
    self.docId = docId
    self.userEmail = userEmail
  }
}

/// Whether a user may find a document.
public struct CheckDocumentAccessResponse: Codable, Hashable, Sendable {
  public var hasAccess: Bool?

  public init(hasAccess: Bool? = nil) {
    self.hasAccess = hasAccess
  }
}
