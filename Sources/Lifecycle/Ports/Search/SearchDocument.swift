package import DataOpsCore

/// One record as a search document.
package struct SearchDocument: Sendable {
  /// Names a document within its datasource.
  package struct Reference: Hashable, Sendable {
    package let objectType: String
    package let id: String

    package init(objectType: String, id: String) {
      self.objectType = objectType
      self.id = id
    }
  }

  package enum Value: Hashable, Sendable {
    case text(String)
    case list([String])
    case integer(Int64)
  }

  package var reference: Reference
  package var title: String
  package var body: String
  package var url: String
  package var container: String?
  package var authorEmail: String?
  package var authorName: String?
  package var createdAt: Timestamp?
  package var updatedAt: Timestamp?
  package var status: String?
  package var tags: [String]
  package var allowedGroups: [String]
  /// E-mail addresses of people who may read it beside the members of groups.
  package var allowedUsers: [String]
  package var properties: [(name: String, value: Value)]

  package init(
    reference: Reference, title: String, body: String, url: String, container: String? = nil,
    authorEmail: String? = nil, authorName: String? = nil, createdAt: Timestamp? = nil, updatedAt: Timestamp? = nil,
    status: String? = nil, tags: [String] = [], allowedGroups: [String] = [], allowedUsers: [String] = [],
    properties: [(name: String, value: Value)] = []
  ) {
    self.reference = reference
    self.title = title
    self.body = body
    self.url = url
    self.container = container
    self.authorEmail = authorEmail
    self.authorName = authorName
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.status = status
    self.tags = tags
    self.allowedGroups = allowedGroups
    self.allowedUsers = allowedUsers
    self.properties = properties
  }
}
