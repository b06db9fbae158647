import DataGenerating
import DataRecords
import Testing

/// A small complete template of each type, to be used as it is or broken in one place.
enum Fixture {
  static func template(_ type: DatasetType) throws -> TemplateDocument {
    try read(document(type))
  }

  static func read(_ document: JSONValue, file: String = "fixture.json") throws -> TemplateDocument {
    try TemplateDocument.read(document.bytes(), file: file)
  }

  /// What is found in the fixture after a change; the test fails if the template is accepted.
  static func refusal(
    _ type: DatasetType = .confluencePages, file: String = "fixture.json", _ change: (inout JSONValue) -> Void
  ) throws -> [TemplateFinding] {
    var document = document(type)
    change(&document)
    let refusal = #expect(throws: TemplateRefusal.self) { try read(document, file: file) }
    return refusal?.findings ?? []
  }

  /// What is reported of the fixture after a change that leaves it usable.
  static func warnings(
    _ type: DatasetType = .confluencePages, _ change: (inout JSONValue) -> Void
  ) throws -> [TemplateFinding] {
    var document = document(type)
    change(&document)
    return try read(document).warnings
  }

  static func world(
    client: String = "acme", industry: String = "fintech", useCase: String = "developer_productivity", seed: UInt64 = 7
  ) -> World {
    World(client: client, clientName: "Acme", industry: industry, useCase: useCase, seed: seed)
  }

  static func generator(
    _ type: DatasetType, world: World = Fixture.world(), count: Int = 60
  ) throws -> RecordGenerator {
    try RecordGenerator(template: template(type), world: world, count: count)
  }

  static func document(_ type: DatasetType) -> JSONValue {
    [
      "metadata": [
        "name": "Fixture", "description": "A template for tests.", "industry": "fintech",
        "use_case": "developer_productivity", "dataset_type": .string(type.rawValue), "version": "1.2.0",
        "default_record_count": 40, "tags": ["payments", "tests"],
      ],
      "schema": ["fields": .array(fields(type)), "relationships": .array(relationships(type))],
      "data": [
        "records": .array((0..<12).map { record($0, type) }),
        "vocabulary": [
          "component": ["Settlement Engine", "Ledger Core", "Card Authorizer", "Payout Router", "Token Vault"],
          "team": ["Payments Core", "Ledger Platform"],
          "event": ["duplicate captures", "late clearing files", "partial refunds", "chargeback reversals"],
          "risk": ["low", "medium", "high"],
        ],
        "phrases": [
          "title": [
            "How {component} handles {event}", "{component} and {event}: lessons of {date}",
            "Runbook: {event} in {component}", "Plan {number} for {component}",
          ],
          "sentence": [
            "{person} of {team} confirmed that {component} survives {event}.",
            "{cause} led to {ticket_count} tickets in {project} before {issue_key} was closed.",
            "See {page_title} in {space} or ask {first_name} in {channel}.",
            "{component} {version} of {repository} treats {percent}% of {event} without help.",
            "The alert fires after {number} minutes and pages {team}.",
          ],
          "cause": ["a restart of {component}", "an overload by {event}"],
          "description": ["Handles {event} for {component}."],
        ],
      ],
      "sample_queries": .array(
        (0..<10).map { index in
          ["query": .string("marker\(index) fixture"), "expect": ["record": .string("/data/records/\(index)")]]
        }),
    ]
  }

  private static func record(_ index: Int, _ type: DatasetType) -> JSONValue {
    let title = JSONValue.string("Fixture marker\(index)")
    let text = JSONValue.string("The fixture text of marker\(index) tells what a person wrote about it.")
    return switch type {
    case .confluencePages: ["title": title, "body": text, "labels": ["runbook", "wiki"], "team": "Payments Core"]
    case .githubRepos: ["title": title, "description": text, "readme": text, "topics": ["service"]]
    case .slackMessages: ["text": text]
    case .jiraIssues: ["summary": title, "description": text, "status": "To Do", "component": "Ledger Core"]
    case .custom: ["title": title, "body": text]
    }
  }

  private static func field(
    _ name: String, _ type: String = "string", required: Bool = true, _ more: JSONValue = [:]
  ) -> JSONValue {
    var field: JSONObject = ["name": .string(name), "type": .string(type), "required": .bool(required)]
    for member in more.object ?? [:] { field[member.name] = member.value }
    return .object(field)
  }

  private static let dateTime: JSONValue = ["format": "date-time"]
  private static let email: JSONValue = ["format": "email"]
  private static let uri: JSONValue = ["format": "uri"]
  private static let pageKey: JSONValue = ["pattern": "^[0-9]{6,12}$"]
  private static let issueKey: JSONValue = ["pattern": "^[A-Z][A-Z0-9]{1,9}-[0-9]+$"]
  private static let stamp: JSONValue = ["pattern": "^[0-9]{10}\\.[0-9]{6}$"]
  private static let tags: JSONValue = [
    "items": ["type": "string", "min_length": 1, "max_length": 60], "max_items": 3, "unique_items": true,
  ]

  private static func fields(_ type: DatasetType) -> [JSONValue] {
    switch type {
    case .confluencePages:
      [
        field("id", pageKey), field("title", ["min_length": 5, "max_length": 80]),
        field("body", ["min_length": 40, "max_length": 900]), field("space_key"), field("space_name"),
        field("author_id"), field("author_name"), field("author_email", email), field("team"),
        field("created_at", dateTime), field("updated_at", dateTime),
        field("version", "integer", ["minimum": 1, "maximum": 500]),
        field("status", ["enum": ["current", "draft", "archived"]]), field("labels", "array", required: false, tags),
        field("parent_id", required: false, pageKey), field("related_issue_key", required: false, issueKey),
        field("url", uri), field("risk", ["enum": ["low", "medium", "high"], "source": "vocabulary.risk"]),
      ]
    case .githubRepos:
      [
        field("id", pageKey), field("name", ["pattern": "^[a-z0-9][a-z0-9-]{1,99}$"]), field("full_name"),
        field("title"), field("description"), field("readme"), field("team"), field("language"),
        field("topics", "array", required: false, tags), field("stars", "integer", ["minimum": 0]),
        field("forks", "integer"), field("open_issues", "integer"), field("license", required: false),
        field("visibility"), field("default_branch"), field("maintainer_id"), field("maintainer_name"),
        field("maintainer_email", email), field("created_at", dateTime), field("updated_at", dateTime),
        field("project_key"), field("documentation_page_id", required: false, pageKey), field("url", uri),
      ]
    case .slackMessages:
      [
        field("id", ["pattern": "^C[0-9A-Z]{6,12}-[0-9]{10}\\.[0-9]{6}$"]), field("channel_id"), field("channel_name"),
        field("user_id"), field("user_name"), field("user_email", email), field("text", ["max_length": 600]),
        field("ts", stamp), field("thread_ts", required: false, stamp), field("thread_id", required: false),
        field("mentions", "array", required: false, tags), field("issue_key", required: false, issueKey),
        field("page_id", required: false, pageKey),
        field("reactions", "array", required: false, ["items": ["type": "string"], "max_items": 6]),
        field("reply_count", "integer", ["minimum": 0]), field("created_at", dateTime), field("url", uri),
      ]
    case .jiraIssues:
      [
        field("id", issueKey), field("project_key"), field("project_name"), field("summary"), field("description"),
        field("issue_type", ["enum": ["Bug", "Story", "Task", "Epic", "Incident"]]),
        field("status", ["enum": ["To Do", "In Progress", "In Review", "Blocked", "Done"]]), field("priority"),
        field("component"), field("reporter_id"), field("reporter_name"), field("reporter_email", email),
        field("assignee_id", required: false), field("assignee_name", required: false),
        field("assignee_email", required: false, email), field("labels", "array", required: false, tags),
        field("story_points", "integer", required: false, ["minimum": 1, "maximum": 21]),
        field("created_at", dateTime), field("updated_at", dateTime), field("resolved_at", required: false, dateTime),
        field("epic_key", required: false, issueKey), field("related_page_id", required: false, pageKey),
        field("repository", required: false), field("url", uri),
      ]
    case .custom:
      [
        field("id", ["pattern": "^CASE-[0-9]{4}$"]), field("title"), field("body"), field("url", uri),
        field("created_at", dateTime), field("updated_at", dateTime), field("author_email", required: false, email),
        field("owner_id", ["source": "person.id"]), field("owner_name", ["source": "person.name"]),
        field("owner_email", ["source": "person.email", "format": "email"]),
        field("owner_handle", ["source": "person.handle"]), field("owner_team", ["source": "team.name"]),
        field("space", ["source": "space.key"]), field("repository", ["source": "repository.name"]),
        field("channel", ["source": "channel.id"]), field("project", ["source": "project.key"]),
        field("page", ["source": "reference.confluence_pages"]),
        field("repo", required: false, ["source": "reference.github_repos"]),
        field("message", required: false, ["source": "reference.slack_messages"]),
        field("issue", required: false, ["source": "reference.jira_issues"]),
        field("previous", required: false, ["source": "reference.self"]),
        field("score", "number", ["minimum": -1.5, "maximum": 2.25]),
        field("level", "integer", ["minimum": 3, "maximum": 5]), field("is_open", "boolean", ["source": "boolean"]),
        field("due", ["format": "date"]), field("trace", ["format": "uuid"]),
        field("code", ["pattern": "^(ALPHA|BETA)-[A-F0-9]{6}$"]),
        field("summary", ["source": "text", "min_length": 200, "max_length": 240]),
        field(
          "causes", "array",
          [
            "source": "vocabulary.event", "items": ["type": "string"], "min_items": 2, "max_items": 4,
            "unique_items": true,
          ]),
        field(
          "site", "object",
          [
            "fields": [
              ["name": "country", "type": "string", "required": true, "enum": ["DE", "NO", "KE"]],
              ["name": "floor", "type": "integer", "minimum": 0, "maximum": 9],
            ]
          ]),
      ]
    }
  }

  private static func field(_ name: String, _ more: JSONValue) -> JSONValue {
    field(name, "string", required: true, more)
  }

  private static func field(_ name: String, _ type: String, _ more: JSONValue) -> JSONValue {
    field(name, type, required: true, more)
  }

  private static func relationships(_ type: DatasetType) -> [JSONValue] {
    func relationship(_ field: String, _ target: String) -> JSONValue {
      ["name": .string(field), "field": .string(field), "target": .string(target), "essential": true]
    }
    return switch type {
    case .confluencePages:
      [
        relationship("author_id", "people"), relationship("space_key", "spaces"), relationship("parent_id", "self"),
        relationship("related_issue_key", "jira_issues"),
      ]
    case .githubRepos:
      [
        relationship("maintainer_id", "people"), relationship("project_key", "projects"),
        relationship("documentation_page_id", "confluence_pages"),
      ]
    case .slackMessages:
      [
        relationship("user_id", "people"), relationship("channel_id", "channels"), relationship("thread_id", "self"),
        relationship("mentions", "people"), relationship("issue_key", "jira_issues"),
        relationship("page_id", "confluence_pages"),
      ]
    case .jiraIssues:
      [
        relationship("reporter_id", "people"), relationship("assignee_id", "people"),
        relationship("project_key", "projects"), relationship("epic_key", "self"),
        relationship("related_page_id", "confluence_pages"), relationship("repository", "repositories"),
      ]
    case .custom:
      [
        relationship("owner_id", "people"), relationship("owner_team", "teams"), relationship("space", "spaces"),
        relationship("repository", "repositories"), relationship("channel", "channels"),
        relationship("project", "projects"), relationship("page", "confluence_pages"),
        relationship("repo", "github_repos"), relationship("message", "slack_messages"),
        relationship("issue", "jira_issues"), relationship("previous", "self"),
      ]
    }
  }
}
