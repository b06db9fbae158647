/// The answer of a search.
public struct SearchResponse: Codable, Hashable, Sendable {
  public var results: [SearchResult]?
  /// Where the next page starts.
  public var cursor: String?
  public var hasMoreResults: Bool?
  public var facetResults: [FacetResult]?
  public var metadata: SearchResponseMetadata?
  public var trackingToken: String?
  public var requestID: String?
  public var backendTimeMillis: Int64?
  public var rewrittenFacetFilters: [FacetFilter]?
  public var errorInfo: ErrorInfo?

  public init(
    results: [SearchResult]? = nil, cursor: String? = nil, hasMoreResults: Bool? = nil,
    facetResults: [FacetResult]? = nil, metadata: SearchResponseMetadata? = nil, trackingToken: String? = nil,
    requestID: String? = nil, backendTimeMillis: Int64? = nil, rewrittenFacetFilters: [FacetFilter]? = nil,
    errorInfo: ErrorInfo? = nil
  ) {
    self.results = results
    self.cursor = cursor
    self.hasMoreResults = hasMoreResults
    self.facetResults = facetResults
    self.metadata = metadata
    self.trackingToken = trackingToken
    self.requestID = requestID
    self.backendTimeMillis = backendTimeMillis
    self.rewrittenFacetFilters = rewrittenFacetFilters
    self.errorInfo = errorInfo
  }
}

/// How the query was read.
public struct SearchResponseMetadata: Codable, Hashable, Sendable {
  public var searchedQuery: String?
  public var originalQuery: String?

  public init(searchedQuery: String? = nil, originalQuery: String? = nil) {
    self.searchedQuery = searchedQuery
    self.originalQuery = originalQuery
  }
}

/// What went wrong with a search, as the Client API says it.
public struct ErrorInfo: Codable, Hashable, Sendable {
  public var errorMessages: [ErrorMessage]?
  public var invalidOperators: [InvalidOperatorValueError]?

  public init(errorMessages: [ErrorMessage]? = nil, invalidOperators: [InvalidOperatorValueError]? = nil) {
    self.errorMessages = errorMessages
    self.invalidOperators = invalidOperators
  }
}

/// One message about a search.
public struct ErrorMessage: Codable, Hashable, Sendable {
  public var source: String?
  public var errorMessage: String?

  public init(source: String? = nil, errorMessage: String? = nil) {
    self.source = source
    self.errorMessage = errorMessage
  }
}

/// A filter that was not understood.
public struct InvalidOperatorValueError: Codable, Hashable, Sendable {
  public var key: String?
  public var value: String?

  public init(key: String? = nil, value: String? = nil) {
    self.key = key
    self.value = value
  }
}
