import DataOpsCore

extension DatasetType {
  /// So many records as a person calls them: `1 page`, `2,000 pages`.
  func counted(_ count: Int) -> String { count.of(singular, plural) }

  private var singular: String {
    switch self {
    case .confluencePages: "page"
    case .githubRepos: "repository"
    case .slackMessages: "message"
    case .jiraIssues: "issue"
    case .custom: "record"
    }
  }
}
