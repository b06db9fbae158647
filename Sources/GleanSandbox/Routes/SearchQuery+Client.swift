import DataRecords

extension SearchQuery {
  static let textLimit = 2_048
  static let defaultPageSize = 10
  static let pageSizeLimit = 100

  /// Reads a search of the Client API.
  init(_ body: JSONValue, viewer: String?) throws(Refusal) {
    let fields = try JSONFields(body, known: Self.knownFields)
    let options = try fields.object("requestOptions")
    text = try Self.checked(try fields.required("query", try fields.string("query")))
    self.viewer = viewer
    pageSize = try Self.checkedPageSize(try fields.integer("pageSize"), "pageSize")
    snippetSize = Int(min(10_000, max(1, try fields.integer("maxSnippetSize") ?? 255)))
    offset = try fields.string("cursor").map { (text) throws(Refusal) in try SearchCursor(text, for: body).offset } ?? 0
    for name in ["disableSpellcheck"] { _ = try fields.bool(name) }
    _ = try fields.integer("timeoutMillis")
    guard let options else { return }

    datasources = try options.strings("datasourcesFilter") ?? []
    if let name = try options.string("datasourceFilter"), !name.isEmpty { datasources.append(name) }
    filters = try options.each("facetFilters") { (value) throws(Refusal) in try FacetFilter(value) } ?? []
    filterSets =
      try options.each("facetFilterSets") { (set) throws(Refusal) in
        try set.each("filters") { (value) throws(Refusal) in try FacetFilter(value) } ?? []
      } ?? []
    let buckets = try options.required("requestOptions.facetBucketSize", try options.integer("facetBucketSize"))
    // Without hints everything is answered that was asked for by size.
    let hints = try options.strings("responseHints")
    let wantsFacets = hints.map { $0.contains("FACET_RESULTS") } ?? (buckets > 0)
    facetBuckets = wantsFacets && buckets > 0 ? Int(min(buckets, 1_000)) : nil
    countsResults = hints?.contains("ALL_RESULT_COUNTS") ?? false
    if try options.bool("returnLlmContentOverSnippets") == true, fields["maxSnippetSize"] == nil {
      snippetSize = 10_000
    }
  }

  static func checked(_ text: String) throws(Refusal) -> String {
    guard text.utf8.count <= textLimit else { throw .invalid("query is longer than \(textLimit) bytes.") }
    return text
  }

  static func checkedPageSize(_ size: Int64?, _ name: String) throws(Refusal) -> Int {
    guard let size else { return defaultPageSize }
    guard size > 0 else { throw .invalid("\(name) must be positive.") }
    return Int(min(size, Int64(pageSizeLimit)))
  }

  private static let knownFields: Set<String> = [
    "query", "pageSize", "maxSnippetSize", "cursor", "timeoutMillis", "timestamp", "trackingToken", "resultTabIds",
    "disableSpellcheck", "sessionInfo", "sourceDocument", "inputDetails", "requestOptions", "messages", "people",
    "sc",
  ]
}
