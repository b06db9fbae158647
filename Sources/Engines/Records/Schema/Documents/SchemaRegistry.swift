/// All schemas that a compilation has seen: documents, the resources in them, and their anchors.
struct SchemaRegistry {
  struct AnchorKey: Hashable {
    let resource: Int
    let name: String
  }

  struct Anchor {
    let place: SchemaPlace
    let isDynamic: Bool
  }

  /// The anchor that stands for `$recursiveAnchor: true`; no schema can write it.
  static let recursiveAnchor = "\0"

  let options: SchemaOptions
  private(set) var resources: [SchemaResource] = []
  var warnings: [SchemaWarning] = []

  /// Values and URIs of documents; the first one is the schema that is compiled.
  private(set) var documents: [(uri: String, value: JSONValue)] = []

  /// Every place where a schema is known to stand, with its resource.
  private(set) var residence: [SchemaPlace: Int] = [:]

  private var resourceByURI: [String: Int] = [:]
  private var anchors: [AnchorKey: Anchor] = [:]
  private var rulings: [String: SchemaRuling] = [:]

  private static let maximumDocuments = 500
  private static let maximumSchemas = 500_000
  private static let maximumDepth = 512

  init(options: SchemaOptions) { self.options = options }

  /// The schemas of a document in the order in which they stand, the whole document first.
  mutating func add(_ value: JSONValue, at uri: String) throws(SchemaError) -> [SchemaSite] {
    let place = SchemaPlace(document: documents.count, pointer: JSONPointer())
    guard documents.count < Self.maximumDocuments else {
      throw error(.tooLarge, place, "there must not be more than \(Self.maximumDocuments) documents")
    }
    documents.append((uri, value))
    let ruling =
      try value["$schema"].map { text throws(SchemaError) in try self.ruling(text, at: place) }
      ?? SchemaRuling(options.dialect)
    resources.append(SchemaResource(uri: SchemaURI(uri), root: place, ruling: ruling))
    let resource = resources.count - 1
    if resourceByURI[uri] == nil { resourceByURI[uri] = resource }
    return try scan(SchemaSite(place: place, value: value, resource: resource))
  }

  func error(_ kind: SchemaError.Kind, _ place: SchemaPlace, _ message: String) -> SchemaError {
    let uri = place.document < documents.count ? documents[place.document].uri : ""
    return SchemaError(
      kind: kind, pointer: place.pointer, document: place.document == 0 ? nil : uri, message: message)
  }

  // MARK: Scanning

  /// Finds the schemas inside a schema; those are registered with their identifiers.
  mutating func scan(_ start: SchemaSite) throws(SchemaError) -> [SchemaSite] {
    var found: [SchemaSite] = []
    var open = [start]
    while var site = open.popLast() {
      guard residence.count < Self.maximumSchemas, site.place.pointer.tokens.count <= Self.maximumDepth else {
        throw error(.tooLarge, site.place, "the schema is too large or too deep")
      }
      guard residence[site.place] == nil else { continue }
      if let keywords = site.value.object { try identify(&site, keywords) }
      residence[site.place] = site.resource
      found.append(site)
      if let keywords = site.value.object { open += inner(site, keywords).reversed() }
    }
    return found
  }

  /// Registers the identifier and the anchors of a schema.
  private mutating func identify(_ site: inout SchemaSite, _ keywords: JSONObject) throws(SchemaError) {
    var ruling = resources[site.resource].ruling
    let isRoot = site.place.pointer.tokens.isEmpty
    let named = keywords["$id"]?.string ?? keywords["id"]?.string
    if !isRoot, named != nil, let text = keywords["$schema"] {
      ruling = try self.ruling(text, at: site.place)
    }
    let isHidden = ruling.dialect.isReferenceAlone && keywords["$ref"]?.string != nil
    if !isHidden, let text = keywords[ruling.dialect.identifierKeyword] {
      let place = site.place.appending(ruling.dialect.identifierKeyword)
      guard let text = text.string else { throw error(.invalidKeyword, place, "an identifier must be a URI reference") }
      try identify(&site, text, ruling, place)
    }
    guard ruling.dialect >= .draft2019_09 else { return }
    for keyword in ["$anchor", "$dynamicAnchor"] where ruling.keyword(keyword) != nil {
      guard let value = keywords[keyword] else { continue }
      let place = site.place.appending(keyword)
      guard let name = value.string, Self.isAnchor(name) else {
        throw error(
          .invalidKeyword, place, "\(keyword) must be a name of letters, digits, - _ and . such as \"person\"")
      }
      try addAnchor(name, of: site, isDynamic: keyword == "$dynamicAnchor", at: place)
    }
    if ruling.keyword("$recursiveAnchor") != nil, keywords["$recursiveAnchor"] == true,
      resources[site.resource].root == site.place
    {
      try addAnchor(Self.recursiveAnchor, of: site, isDynamic: true, at: site.place.appending("$recursiveAnchor"))
    }
  }

  private mutating func identify(
    _ site: inout SchemaSite, _ text: String, _ ruling: SchemaRuling, _ place: SchemaPlace
  ) throws(SchemaError) {
    let uri = resources[site.resource].uri.resolving(text)
    let fragment = uri.decodedFragment ?? ""
    guard fragment.isEmpty || ruling.dialect <= .draft7 else {
      throw error(
        .invalidKeyword, place, "an identifier must not have a fragment; use $anchor for a name in the schema")
    }
    if !text.hasPrefix("#") {
      let key = uri.withoutFragment
      if site.place.pointer.tokens.isEmpty {
        resources[site.resource].uri = SchemaURI(key)
      } else {
        resources.append(SchemaResource(uri: SchemaURI(key), root: site.place, ruling: ruling))
        site.resource = resources.count - 1
      }
      if let other = resourceByURI[key], resources[other].root != site.place {
        // A document may have come under two URIs.
        let document = resources[other].root.document
        guard document != site.place.document, documents[document].value == documents[site.place.document].value else {
          throw error(.duplicateIdentifier, place, "there is another schema with the identifier \(key)")
        }
      }
      resourceByURI[key] = site.resource
    }
    if !fragment.isEmpty, !fragment.hasPrefix("/") {
      try addAnchor(fragment, of: site, isDynamic: false, at: place)
    }
  }

  private mutating func addAnchor(
    _ name: String, of site: SchemaSite, isDynamic: Bool, at place: SchemaPlace
  ) throws(SchemaError) {
    let key = AnchorKey(resource: site.resource, name: name)
    if let other = anchors[key], other.place != site.place {
      throw error(.duplicateIdentifier, place, "there is another anchor \(name) in the same schema resource")
    }
    anchors[key] = Anchor(place: site.place, isDynamic: isDynamic || anchors[key]?.isDynamic == true)
  }

  private func inner(_ site: SchemaSite, _ keywords: JSONObject) -> [SchemaSite] {
    let ruling = resources[site.resource].ruling
    let isReference = ruling.dialect.isReferenceAlone && keywords["$ref"]?.string != nil
    var inner: [SchemaSite] = []
    func add(_ value: JSONValue, _ place: SchemaPlace) {
      guard value.object != nil || value.bool != nil else { return }
      inner.append(SchemaSite(place: place, value: value, resource: site.resource))
    }
    for (name, value) in keywords.members.lazy.map({ ($0.name, $0.value) }) {
      // Beside a `$ref` of the older drafts only definitions are reachable.
      guard let keyword = ruling.keyword(name), !isReference || name == "definitions" else { continue }
      let place = site.place.appending(name)
      switch (keyword.content, value) {
      case (.schema, _), (.schemaOrSchemas, .object), (.schemaOrSchemas, .bool): add(value, place)
      case (.schemas, .array(let values)), (.schemaOrSchemas, .array(let values)):
        for (index, value) in values.enumerated() { add(value, place.appending(index)) }
      case (.namedSchemas, .object(let object)), (.schemasOrNames, .object(let object)):
        for member in object { add(member.value, place.appending(member.name)) }
      default: break
      }
    }
    return inner
  }

  /// Clause 8.2.2 of the Core specification.
  private static func isAnchor(_ name: String) -> Bool {
    guard let first = name.utf8.first, (first | 0x20) &- 0x61 < 26 || first == UInt8(ascii: "_") else { return false }
    return name.utf8.allSatisfy { byte in
      (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: ".")
    }
  }

  // MARK: Looking up

  /// The anchor of a resource.
  func anchor(_ name: String, in resource: Int) -> Anchor? { anchors[AnchorKey(resource: resource, name: name)] }

  /// The resource of a URI without fragment; its document is read if need be.
  mutating func resource(_ uri: String, for place: SchemaPlace) throws(SchemaError) -> Int? {
    if let resource = resourceByURI[uri] { return resource }
    let document: JSONValue?
    do throws(SchemaFileError) {
      document = try options.documents.document(at: uri)
    } catch {
      throw self.error(.unresolvedReference, place, "\(uri) cannot be used: \(error.message)")
    }
    guard let document else { return nil }
    _ = try add(document, at: uri)
    return resourceByURI[uri]
  }

  /// The rules that `$schema` asks for.
  private mutating func ruling(_ value: JSONValue, at place: SchemaPlace) throws(SchemaError) -> SchemaRuling {
    let place = place.appending("$schema")
    guard let uri = value.string else { throw error(.invalidKeyword, place, "$schema must be the URI of a metaschema") }
    if let dialect = SchemaDialect(metaschema: uri) { return SchemaRuling(dialect) }
    if let known = rulings[uri] { return known }
    let ruling = try customRuling(uri, at: place)
    rulings[uri] = ruling
    return ruling
  }
}
