extension SchemaRegistry {
  /// What a reference leads to.
  struct Target {
    var site: SchemaSite
    /// The name of the dynamic anchor by which it was found.
    var dynamicAnchor: String?
  }

  /// Finds the schema that a `$ref` means.
  ///
  /// - Throws: ``SchemaError`` at the place of the reference.
  mutating func resolve(_ reference: String, from resource: Int, at place: SchemaPlace) throws(SchemaError) -> Target {
    let uri = resources[resource].uri.resolving(reference)
    let key = uri.withoutFragment
    let isLocal = reference.isEmpty || reference.hasPrefix("#")
    guard let fragment = uri.decodedFragment else {
      throw error(.invalidKeyword, place, "the fragment of \(reference) is not well escaped")
    }
    guard let found = isLocal ? resource : try self.resource(key, for: place) else {
      throw error(
        .unresolvedReference, place,
        "there is no schema \(key); give its document, or map the folder that holds it to a prefix of the URI")
    }
    if fragment.isEmpty { return Target(site: try site(at: resources[found].root, in: found, reference, place)) }
    if fragment.hasPrefix("/"), let pointer = JSONPointer(fragment) {
      let root = resources[found].root
      let target = SchemaPlace(
        document: root.document, pointer: JSONPointer(tokens: root.pointer.tokens + pointer.tokens))
      return Target(site: try site(at: target, in: found, reference, place))
    }
    guard let anchor = anchor(fragment, in: found) else {
      throw error(.unresolvedReference, place, "there is no anchor \(fragment) in the schema that \(reference) names")
    }
    return Target(
      site: try site(at: anchor.place, in: found, reference, place), dynamicAnchor: anchor.isDynamic ? fragment : nil)
  }

  /// The schema at a place, wherever that is in a document.
  private mutating func site(
    at target: SchemaPlace, in resource: Int, _ reference: String, _ place: SchemaPlace
  ) throws(SchemaError) -> SchemaSite {
    guard let value = target.pointer.resolve(in: documents[target.document].value) else {
      throw error(.unresolvedReference, place, "\(reference) leads nowhere")
    }
    guard value.object != nil || value.bool != nil else {
      throw error(.unresolvedReference, place, "\(reference) leads to a \(value.kindName), which is no schema")
    }
    if let resource = residence[target] { return SchemaSite(place: target, value: value, resource: resource) }
    // Under a keyword that holds no schemas: the nearest schema around it gives the base.
    let around = target.enclosing.lazy.compactMap { [residence] in residence[$0] }.first ?? resource
    let site = SchemaSite(place: target, value: value, resource: around)
    return try scan(site).first ?? site
  }

  /// The schema that an anchor names.
  func site(of anchor: Anchor, in resource: Int) -> SchemaSite {
    let value = anchor.place.pointer.resolve(in: documents[anchor.place.document].value) ?? true
    return SchemaSite(place: anchor.place, value: value, resource: residence[anchor.place] ?? resource)
  }
}
