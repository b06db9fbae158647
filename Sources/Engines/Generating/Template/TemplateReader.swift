import DataRecords

/// Reads the sections of one template and collects everything that is wrong with them.
struct TemplateReader {
  var findings: FindingList

  struct Content {
    var metadata: TemplateDocument.Metadata
    var fields: [FieldDefinition]
    var relationships: [Relationship]
    var search: SearchContract?
    var records: [JSONObject]
    var vocabulary: [WordList]
    var phrases: [WordList]
    var sampleQueries: [SampleQuery]
  }

  private static let sections = ["metadata", "schema", "data", "sample_queries"]

  /// Nil where a section is too broken to go on with.
  mutating func read(_ document: JSONValue, path: TemplatePath?) -> Content? {
    guard let root = ObjectReader(document, JSONPointer(), known: Self.sections, &findings) else { return nil }
    let metadata = section(root, "metadata").flatMap { readMetadata($0, path: path) }
    let schema = section(root, "schema").map { readSchema($0, type: metadata?.datasetType) }
    let data = section(root, "data").map { readData($0) }
    guard let metadata, let schema, let data else { return nil }

    checkSources(schema.fields, data)
    checkRecords(data.records, schema.fields, metadata.datasetType)
    let search = readSearch(root.object["schema"], schema.fields, metadata)
    let phrases = completePhrases(data, metadata)
    let queries = readQueries(root, data.records, metadata.datasetType)
    return Content(
      metadata: metadata, fields: schema.fields, relationships: schema.relationships, search: search,
      records: data.records, vocabulary: data.vocabulary, phrases: phrases, sampleQueries: queries)
  }

  private mutating func section(_ root: ObjectReader, _ name: String) -> JSONValue? {
    root.required(name, "object", &findings)
  }
}
