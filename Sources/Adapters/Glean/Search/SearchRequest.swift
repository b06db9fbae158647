/// The body of `/rest/api/v1/search`.
public struct SearchRequest: Codable, Hashable, Sendable {
  public var query: String
  public var pageSize: Int?
  public var maxSnippetSize: Int?
  public var cursor: String?
  public var timeoutMillis: Int?
  public var timestamp: String?
  public var trackingToken: String?
  public var resultTabIds: [String]?
  public var disableSpellcheck: Bool?
  public var requestOptions: SearchRequestOptions?

  public init(
    query: String, pageSize: Int? = nil, maxSnippetSize: Int? = nil, cursor: String? = nil,
    timeoutMillis: Int? = nil, timestamp: String? = nil, trackingToken: String? = nil, resultTabIds: [String]? = nil,
    disableSpellcheck: Bool? = nil, requestOptions: SearchRequestOptions? = nil
  ) {
    self.query = query
    self.pageSize = pageSize
    self.maxSnippetSize = maxSnippetSize
    self.cursor = cursor
    self.timeoutMillis = timeoutMillis
    self.timestamp = timestamp
    self.trackingToken = trackingToken
    self.resultTabIds = resultTabIds
    self.disableSpellcheck = disableSpellcheck
    self.requestOptions = requestOptions
  }
}

/// Filters and wishes of a search.
public struct SearchRequestOptions: Codable, Hashable, Sendable {
  /// How many values of each facet are returned; the service requires it.
  public var facetBucketSize: Int
  public var datasourceFilter: String?
  /// A tenant may ignore it: filter by the facet `app` too.
  public var datasourcesFilter: [String]?
  /// All of them must hold.
  public var facetFilters: [FacetFilter]?
  /// One of them must hold.
  public var facetFilterSets: [FacetFilterSet]?
  public var responseHints: [SearchResponseHint]?
  public var returnLlmContentOverSnippets: Bool?
  public var defaultFacets: [String]?
  public var timezoneOffset: Int?

  public init(
    facetBucketSize: Int = 10, datasourceFilter: String? = nil, datasourcesFilter: [String]? = nil,
    facetFilters: [FacetFilter]? = nil, facetFilterSets: [FacetFilterSet]? = nil,
    responseHints: [SearchResponseHint]? = nil, returnLlmContentOverSnippets: Bool? = nil,
    defaultFacets: [String]? = nil, timezoneOffset: Int? = nil
  ) {
    self.facetBucketSize = facetBucketSize
    self.datasourceFilter = datasourceFilter
    self.datasourcesFilter = datasourcesFilter
    self.facetFilters = facetFilters
    self.facetFilterSets = facetFilterSets
    self.responseHints = responseHints
    self.returnLlmContentOverSnippets = returnLlmContentOverSnippets
    self.defaultFacets = defaultFacets
    self.timezoneOffset = timezoneOffset
  }
}
