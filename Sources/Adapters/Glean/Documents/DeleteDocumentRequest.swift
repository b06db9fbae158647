/// The body of `/deletedocument`.
public struct DeleteDocumentRequest: Codable, Hashable, Sendable {
  public var datasource: String
  public var objectType: String
  public var id: String
  public var version: Int64?

  public init(datasource: String, objectType: String, id: String, version: Int64? = nil) {
    self.datasource = datasource
    self.objectType = objectType
    self.id = id
    self.version = version
  }
}
