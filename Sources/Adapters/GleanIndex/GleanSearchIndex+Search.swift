package import DataOpsCore
package import DataOpsLifecycle
internal import GleanAPI

extension GleanSearchIndex {
  /// Filters by the facet `app`, the documented way, and by `datasourcesFilter` as well.
  package func search(
    _ query: String, in datasource: String, as email: String, limit: Int
  ) async throws(Failure) -> [SearchHit] {
    let request = SearchRequest(
      query: query, pageSize: limit, maxSnippetSize: 255, timeoutMillis: 10_000,
      requestOptions: SearchRequestOptions(facetBucketSize: 0, datasourcesFilter: [datasource]))
    let answer = try await call(.client) { client throws(GleanError) in
      try await client.search(request, actAs: email)
    }
    return (answer.results ?? []).map { result in
      SearchHit(
        documentID: result.document.flatMap(Self.documentID), title: result.title ?? result.document?.title,
        url: result.url, datasource: result.document?.datasource, snippet: result.snippets?.first?.text)
    }
  }

  /// Our id: `metadata.documentId`, or the last part of `CUSTOM_<datasource>_<type>_<id>`. Ours are hexadecimal, so they hold no `_`.
  private static func documentID(of document: Document) -> String? {
    let id = document.metadata?.documentId ?? document.id
    return id?.split(separator: "_").last.map { $0.lowercased() }
  }
}
