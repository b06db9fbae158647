/// The kind of content of a datasource or of one type of document in it.
public struct DatasourceCategory: OpenName {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static let uncategorized = Self(rawValue: "UNCATEGORIZED")
  public static let tickets = Self(rawValue: "TICKETS")
  public static let crm = Self(rawValue: "CRM")
  public static let publishedContent = Self(rawValue: "PUBLISHED_CONTENT")
  public static let collaborativeContent = Self(rawValue: "COLLABORATIVE_CONTENT")
  public static let questionAnswer = Self(rawValue: "QUESTION_ANSWER")
  public static let messaging = Self(rawValue: "MESSAGING")
  public static let codeRepository = Self(rawValue: "CODE_REPOSITORY")
  public static let changeManagement = Self(rawValue: "CHANGE_MANAGEMENT")
  public static let people = Self(rawValue: "PEOPLE")
  public static let email = Self(rawValue: "EMAIL")
  public static let sso = Self(rawValue: "SSO")
  public static let ats = Self(rawValue: "ATS")
  public static let knowledgeHub = Self(rawValue: "KNOWLEDGE_HUB")
  public static let externalShortcut = Self(rawValue: "EXTERNAL_SHORTCUT")
  public static let entity = Self(rawValue: "ENTITY")
  public static let calendar = Self(rawValue: "CALENDAR")
  public static let agents = Self(rawValue: "AGENTS")
  public static let aiConversation = Self(rawValue: "AI_CONVERSATION")
  public static let aiArtifact = Self(rawValue: "AI_ARTIFACT")
}

/// Where the content of a datasource comes from; a pushed datasource is ``pushAPI``.
public struct ConnectorType: OpenName {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static let apiCrawl = Self(rawValue: "API_CRAWL")
  public static let browserCrawl = Self(rawValue: "BROWSER_CRAWL")
  public static let browserHistory = Self(rawValue: "BROWSER_HISTORY")
  public static let builtIn = Self(rawValue: "BUILTIN")
  public static let federatedSearch = Self(rawValue: "FEDERATED_SEARCH")
  public static let pushAPI = Self(rawValue: "PUSH_API")
  public static let webCrawl = Self(rawValue: "WEB_CRAWL")
  public static let nativeHistory = Self(rawValue: "NATIVE_HISTORY")
}

/// A facet that every datasource has and may hide.
public struct BuiltInFacet: OpenName {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static let type = Self(rawValue: "TYPE")
  public static let tag = Self(rawValue: "TAG")
  public static let author = Self(rawValue: "AUTHOR")
  public static let owner = Self(rawValue: "OWNER")
}
