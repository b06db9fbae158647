extension SchemaRegistry {
  /// The rules of a metaschema that is none of the standard ones (Core 2020-12, clause 8.1.2).
  func customRuling(_ uri: String, at place: SchemaPlace) throws(SchemaError) -> SchemaRuling {
    var seen: Set<String> = []
    var next = uri
    while true {
      if let dialect = SchemaDialect(metaschema: next) { return SchemaRuling(dialect) }
      guard seen.insert(next).inserted, seen.count <= 16, let metaschema = try metaschema(next, at: place) else {
        let known = SchemaDialect.allCases.map(\.metaschema).joined(separator: ", ")
        throw error(
          .unsupportedDialect, place, "there is no metaschema \(next); give its document, or use one of \(known)")
      }
      let base = metaschema["$schema"]?.string
      if let vocabularies = metaschema["$vocabulary"]?.object {
        return try ruling(vocabularies, base: base, of: next, at: place)
      }
      // Without vocabularies of its own it changes nothing that a validator knows.
      guard let base else { return SchemaRuling(options.dialect) }
      next = base
    }
  }

  private func metaschema(_ uri: String, at place: SchemaPlace) throws(SchemaError) -> JSONValue? {
    do throws(SchemaFileError) {
      return try options.documents.document(at: SchemaURI(uri).withoutFragment)
    } catch {
      throw self.error(.unsupportedDialect, place, "the metaschema \(uri) cannot be used: \(error.message)")
    }
  }

  private func ruling(
    _ vocabularies: JSONObject, base: String?, of uri: String, at place: SchemaPlace
  ) throws(SchemaError) -> SchemaRuling {
    var known: SchemaVocabularies = .core
    var dialect = base.flatMap(SchemaDialect.init(metaschema:)) ?? options.dialect
    for vocabulary in vocabularies {
      let isRequired = vocabulary.value == true
      if let vocabularies = SchemaVocabularies(uri: vocabulary.name, isRequired: isRequired) {
        known.formUnion(vocabularies)
        if vocabulary.name.contains("/2019-09/") { dialect = .draft2019_09 }
        if vocabulary.name.contains("/2020-12/") { dialect = .draft2020_12 }
      } else if isRequired {
        throw error(
          .unsupportedDialect, place,
          "the metaschema \(uri) requires the vocabulary \(vocabulary.name), "
            + "which is not known here")
      }
    }
    return SchemaRuling(dialect, known)
  }
}
