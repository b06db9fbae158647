import DataRecords

/// The registration of a custom datasource (`CustomDatasourceConfig`): the whole JSON as it came, and what the server
/// itself acts on.
struct DatasourceConfig: Sendable {
  var name: String
  var json: JSONValue
  var urlRegex: String?
  var isEntityDatasource: Bool
  var identityDatasourceName: String?
  /// The declared object types; an unnamed definition stands for every type and sets `acceptsAnyType`.
  var objectTypes: Set<String>
  var acceptsAnyType: Bool
  /// The custom properties that are offered as facets, in the order they are declared.
  var facetProperties: [String]

  /// The name that makes two datasources the same.
  var key: String { name.lowercased() }

  /// The name as the service itself writes it.
  var customName: String { Self.customName(name) }

  static func customName(_ name: String) -> String { "CUSTOM_\(name.uppercased())" }
}

extension DatasourceConfig {
  /// Reads the body of `/adddatasource`.
  ///
  /// - Throws: a refusal for unknown fields, wrong types, unknown enumeration values, names outside `[A-Za-z0-9]+` and
  ///   regular expressions that do not compile.
  init(_ body: JSONValue) throws(Refusal) {
    let fields = try JSONFields(body, known: Self.knownFields)
    name = try fields.requiredString("name")
    try Self.checkName(name)
    json = body
    urlRegex = try fields.string("urlRegex")
    if let urlRegex, !urlRegex.isEmpty { _ = try URLPattern(urlRegex) }
    isEntityDatasource = try fields.bool("isEntityDatasource") ?? false
    identityDatasourceName = try fields.string("identityDatasourceName")
    try Self.check(fields, "datasourceCategory", among: Self.categories)
    try Self.check(fields, "connectorType", among: Self.connectorTypes)
    for name in Self.textFields { _ = try fields.string(name) }
    for name in Self.flagFields { _ = try fields.bool(name) }
    for name in ["crawlerSeedUrls", "aliases"] { _ = try fields.strings(name) }
    for facet in try fields.strings("hideBuiltInFacets") ?? []
    where !["TYPE", "TAG", "AUTHOR", "OWNER"].contains(facet) {
      throw .invalid("hideBuiltInFacets: unknown value \(facet.prefix(100))")
    }
    for name in ["canonicalizingURLRegex", "canonicalizingTitleRegex", "quicklinks"] {
      _ = try fields.each(name) { (_) throws(Refusal) in }
    }

    let definitions = try fields.each("objectDefinitions") { (definition) throws(Refusal) in
      try ObjectDefinition(definition)
    }
    objectTypes = Set((definitions ?? []).compactMap(\.name))
    acceptsAnyType = (definitions ?? []).contains { $0.name == nil }
    facetProperties = (definitions ?? []).flatMap(\.facets).reduce(into: []) { names, name in
      if !names.contains(name) { names.append(name) }
    }
  }

  /// - Throws: a refusal for anything but letters and digits.
  static func checkName(_ name: String) throws(Refusal) {
    let isPlain = name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
    guard !name.isEmpty, isPlain, name.utf8.count <= 200 else {
      throw .invalid("Invalid datasource name: \(name.prefix(200)). A name has letters and digits only.")
    }
  }

  private struct ObjectDefinition {
    var name: String?
    var facets: [String]

    init(_ fields: JSONFields) throws(Refusal) {
      name = try fields.string("name")
      if let name { try DatasourceConfig.checkObjectType(name) }
      try DatasourceConfig.check(fields, "docCategory", among: DatasourceConfig.categories)
      let properties = try fields.each("propertyDefinitions") { (property) throws(Refusal) -> String? in
        try DatasourceConfig.check(property, "propertyType", among: DatasourceConfig.propertyTypes)
        let isHidden = try property.bool("hideUiFacet") ?? false
        return isHidden ? nil : try property.string("name")
      }
      facets = (properties ?? []).compactMap(\.self)
    }
  }

  /// - Throws: a refusal for names with a space or an underscore.
  static func checkObjectType(_ name: String) throws(Refusal) {
    guard !name.contains(where: { $0 == "_" || $0.isWhitespace }) else {
      throw .invalid("Object type \(name.prefix(200)) cannot have spaces or _.")
    }
  }

  private static func check(_ fields: JSONFields, _ name: String, among allowed: Set<String>) throws(Refusal) {
    guard let value = try fields.string(name), !allowed.contains(value) else { return }
    throw .invalid("\(name): unknown value \(value.prefix(100))")
  }

  private static let categories: Set<String> = [
    "UNCATEGORIZED", "TICKETS", "CRM", "PUBLISHED_CONTENT", "COLLABORATIVE_CONTENT", "QUESTION_ANSWER", "MESSAGING",
    "CODE_REPOSITORY", "CHANGE_MANAGEMENT", "PEOPLE", "EMAIL", "SSO", "ATS", "KNOWLEDGE_HUB", "EXTERNAL_SHORTCUT",
    "ENTITY", "CALENDAR", "AGENTS", "AI_CONVERSATION", "AI_ARTIFACT",
  ]
  private static let connectorTypes: Set<String> = [
    "API_CRAWL", "BROWSER_CRAWL", "BROWSER_HISTORY", "BUILTIN", "FEDERATED_SEARCH", "PUSH_API", "WEB_CRAWL",
    "NATIVE_HISTORY",
  ]
  private static let propertyTypes: Set<String> = [
    "TEXT", "DATE", "INT", "USERID", "PICKLIST", "TEXTLIST", "MULTIPICKLIST",
  ]
  private static let textFields: Set<String> = [
    "displayName", "iconUrl", "iconDarkUrl", "homeUrl", "suggestionText", "redlistTitleRegex", "renderConfigPreset",
    "productAccessGroup",
  ]
  private static let flagFields: Set<String> = [
    "isOnPrem", "trustUrlRegexForViewActivity", "includeUtmSource", "stripFragmentInCanonicalUrl",
    "isUserReferencedByEmail", "isTestDatasource",
  ]
  private static let knownFields = textFields.union(flagFields).union([
    "name", "datasourceCategory", "urlRegex", "objectDefinitions", "crawlerSeedUrls", "hideBuiltInFacets",
    "canonicalizingURLRegex", "canonicalizingTitleRegex", "connectorType", "quicklinks", "aliases",
    "identityDatasourceName", "isEntityDatasource",
  ])
}
