package import DataOpsCore

/// The kind of content whose look a datasource takes on.
package enum ContentCategory: String, Sendable, CaseIterable {
  case knowledgeHub = "knowledge_hub"
  case codeRepository = "code_repository"
  case messaging
  case tickets
  case collaborativeContent = "collaborative_content"
  case publishedContent = "published_content"

  package init(_ type: ConnectorType) {
    self =
      switch type {
      case .confluence: .knowledgeHub
      case .github: .codeRepository
      case .slack: .messaging
      case .jira: .tickets
      case .gdrive: .collaborativeContent
      case .custom: .publishedContent
      }
  }
}
