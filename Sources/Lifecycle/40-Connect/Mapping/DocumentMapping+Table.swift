package import DataOpsCore

extension DocumentMapping {
  /// The one table of mappings, a row for each type of connector.
  ///
  /// The row of `custom` holds where a template says nothing else.
  package static func table(_ type: ConnectorType) -> DocumentMapping {
    switch type {
    case .confluence:
      DocumentMapping(
        objectType: "ConfluencePage", label: "Page", title: "title", text: ["body"], container: "space_name",
        author: "author", tags: "labels", status: "status",
        properties: [
          Property("space_key", "space", "Space", "Spaces"), Property("team", "team", "Team", "Teams"),
        ])
    case .github:
      DocumentMapping(
        objectType: "GithubRepo", label: "Repository", title: "title", text: ["name", "description", "readme"],
        container: "project_key", author: "maintainer", tags: "topics", status: "visibility",
        properties: [
          Property("language", "language", "Language", "Languages"), Property("team", "team", "Team", "Teams"),
          Property("stars", "stars", "Stars", "Stars", .integer, isFacet: false),
        ])
    case .slack:
      DocumentMapping(
        objectType: "SlackMessage", label: "Message", title: "text", text: ["text"], container: "channel_name",
        author: "user", tags: "reactions", status: nil,
        properties: [Property("channel_name", "channel", "Channel", "Channels")])
    case .jira:
      DocumentMapping(
        objectType: "JiraIssue", label: "Issue", title: "summary", text: ["id", "description"],
        container: "project_name", author: "reporter", tags: "labels", status: "status",
        properties: [
          Property("project_key", "project", "Project", "Projects"),
          Property("issue_type", "issuetype", "Issue type", "Issue types", .pickList),
          Property("priority", "priority", "Priority", "Priorities", .pickList),
          Property("component", "component", "Component", "Components"),
        ])
    case .gdrive:
      DocumentMapping(
        objectType: "DriveFile", label: "File", title: "title", text: ["body"], container: "folder", author: "owner",
        tags: "labels", status: nil,
        properties: [
          Property("file_type", "filetype", "File type", "File types", .pickList),
          Property("folder", "folder", "Folder", "Folders"), Property("team", "team", "Team", "Teams"),
          Property("sharing", "sharing", "Sharing", "Sharing", .pickList),
        ])
    case .custom:
      DocumentMapping(
        objectType: "Record", label: "Record", title: "title", text: ["body"], container: nil, author: "author",
        tags: nil, status: nil, properties: [])
    }
  }
}
