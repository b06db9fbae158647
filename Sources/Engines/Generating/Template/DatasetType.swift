/// The kinds of content that a dataset can hold; raw values are those of templates and paths.
public enum DatasetType: String, Sendable, Hashable, CaseIterable, Codable {
  case confluencePages = "confluence_pages"
  case githubRepos = "github_repos"
  case slackMessages = "slack_messages"
  case jiraIssues = "jira_issues"
  case custom
}
