/// Where a schema or a keyword stands: a document and the way into it.
struct SchemaPlace: Sendable, Hashable {
  var document: Int
  var pointer: JSONPointer

  func appending(_ token: String) -> SchemaPlace { SchemaPlace(document: document, pointer: pointer.appending(token)) }
  func appending(_ index: Int) -> SchemaPlace { SchemaPlace(document: document, pointer: pointer.appending(index)) }

  /// Of the ways into one document, from the longest to the empty one.
  var enclosing: some Sequence<SchemaPlace> {
    (0...pointer.tokens.count).reversed().lazy.map { [self] count in
      SchemaPlace(document: document, pointer: JSONPointer(tokens: Array(pointer.tokens.prefix(count))))
    }
  }
}

/// A schema that was found, with the resource that it belongs to.
struct SchemaSite: Sendable {
  var place: SchemaPlace
  var value: JSONValue
  var resource: Int
}

/// A schema with a URI of its own, or a whole document.
struct SchemaResource: Sendable {
  var uri: SchemaURI
  var root: SchemaPlace
  var ruling: SchemaRuling
}
