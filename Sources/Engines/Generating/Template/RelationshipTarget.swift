/// Where the key that a relationship's field holds must exist.
public enum RelationshipTarget: String, Sendable, Hashable, CaseIterable, Codable {
  /// Another record of the same dataset.
  case own = "self"
  case people
  case teams
  case spaces
  case repositories
  case channels
  case projects
  case confluencePages = "confluence_pages"
  case githubRepos = "github_repos"
  case slackMessages = "slack_messages"
  case jiraIssues = "jira_issues"
}
