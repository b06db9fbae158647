/// The metaschemas of the standard, as they are published at their URIs.
enum Metaschemas {
  /// The document of a URI without fragment.
  static func document(at uri: String) -> JSONValue? {
    for documents in [draft2020_12, draft2019_09, older] {
      for (known, text) in documents where known == uri { return try? JSONValue(parsing: text) }
    }
    return nil
  }
}
