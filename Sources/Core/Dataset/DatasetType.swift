/// The type of content of a dataset (seed, `Dataset.dataset_type`).
package enum DatasetType: String, Codable, Sendable, CaseIterable {
  case confluencePages = "confluence_pages"
  case githubRepos = "github_repos"
  case slackMessages = "slack_messages"
  case jiraIssues = "jira_issues"
  case custom

  /// Records made where neither the request nor the template says how many (seed, "DataSelection_ByStage").
  package var defaultRecordCount: Int {
    switch self {
    case .confluencePages: 500
    case .githubRepos: 50
    case .slackMessages: 2000
    case .jiraIssues: 300
    case .custom: 100
    }
  }

  package var connectorType: ConnectorType {
    switch self {
    case .confluencePages: .confluence
    case .githubRepos: .github
    case .slackMessages: .slack
    case .jiraIssues: .jira
    case .custom: .custom
    }
  }

  /// What a person calls the records: `500 pages`.
  package var plural: String {
    switch self {
    case .confluencePages: "pages"
    case .githubRepos: "repositories"
    case .slackMessages: "messages"
    case .jiraIssues: "issues"
    case .custom: "records"
    }
  }
}
