package import DataOpsCore

/// One client's enterprise search, as far as datasets need it.
///
/// Every call is idempotent. Errors are ``Failure``s (`search_…`); those that may pass are retryable.
package protocol SearchIndex: Sendable {
  /// Creates the datasource or overwrites its whole configuration.
  func register(_ registration: DatasourceRegistration) async throws(Failure)
  /// The name and display name that the search system holds; nil where it knows no such datasource.
  func registeredName(of datasource: String) async throws(Failure) -> RegisteredDatasource?
  /// Makes a datasource that is not enabled for everyone visible to these people.
  func show(_ datasource: String, to emails: [String]) async throws(Failure)

  /// Replaces all people, groups and memberships of the datasource.
  func replaceIdentities(_ identities: SearchIdentities, in datasource: String, uploadID: String) async throws(Failure)
  /// Deletes all people, groups and memberships of the datasource; `identities` names the groups to look at.
  func deleteIdentities(_ identities: SearchIdentities, in datasource: String, uploadID: String) async throws(Failure)

  /// Adds or replaces documents; deletes nothing.
  func index(_ documents: [SearchDocument], in datasource: String) async throws(Failure)
  /// One page of an upload that replaces all documents of the datasource.
  func upload(_ page: UploadPage, to datasource: String) async throws(Failure)
  /// Deletes all documents of the datasource, whatever share of it that is.
  func empty(_ datasource: String, uploadID: String) async throws(Failure)

  func status(of datasource: String) async throws(Failure) -> DatasourceStatus
  /// Whether each document is indexed in its latest version.
  func areIndexed(_ documents: [SearchDocument.Reference], in datasource: String) async throws(Failure) -> Bool
  func mayRead(_ document: SearchDocument.Reference, in datasource: String, email: String) async throws(Failure) -> Bool
  /// What the person with `email` finds in the datasource.
  func search(_ query: String, in datasource: String, as email: String, limit: Int) async throws(Failure) -> [SearchHit]

  /// Requests sent and how many of them failed, since this object was made.
  func requestCounts() async -> RequestCounts
}

/// Finds the search system of a client: its address and credentials, or the embedded sandbox server.
package protocol SearchConnections: Sendable {
  /// - Throws: `configuration_invalid` where a credential is missing or cannot be opened.
  func index(for client: Client) async throws(Failure) -> any SearchIndex
}

/// How a datasource presents itself.
package struct DatasourceRegistration: Hashable, Sendable {
  package let name: String
  package let displayName: String
  package let connectorType: ConnectorType
  package let objectType: String
  /// The properties of its documents that people can filter by.
  package let properties: [Property]
  package let homeURL: String
  /// A regular expression that every document's URL matches.
  package let urlPattern: String
  package let isTest: Bool

  package struct Property: Hashable, Sendable {
    package let name: String
    package let label: String
    package let type: PropertyType

    package init(name: String, label: String, type: PropertyType) {
      self.name = name
      self.label = label
      self.type = type
    }
  }

  package enum PropertyType: Hashable, Sendable { case text, textList, integer, date, pickList }

  package init(
    name: String, displayName: String, connectorType: ConnectorType, objectType: String, properties: [Property],
    homeURL: String, urlPattern: String, isTest: Bool
  ) {
    self.name = name
    self.displayName = displayName
    self.connectorType = connectorType
    self.objectType = objectType
    self.properties = properties
    self.homeURL = homeURL
    self.urlPattern = urlPattern
    self.isTest = isTest
  }
}

/// What the search system says of a datasource.
package struct RegisteredDatasource: Hashable, Sendable {
  package let name: String
  package let displayName: String?
  package let objectTypes: [String]

  package init(name: String, displayName: String?, objectTypes: [String]) {
    self.name = name
    self.displayName = displayName
    self.objectTypes = objectTypes
  }
}

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
  package var properties: [(name: String, value: Value)]

  package init(
    reference: Reference, title: String, body: String, url: String, container: String? = nil,
    authorEmail: String? = nil, authorName: String? = nil, createdAt: Timestamp? = nil, updatedAt: Timestamp? = nil,
    status: String? = nil, tags: [String] = [], allowedGroups: [String] = [],
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
    self.properties = properties
  }
}

/// One page of a replacing upload.
package struct UploadPage: Sendable {
  /// The same on every page of one upload, unique per upload.
  package let uploadID: String
  package let isFirst: Bool
  package let isLast: Bool
  /// Gives up an upload of ours that was left open; only on the first page.
  package let restart: Bool
  package let documents: [SearchDocument]

  package init(uploadID: String, isFirst: Bool, isLast: Bool, restart: Bool, documents: [SearchDocument]) {
    self.uploadID = uploadID
    self.isFirst = isFirst
    self.isLast = isLast
    self.restart = restart
    self.documents = documents
  }
}

/// What the search system says of a datasource's content.
package struct DatasourceStatus: Hashable, Sendable {
  package let uploaded: Int
  package let indexed: Int
  package let users: Int
  package let groups: Int
  package let memberships: Int
  package let visibility: Visibility

  /// Whether nothing is left: no documents, people, groups or memberships.
  package var isEmpty: Bool {
    uploaded == 0 && indexed == 0 && users == 0 && groups == 0 && memberships == 0
  }

  package enum Visibility: String, Hashable, Sendable {
    case everyone, testGroup = "test_group", nobody, unknown
  }

  package init(uploaded: Int, indexed: Int, users: Int, groups: Int, memberships: Int, visibility: Visibility) {
    self.uploaded = uploaded
    self.indexed = indexed
    self.users = users
    self.groups = groups
    self.memberships = memberships
    self.visibility = visibility
  }
}

/// One result of a search.
package struct SearchHit: Hashable, Sendable {
  /// Our document id, where the answer tells it.
  package let documentID: String?
  package let title: String?
  package let url: String
  package let datasource: String?
  package let snippet: String?

  package init(documentID: String?, title: String?, url: String, datasource: String?, snippet: String?) {
    self.documentID = documentID
    self.title = title
    self.url = url
    self.datasource = datasource
    self.snippet = snippet
  }
}

package struct RequestCounts: Hashable, Sendable {
  package let sent: Int
  package let failed: Int

  package init(sent: Int, failed: Int) {
    self.sent = sent
    self.failed = failed
  }
}
