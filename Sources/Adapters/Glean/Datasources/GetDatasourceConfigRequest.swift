/// The body of `/getdatasourceconfig`.
public struct GetDatasourceConfigRequest: Codable, Hashable, Sendable {
  public var datasource: String

  public init(datasource: String) {
    self.datasource = datasource
  }
}
