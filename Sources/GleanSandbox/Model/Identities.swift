import DataRecords

/// A user of a datasource (`DatasourceUserDefinition`).
struct DatasourceUser: Sendable {
  var email: String
  var name: String
  var userID: String?
  var isActive: Bool

  init(_ fields: JSONFields) throws(Refusal) {
    email = try fields.requiredString("email").lowercased()
    guard email.contains("@"), !email.contains(where: \.isWhitespace) else {
      throw .invalid("email is not an e-mail address: \(email.prefix(200))")
    }
    name = try fields.required("name", try fields.string("name"))
    userID = try fields.string("userId")
    isActive = try fields.bool("isActive") ?? true
  }
}

/// The name of a group of a datasource (`DatasourceGroupDefinition`).
struct DatasourceGroup: Sendable {
  var name: String

  init(_ fields: JSONFields) throws(Refusal) {
    name = try fields.requiredString("name")
    guard !name.contains(where: \.isWhitespace) else {
      throw .invalid("Group name \(name.prefix(200)) cannot have whitespace.")
    }
    guard !name.hasPrefix("scio") else { throw .invalid("Group name \(name.prefix(200)) cannot start with scio.") }
  }
}

/// A member of a group: a user, or another group.
enum GroupMember: Sendable, Hashable {
  case user(String)
  case group(String)

  init(_ fields: JSONFields) throws(Refusal) {
    let user = try fields.string("memberUserId")
    let group = try fields.string("memberGroupName")
    switch (user, group) {
    case (let user?, nil) where !user.isEmpty: self = .user(user.contains("@") ? user.lowercased() : user)
    case (nil, let group?) where !group.isEmpty: self = .group(group)
    default: throw .invalid("Exactly one of memberUserId and memberGroupName must be specified.")
    }
  }

  /// The kind as the store writes it.
  var kind: Int {
    switch self {
    case .user: 0
    case .group: 1
    }
  }

  var name: String {
    switch self {
    case .user(let name), .group(let name): name
    }
  }
}

/// One membership (`DatasourceMembershipDefinition`).
struct Membership: Sendable {
  var group: String
  var member: GroupMember
}

extension Membership {
  init(_ fields: JSONFields) throws(Refusal) {
    group = try fields.requiredString("groupName")
    member = try GroupMember(fields)
  }
}
