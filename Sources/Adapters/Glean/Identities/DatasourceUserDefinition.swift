/// A user of a datasource.
public struct DatasourceUserDefinition: Codable, Hashable, Sendable {
  public var email: String
  public var name: String
  public var userId: String?
  public var isActive: Bool?

  public init(email: String, name: String, userId: String? = nil, isActive: Bool? = nil) {
    self.email = email
    self.name = name
    self.userId = userId
    self.isActive = isActive
  }
}

/// A group of a datasource.
public struct DatasourceGroupDefinition: Codable, Hashable, Sendable {
  /// Not empty, no white space, not starting with `scio`.
  public var name: String

  public init(name: String) {
    self.name = name
  }
}
