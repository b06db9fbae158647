package import DataOpsCore
package import DataRecords
internal import Crypto

/// How the records of a dataset type become search documents: one table, five rows.
package struct DocumentMapping: Sendable {
  /// A property that people filter by: the record's field and what the search system calls it.
  package struct Property: Sendable {
    let field: String
    package let name: String
    package let label: String
    package let type: DatasourceRegistration.PropertyType
  }

  package let objectType: String
  let title: String
  /// The fields that make up the text, in order.
  let text: [String]
  let container: String?
  let author: String
  let tags: String?
  let status: String?
  package let properties: [Property]

  /// Longest title taken over; messages have none, so theirs is the beginning of their text.
  static let maximumTitleBytes = 120

  package static func of(_ type: DatasetType) -> DocumentMapping {
    switch type {
    case .confluencePages:
      DocumentMapping(
        objectType: "ConfluencePage", title: "title", text: ["body"], container: "space_name", author: "author",
        tags: "labels", status: "status",
        properties: [
          .init(field: "space_key", name: "space", label: "Space", type: .text),
          .init(field: "team", name: "team", label: "Team", type: .text),
        ])
    case .githubRepos:
      DocumentMapping(
        objectType: "GithubRepo", title: "title", text: ["name", "description", "readme"], container: "project_key",
        author: "maintainer", tags: "topics", status: "visibility",
        properties: [
          .init(field: "language", name: "language", label: "Language", type: .text),
          .init(field: "team", name: "team", label: "Team", type: .text),
          .init(field: "stars", name: "stars", label: "Stars", type: .integer),
        ])
    case .slackMessages:
      DocumentMapping(
        objectType: "SlackMessage", title: "text", text: ["text"], container: "channel_name", author: "user",
        tags: "reactions", status: nil,
        properties: [.init(field: "channel_name", name: "channel", label: "Channel", type: .text)])
    case .jiraIssues:
      DocumentMapping(
        objectType: "JiraIssue", title: "summary", text: ["id", "description"], container: "project_name",
        author: "reporter", tags: "labels", status: "status",
        properties: [
          .init(field: "project_key", name: "project", label: "Project", type: .text),
          .init(field: "issue_type", name: "issuetype", label: "Issue type", type: .pickList),
          .init(field: "priority", name: "priority", label: "Priority", type: .pickList),
          .init(field: "component", name: "component", label: "Component", type: .text),
        ])
    case .custom:
      DocumentMapping(
        objectType: "Record", title: "title", text: ["body"], container: nil, author: "author", tags: nil, status: nil,
        properties: [])
    }
  }

  /// Labels that every document carries: which record, client, stage and dataset it belongs to.
  package static let labelProperties: [Property] = [
    Property(field: "", name: "recordkey", label: "Record", type: .text),
    Property(field: "", name: "clientname", label: "Client", type: .text),
    Property(field: "", name: "stage", label: "Stage", type: .text),
    Property(field: "", name: "datasetid", label: "Dataset", type: .text),
  ]

  /// The document id of a record: hexadecimal, because the search system folds case and allows few characters.
  package static func documentID(ofKey key: some Sequence<UInt8>) -> String {
    SHA256.hash(data: Array(key)).prefix(16).hexadecimal
  }

  package static func documentID(ofKey key: String) -> String { documentID(ofKey: key.utf8) }
}

/// What a document carries besides its record's content.
package struct DocumentLabels: Sendable {
  package let client: String
  package let stage: Stage
  package let datasetID: Identifier<Dataset>
  package let allowedGroups: [String]

  package init(client: String, stage: Stage, datasetID: Identifier<Dataset>, allowedGroups: [String]) {
    self.client = client
    self.stage = stage
    self.datasetID = datasetID
    self.allowedGroups = allowedGroups
  }
}

extension DocumentMapping {
  /// The document of one record.
  ///
  /// - Returns: nil where the record has no key or no URL, without which the search system takes no document.
  package func document(from record: TapeValue, labels: DocumentLabels) -> SearchDocument? {
    guard let key = record.text("id"), !key.isEmpty, let url = record.text("url"), !url.isEmpty else { return nil }
    let title = record.text(title) ?? key
    var properties: [(name: String, value: SearchDocument.Value)] = [
      ("recordkey", .text(key)), ("clientname", .text(labels.client)), ("stage", .text(labels.stage.rawValue)),
      ("datasetid", .text(labels.datasetID.description)),
    ]
    for property in self.properties {
      guard let value = record.member(named: property.field) else { continue }
      if let integer = value.int64 {
        properties.append((property.name, .integer(integer)))
      } else if let text = value.text {
        properties.append((property.name, .text(text)))
      }
    }
    return SearchDocument(
      reference: .init(objectType: objectType, id: Self.documentID(ofKey: key)), title: shortened(title),
      body: text.compactMap { record.text($0) }.joined(separator: "\n\n"), url: url,
      container: container.flatMap { record.text($0) }, authorEmail: record.text(author + "_email"),
      authorName: record.text(author + "_name"), createdAt: record.text("created_at").flatMap(Timestamp.init),
      updatedAt: (record.text("updated_at") ?? record.text("created_at")).flatMap(Timestamp.init),
      status: status.flatMap { record.text($0) }, tags: tags.map { record.texts($0) } ?? [],
      allowedGroups: labels.allowedGroups, properties: properties)
  }

  private func shortened(_ title: String) -> String {
    guard title.utf8.count > Self.maximumTitleBytes else { return title }
    var short = ""
    for word in title.split(separator: " ") {
      guard short.utf8.count + word.utf8.count < Self.maximumTitleBytes else { break }
      if !short.isEmpty { short.append(" ") }
      short.append(contentsOf: word)
    }
    return (short.isEmpty ? String(title.prefix(60)) : short) + "…"
  }
}

extension TapeValue {
  fileprivate var text: String? { string.map { String(decoding: $0, as: UTF8.self) } }

  fileprivate func text(_ member: String) -> String? { self.member(named: member)?.text }

  fileprivate func texts(_ member: String) -> [String] {
    guard let value = self.member(named: member), value.kind == .array else { return [] }
    return value.elements.compactMap(\.text)
  }
}
