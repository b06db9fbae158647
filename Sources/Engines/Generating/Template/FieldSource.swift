/// Where the generator takes a field's value from, if the template says so.
public enum FieldSource: Sendable, Hashable {
  public enum PersonAspect: String, Sendable, Hashable, CaseIterable {
    case id, name, email, handle
  }

  case vocabulary(String)
  case phrases(String)
  case person(PersonAspect)
  case teamName
  case spaceKey
  case spaceName
  case repositoryName
  case channelID
  case channelName
  case projectKey
  case projectName
  /// Key of a landmark record of the type.
  case reference(DatasetType)
  /// Key of an earlier record of the same dataset.
  case ownReference
  case integer
  case dateTime
  case boolean
  /// A paragraph.
  case text

  init?(_ text: String) {
    if let source = Self.plain[text] {
      self = source
    } else if text.hasPrefix("vocabulary."), text.utf8.count > 11 {
      self = .vocabulary(String(text.dropFirst(11)))
    } else if text.hasPrefix("phrases."), text.utf8.count > 8 {
      self = .phrases(String(text.dropFirst(8)))
    } else {
      return nil
    }
  }

  /// Every source without a list name.
  static let plain: [String: FieldSource] = [
    "person.id": .person(.id), "person.name": .person(.name), "person.email": .person(.email),
    "person.handle": .person(.handle), "team.name": .teamName, "space.key": .spaceKey, "space.name": .spaceName,
    "repository.name": .repositoryName, "channel.id": .channelID, "channel.name": .channelName,
    "project.key": .projectKey, "project.name": .projectName,
    "reference.confluence_pages": .reference(.confluencePages),
    "reference.github_repos": .reference(.githubRepos), "reference.slack_messages": .reference(.slackMessages),
    "reference.jira_issues": .reference(.jiraIssues), "reference.self": .ownReference, "integer": .integer,
    "date-time": .dateTime, "boolean": .boolean, "text": .text,
  ]

  /// The kind of value that the source gives.
  var kind: FieldDefinition.Kind {
    switch self {
    case .integer: .integer
    case .boolean: .boolean
    default: .string
    }
  }
}
