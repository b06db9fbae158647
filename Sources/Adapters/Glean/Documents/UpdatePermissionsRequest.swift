/// The body of `/updatepermissions`: replaces the permissions of one document.
public struct UpdatePermissionsRequest: Codable, Hashable, Sendable {
  public var datasource: String
  public var permissions: DocumentPermissionsDefinition
  public var objectType: String?
  public var id: String?
  /// Required when the document was uploaded without an id.
  public var viewURL: String?

  public init(
    datasource: String, permissions: DocumentPermissionsDefinition, objectType: String? = nil, id: String? = nil,
    viewURL: String? = nil
  ) {
    self.datasource = datasource
    self.permissions = permissions
    self.objectType = objectType
    self.id = id
    self.viewURL = viewURL
  }
}
