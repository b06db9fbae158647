import DataRecords
import GRDB

/// Searches the index, as one read transaction sees it.
struct Search {
  private let db: Database
  private let query: SearchQuery
  private let filters: Filters
  private let expression: FullTextQuery

  /// Title words weigh ten times as much as body words, the other fields three times.
  private static let rank = "bm25(words, 10.0, 1.0, 3.0)"

  /// Facets look at this many of the documents found.
  private static let facetLimit = 100_000

  init(_ db: Database, _ query: SearchQuery, now: Timestamp) throws {
    self.db = db
    self.query = query
    expression = FullTextQuery(query.text)
    var filters = Filters(viewer: query.viewer, now: now)
    filters.restrict(toDatasources: query.datasources)
    try filters.add(query.filters)
    try filters.add(anyOf: query.filterSets)
    filters.restrict(from: query.updatedFrom, before: query.updatedBefore)
    self.filters = filters
  }

  func run() throws -> SearchOutcome {
    guard expression.matchesEverything || !expression.terms.isEmpty else {
      return SearchOutcome(documents: [], hasMore: false, facets: [], total: 0, matchedAnyWord: false)
    }
    guard !expression.matchesEverything else { return try outcome(match: nil, matchedAnyWord: false) }
    let all = expression.all
    if expression.terms.count > 1, try ids(match: all, limit: 1, offset: 0).isEmpty {
      return try outcome(match: expression.any, matchedAnyWord: true)
    }
    return try outcome(match: all, matchedAnyWord: false)
  }

  private func outcome(match: String?, matchedAnyWord: Bool) throws -> SearchOutcome {
    let ids = try ids(match: match, limit: query.pageSize + 1, offset: query.offset)
    let documents = try ids.prefix(query.pageSize).compactMap { try document($0, match: match) }
    return SearchOutcome(
      documents: documents, hasMore: ids.count > query.pageSize,
      facets: try query.facetBuckets.map { try facets(match: match, buckets: $0) } ?? [],
      total: query.countsResults ? try total(match: match) : nil, matchedAnyWord: matchedAnyWord)
  }

  /// Everything after `SELECT …`: the rows of `live` that the viewer may see and that match.
  private func source(match: String?) -> (common: String, from: String, arguments: StatementArguments) {
    var conditions = filters.conditions
    var arguments = filters.arguments
    var common = ""
    if query.viewer != nil {
      common = "WITH RECURSIVE \(Viewer.permitted), \(Viewer.visible)"
      conditions.append("live.datasource_id IN (SELECT id FROM visible)")
      conditions.append("live.permission_set_id IN (SELECT id FROM permitted)")
    }
    var tables = "live"
    if let match {
      // The words come first: the match decides which rows are looked at.
      tables = "words CROSS JOIN live ON live.id = words.rowid"
      conditions.insert("words MATCH :match", at: 0)
      arguments += ["match": match]
    }
    let clause = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    return (common, "FROM \(tables)\(clause)", arguments)
  }

  private func ids(match: String?, limit: Int, offset: Int) throws -> [Int64] {
    let source = source(match: match)
    let order = match == nil ? "live.updated_at DESC, live.id" : "\(Self.rank), live.id"
    return try Int64.fetchAll(
      db, sql: "\(source.common) SELECT live.id \(source.from) ORDER BY \(order) LIMIT :limit OFFSET :offset",
      arguments: source.arguments + ["limit": limit, "offset": offset])
  }

  private func total(match: String?) throws -> Int {
    let source = source(match: match)
    return try Int.fetchOne(
      db, sql: "\(source.common) SELECT count(*) \(source.from)", arguments: source.arguments) ?? 0
  }
}

// MARK: - What was found

extension Search {
  private func document(_ id: Int64, match: String?) throws -> FoundDocument? {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT c.url, c.title, c.created_at, c.updated_at, c.author_name, c.author_email, c.metadata, c.properties,
            s.name AS datasource, s.config ->> 'connectorType' AS connector_type, t.name AS object_type, d.doc_id,
            substr(c.body, 1, 4000) AS beginning
          FROM live l JOIN content c ON c.id = l.id JOIN document d ON d.id = l.document_id
          JOIN datasource s ON s.id = l.datasource_id JOIN object_type t ON t.id = l.object_type_id
          WHERE l.id = ?
          """), arguments: [id])
    guard let row else { return nil }
    let marked = try match.flatMap { try snippet(id, match: $0) } ?? row["beginning"]
    let metadata: String = row["metadata"]
    let properties: String? = row["properties"]
    let author = UploadedDocument.Person(email: row["author_email"], name: row["author_name"])
    return FoundDocument(
      url: row["url"], title: row["title"], datasource: row["datasource"], objectType: row["object_type"],
      id: row["doc_id"], createdAt: row["created_at"], updatedAt: row["updated_at"],
      author: author == UploadedDocument.Person() ? nil : author,
      metadata: try JSONValue(wire: Array(metadata.utf8)),
      properties: try properties.map { try JSONValue(wire: Array($0.utf8)) },
      connectorType: row["connector_type"], snippet: Snippet(marked: marked, limit: query.snippetSize))
  }

  private func snippet(_ id: Int64, match: String) throws -> String? {
    let tokens = min(64, max(8, query.snippetSize / 5))
    return try String.fetchOne(
      db.cachedStatement(
        sql: "SELECT snippet(words, 1, ?, ?, '…', \(tokens)) FROM words WHERE words MATCH ? AND rowid = ?"),
      arguments: [String(Snippet.opening), String(Snippet.closing), match, id])
  }
}

// MARK: - Facets

extension Search {
  private func facets(match: String?, buckets: Int) throws -> [FoundFacet] {
    let source = source(match: match)
    let common = source.common.isEmpty ? "WITH" : source.common + ","
    let found = "\(common) found AS MATERIALIZED (SELECT live.* \(source.from) LIMIT \(Self.facetLimit))"
    let app = try Row.fetchAll(
      db,
      sql: """
        \(found) SELECT d.name AS value, count(*) AS count FROM found JOIN datasource d ON d.id = found.datasource_id
        GROUP BY d.id
        """, arguments: source.arguments)
    let type = try Row.fetchAll(
      db,
      sql: """
        \(found) SELECT t.name AS value, count(*) AS count FROM found JOIN object_type t ON t.id = found.object_type_id
        GROUP BY t.name
        """, arguments: source.arguments)
    let properties = try Row.fetchAll(
      db,
      sql: """
        \(found) SELECT p.key AS name, v.value AS value, count(*) AS count
        FROM found, json_each(found.properties) p, json_each(p.value) v WHERE found.properties IS NOT NULL
        GROUP BY p.key, v.value
        """, arguments: source.arguments)
    let byName = Dictionary(grouping: properties) { row -> String in row["name"] }
    return [facet("app", app, buckets), facet("type", type, buckets)].filter { !$0.buckets.isEmpty }
      + byName.keys.sorted().map { facet($0, byName[$0] ?? [], buckets) }
  }

  private func facet(_ name: String, _ rows: [Row], _ buckets: Int) -> FoundFacet {
    let values = rows.map { row -> (value: String, count: Int) in (row["value"], row["count"]) }
      .sorted { ($1.count, $0.value) < ($0.count, $1.value) }
    return FoundFacet(name: name, buckets: Array(values.prefix(buckets)), hasMore: values.count > buckets)
  }
}
