/// The body of `/indexuser`.
public struct IndexUserRequest: Codable, Hashable, Sendable {
  public var datasource: String
  public var user: DatasourceUserDefinition
  public var version: Int64?

  public init(datasource: String, user: DatasourceUserDefinition, version: Int64? = nil) {
    self.datasource = datasource
    self.user = user
    self.version = version
  }
}
