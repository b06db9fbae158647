/// The people of a datasource and the groups that its documents' permissions name.
package struct SearchIdentities: Hashable, Sendable {
  package struct User: Hashable, Sendable {
    package let email: String
    package let name: String

    package init(email: String, name: String) {
      self.email = email
      self.name = name
    }
  }

  package struct Group: Hashable, Sendable {
    package let name: String
    package let memberEmails: [String]

    package init(name: String, memberEmails: [String]) {
      self.name = name
      self.memberEmails = memberEmails
    }
  }

  package let users: [User]
  package let groups: [Group]

  package init(users: [User], groups: [Group]) {
    self.users = users
    self.groups = groups
  }
}
