/// The body of `/processalldocuments`; without a datasource it means all of them.
public struct ProcessAllDocumentsRequest: Codable, Hashable, Sendable {
  public var datasource: String?

  public init(datasource: String? = nil) {
    self.datasource = datasource
  }
}
