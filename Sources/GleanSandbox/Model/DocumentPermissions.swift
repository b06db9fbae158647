import DataRecords

/// Who may see one document, normalised: sorted, without doubles, e-mail addresses in lower case.
struct DocumentPermissions: Sendable, Equatable {
  enum User: Sendable, Hashable, Comparable {
    case email(String)
    case datasourceUserID(String)

    /// The user as the store names it, in one column.
    var principal: String {
      switch self {
      case .email(let email): "e:\(email)"
      case .datasourceUserID(let id): "i:\(id)"
      }
    }

    /// The user in the words the client used.
    var name: String {
      switch self {
      case .email(let email): email
      case .datasourceUserID(let id): id
      }
    }
  }

  var users: [User] = []
  /// Each inner list is an intersection: a viewer needs all of its groups. `allowedGroups` are lists of one.
  var groups: [[String]] = []
  var allowsAnonymous = false
  var allowsAllDatasourceUsers = false

  /// The permissions as canonical API JSON: equal permissions give equal text.
  let json: String
}

extension DocumentPermissions {
  init(_ fields: JSONFields) throws(Refusal) {
    let users = try fields.each("allowedUsers") { (user) throws(Refusal) -> User in
      if let email = try user.string("email"), !email.isEmpty { return .email(email.lowercased()) }
      if let id = try user.string("datasourceUserId"), !id.isEmpty { return .datasourceUserID(id) }
      throw .invalid("Email or Datasource Id must be specified for document user")
    }
    let groups = try fields.strings("allowedGroups") ?? []
    let intersections = try fields.each("allowedGroupIntersections") { (intersection) throws(Refusal) -> [String] in
      let names = try intersection.strings("requiredGroups") ?? []
      guard !names.isEmpty else { throw .invalid("requiredGroups cannot be empty.") }
      return names
    }
    guard !groups.contains("") else { throw .invalid("allowedGroups: a group name cannot be empty.") }
    self.init(
      users: users ?? [], groups: groups, intersections: intersections ?? [],
      allowsAnonymous: try fields.bool("allowAnonymousAccess") ?? false,
      allowsAllDatasourceUsers: try fields.bool("allowAllDatasourceUsersAccess") ?? false)
  }

  private init(
    users: [User], groups: [String], intersections: [[String]], allowsAnonymous: Bool, allowsAllDatasourceUsers: Bool
  ) {
    let users = users.count > 1 ? Array(Set(users)).sorted() : users
    let groups = groups.count > 1 ? Array(Set(groups)).sorted() : groups
    let intersections = Array(Set(intersections.map { Array(Set($0)).sorted() })).sorted {
      $0.lexicographicallyPrecedes($1)
    }
    self.users = users
    self.groups = groups.map { [$0] } + intersections
    self.allowsAnonymous = allowsAnonymous
    self.allowsAllDatasourceUsers = allowsAllDatasourceUsers
    var members: [JSONObject.Member] = []
    if !users.isEmpty {
      let references = users.map { user -> JSONValue in
        switch user {
        case .email(let email): ["email": .string(email)]
        case .datasourceUserID(let id): ["datasourceUserId": .string(id)]
        }
      }
      members.append(JSONObject.Member(name: "allowedUsers", value: .array(references)))
    }
    if !groups.isEmpty {
      members.append(JSONObject.Member(name: "allowedGroups", value: .array(groups.map { .string($0) })))
    }
    if !intersections.isEmpty {
      let values = intersections.map { names -> JSONValue in ["requiredGroups": .array(names.map { .string($0) })] }
      members.append(JSONObject.Member(name: "allowedGroupIntersections", value: .array(values)))
    }
    if allowsAnonymous { members.append(JSONObject.Member(name: "allowAnonymousAccess", value: true)) }
    if allowsAllDatasourceUsers {
      members.append(JSONObject.Member(name: "allowAllDatasourceUsersAccess", value: true))
    }
    json = JSONValue.object(JSONObject(members)).text
  }
}
