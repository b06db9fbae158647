/// The body of `/betausers`: who sees a datasource that is not enabled yet.
public struct GreenlistUsersRequest: Codable, Hashable, Sendable {
  public var datasource: String
  public var emails: [String]

  public init(datasource: String, emails: [String]) {
    self.datasource = datasource
    self.emails = emails
  }
}
