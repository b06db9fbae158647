/// The fields that a dataset type brings along: the generator knows what belongs in them.
enum OwnField: String, Sendable, CaseIterable {
  case id, title, body, version, status, labels, team, url, name, description, readme, language, topics, stars, forks
  case license, visibility, text, ts, mentions, reactions, summary, priority, component, repository
  case spaceKey = "space_key"
  case spaceName = "space_name"
  case authorID = "author_id"
  case authorName = "author_name"
  case authorEmail = "author_email"
  case createdAt = "created_at"
  case updatedAt = "updated_at"
  case parentID = "parent_id"
  case relatedIssueKey = "related_issue_key"
  case fullName = "full_name"
  case openIssues = "open_issues"
  case defaultBranch = "default_branch"
  case maintainerID = "maintainer_id"
  case maintainerName = "maintainer_name"
  case maintainerEmail = "maintainer_email"
  case projectKey = "project_key"
  case projectName = "project_name"
  case documentationPageID = "documentation_page_id"
  case channelID = "channel_id"
  case channelName = "channel_name"
  case userID = "user_id"
  case userName = "user_name"
  case userEmail = "user_email"
  case threadTs = "thread_ts"
  case threadID = "thread_id"
  case issueKey = "issue_key"
  case pageID = "page_id"
  case replyCount = "reply_count"
  case issueType = "issue_type"
  case reporterID = "reporter_id"
  case reporterName = "reporter_name"
  case reporterEmail = "reporter_email"
  case assigneeID = "assignee_id"
  case assigneeName = "assignee_name"
  case assigneeEmail = "assignee_email"
  case storyPoints = "story_points"
  case resolvedAt = "resolved_at"
  case epicKey = "epic_key"
  case relatedPageID = "related_page_id"

  var kind: FieldDefinition.Kind {
    switch self {
    case .version, .stars, .forks, .openIssues, .replyCount, .storyPoints: .integer
    case .labels, .topics, .mentions, .reactions: .array
    default: .string
    }
  }

  /// Keys and addresses that the generator makes so that records of different types fit together.
  var isMadeByTheGenerator: Bool {
    switch self {
    case .id, .url, .spaceKey, .authorID, .authorEmail, .maintainerID, .maintainerEmail, .projectKey, .channelID,
      .userID, .userEmail, .reporterID, .reporterEmail, .assigneeID, .assigneeEmail, .ts, .threadTs, .threadID,
      .parentID,
      .epicKey, .relatedIssueKey, .issueKey, .pageID, .relatedPageID, .documentationPageID, .mentions:
      true
    default: false
    }
  }
}

extension DatasetType {
  /// Fields that a template of the type must declare as required, because search documents are made from them.
  var requiredFields: [OwnField] {
    switch self {
    case .confluencePages: [.id, .title, .body, .spaceKey, .authorID, .authorEmail, .createdAt, .updatedAt, .url]
    case .githubRepos:
      [.id, .name, .title, .description, .readme, .maintainerID, .maintainerEmail, .createdAt, .updatedAt, .url]
    case .slackMessages: [.id, .channelID, .channelName, .userID, .userEmail, .text, .createdAt, .url]
    case .jiraIssues:
      [.id, .projectKey, .summary, .description, .status, .reporterID, .reporterEmail, .createdAt, .updatedAt, .url]
    case .custom: [.id, .title, .body, .url, .createdAt, .updatedAt]
    }
  }

  var otherFields: [OwnField] {
    switch self {
    case .confluencePages: [.spaceName, .authorName, .version, .status, .labels, .parentID, .relatedIssueKey, .team]
    case .githubRepos:
      [
        .fullName, .team, .language, .topics, .stars, .forks, .openIssues, .license, .visibility, .defaultBranch,
        .maintainerName, .projectKey, .documentationPageID,
      ]
    case .slackMessages:
      [.userName, .ts, .threadTs, .threadID, .mentions, .issueKey, .pageID, .reactions, .replyCount]
    case .jiraIssues:
      [
        .projectName, .issueType, .priority, .component, .reporterName, .assigneeID, .assigneeName, .assigneeEmail,
        .labels, .storyPoints, .resolvedAt, .epicKey, .relatedPageID, .repository,
      ]
    case .custom: [.authorEmail]
    }
  }

  func ownField(_ name: String) -> OwnField? {
    OwnField(rawValue: name).flatMap { requiredFields.contains($0) || otherFields.contains($0) ? $0 : nil }
  }

  /// The field that names a record to a person.
  var titleField: OwnField {
    switch self {
    case .confluencePages, .githubRepos, .custom: .title
    case .slackMessages: .text
    case .jiraIssues: .summary
    }
  }

  /// The fields that hold a record's text, the longest first.
  var textFields: [OwnField] {
    switch self {
    case .confluencePages, .custom: [.body, .title]
    case .githubRepos: [.readme, .description, .title]
    case .slackMessages: [.text]
    case .jiraIssues: [.description, .summary]
    }
  }
}
