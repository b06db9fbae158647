import DataRecords
import HTTPTypes
import Hummingbird

/// Search of the Platform API, `/api/search` (experimental).
struct PlatformRoutes {
  let sandbox: Sandbox

  func add(to router: RouterGroup<SandboxContext>) {
    router.post("search") { request, context in
      let viewer = try await sandbox.actingUser(of: request, context, for: .search)
      return try await search(request.json(), viewer: viewer)
    }
  }

  private func search(_ body: JSONValue, viewer: String) async throws -> Response {
    let query = try SearchQuery(platform: body, viewer: viewer)
    let now = sandbox.now
    let outcome = try await sandbox.store.read { db in try Search(db, query, now: now).run() }
    let cursor = SearchCursor(offset: query.offset + query.pageSize, of: body).text
    return .json([
      "results": .array(outcome.documents.map(result)),
      "has_more": .bool(outcome.hasMore),
      "next_cursor": outcome.hasMore ? .string(cursor) : .null,
      "request_id": .string(RequestIdentifier.fresh()),
      "warnings": [],
    ])
  }

  private func result(_ found: FoundDocument) -> JSONValue {
    .compact([
      "url": .string(found.url), "title": .string(found.title), "datasource": .string(found.datasource),
      "document_type": .string(found.objectType),
      "snippets": .array(found.snippet.map { [.string($0.text)] } ?? []),
      "created_at": found.createdAt.map { .string(Timestamp(seconds: $0).text) },
      "updated_at": .string(Timestamp(seconds: found.updatedAt).text),
    ])
  }
}

extension SearchQuery {
  /// Reads a search of the Platform API.
  init(platform body: JSONValue, viewer: String) throws(Refusal) {
    let fields = try JSONFields(
      body, known: ["query", "page_size", "cursor", "datasources", "filters", "time_range"])
    text = try Self.checked(try fields.required("query", try fields.string("query")))
    self.viewer = viewer
    pageSize = try Self.checkedPageSize(try fields.integer("page_size"), "page_size")
    snippetSize = 255
    offset = try fields.string("cursor").map { (text) throws(Refusal) in try SearchCursor(text, for: body).offset } ?? 0
    datasources = try fields.strings("datasources") ?? []
    filters =
      try fields.each("filters") { (filter) throws(Refusal) -> FacetFilter in
        let name = try filter.string("operator") ?? "EQUALS"
        guard let relation = FacetFilter.Relation(rawValue: name), relation != .idEquals else {
          throw Refusal(.badRequest, "operator: unknown value \(name.prefix(100))", code: "invalid_filter")
        }
        let values = try filter.required("values", try filter.strings("values"))
        return FacetFilter(
          field: try filter.requiredString("field"),
          values: values.map { FacetFilter.Value(text: $0, relation: relation) })
      } ?? []
    if let range = try fields.object("time_range") {
      updatedFrom = try Self.time(range, "start")
      updatedBefore = try Self.time(range, "end")
    }
  }

  private static func time(_ fields: JSONFields, _ name: String) throws(Refusal) -> Timestamp? {
    guard let text = try fields.string(name) else { return nil }
    guard let time = Timestamp(text) else {
      throw Refusal(
        .badRequest, "time_range.\(name) is not an RFC 3339 time: \(text.prefix(100))", code: "invalid_parameter")
    }
    return time
  }
}
