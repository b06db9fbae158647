import DataRecords

/// A search, in the terms that all search endpoints share.
struct SearchQuery: Sendable {
  /// The address of the viewer in lower case; nil searches without permissions (`adminsearch`).
  var viewer: String?
  var text: String
  var datasources: [String] = []
  var filters: [FacetFilter] = []
  var filterSets: [[FacetFilter]] = []
  var updatedFrom: Timestamp?
  var updatedBefore: Timestamp?
  var pageSize: Int
  var offset = 0
  /// The longest snippet in characters.
  var snippetSize: Int
  /// How many values a facet shows; nil asks for no facets.
  var facetBuckets: Int?
  var countsResults = false
}

/// One document that a search found.
struct FoundDocument: Sendable {
  var url: String
  var title: String
  var datasource: String
  var objectType: String
  var id: String
  /// Seconds since 1970.
  var createdAt: Int64?
  var updatedAt: Int64
  var author: UploadedDocument.Person?
  var metadata: JSONValue
  var properties: JSONValue?
  var connectorType: String?
  var snippet: Snippet?
}

/// The values of one facet among the results, most frequent first.
struct FoundFacet: Sendable {
  var name: String
  var buckets: [(value: String, count: Int)]
  var hasMore: Bool
}

struct SearchOutcome: Sendable {
  var documents: [FoundDocument]
  var hasMore: Bool
  var facets: [FoundFacet]
  var total: Int?
  /// Whether nothing held all words, so that any of them was enough.
  var matchedAnyWord: Bool
}
