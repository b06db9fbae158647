/// One document found.
public struct SearchResult: Codable, Hashable, Sendable {
  public var url: String
  public var title: String?
  public var document: Document?
  public var snippets: [SearchResultSnippet]?
  public var fullTextList: [String]?
  public var trackingToken: String?
  public var nativeAppUrl: String?

  public init(
    url: String, title: String? = nil, document: Document? = nil, snippets: [SearchResultSnippet]? = nil,
    fullTextList: [String]? = nil, trackingToken: String? = nil, nativeAppUrl: String? = nil
  ) {
    self.url = url
    self.title = title
    self.document = document
    self.snippets = snippets
    self.fullTextList = fullTextList
    self.trackingToken = trackingToken
    self.nativeAppUrl = nativeAppUrl
  }
}

/// A piece of the text that matched.
public struct SearchResultSnippet: Codable, Hashable, Sendable {
  public var text: String?
  public var mimeType: String?
  public var snippetTextOrdering: Int?
  public var ranges: [TextRange]?

  public init(
    text: String? = nil, mimeType: String? = nil, snippetTextOrdering: Int? = nil, ranges: [TextRange]? = nil
  ) {
    self.text = text
    self.mimeType = mimeType
    self.snippetTextOrdering = snippetTextOrdering
    self.ranges = ranges
  }
}

/// A marked part of a snippet, in characters.
public struct TextRange: Codable, Hashable, Sendable {
  public var startIndex: Int
  public var endIndex: Int?
  public var type: String?

  public init(startIndex: Int, endIndex: Int? = nil, type: String? = nil) {
    self.startIndex = startIndex
    self.endIndex = endIndex
    self.type = type
  }
}
