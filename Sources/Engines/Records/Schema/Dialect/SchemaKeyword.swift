/// A keyword of JSON Schema: where it belongs and what stands inside it.
struct SchemaKeyword: Sendable {
  /// Which schemas a keyword holds.
  enum Content: Sendable {
    case none, schema, schemas, namedSchemas
    /// `items` up to 2019-09.
    case schemaOrSchemas
    /// `dependencies`: schemas or arrays of names.
    case schemasOrNames
  }

  let name: String
  let content: Content
  let vocabularies: SchemaVocabularies
  let drafts: ClosedRange<SchemaDialect>

  static func named(_ name: String) -> SchemaKeyword? { byName[name] }

  static var names: some Sequence<String> { byName.keys }

  private init(
    _ name: String, _ content: Content, _ vocabularies: SchemaVocabularies, _ drafts: ClosedRange<SchemaDialect>
  ) {
    self.name = name
    self.content = content
    self.vocabularies = vocabularies
    self.drafts = drafts
  }

  private static let byName: [String: SchemaKeyword] = {
    var table: [String: SchemaKeyword] = [:]
    func add(
      _ names: String, _ content: Content, _ vocabularies: SchemaVocabularies,
      from first: SchemaDialect = .draft4, to last: SchemaDialect = .draft2020_12
    ) {
      for name in names.split(separator: " ") {
        table[String(name)] = SchemaKeyword(String(name), content, vocabularies, first...last)
      }
    }
    add("$schema $ref", .none, .core)
    add("definitions", .namedSchemas, .core)
    add("id", .none, .core, to: .draft4)
    add("$id", .none, .core, from: .draft6)
    add("$comment", .none, .core, from: .draft7)
    add("$anchor $vocabulary", .none, .core, from: .draft2019_09)
    add("$defs", .namedSchemas, .core, from: .draft2019_09)
    add("$recursiveRef $recursiveAnchor", .none, .core, from: .draft2019_09, to: .draft2019_09)
    add("$dynamicRef $dynamicAnchor", .none, .core, from: .draft2020_12)

    add("properties patternProperties", .namedSchemas, .applicator)
    add("additionalProperties not", .schema, .applicator)
    add("allOf anyOf oneOf", .schemas, .applicator)
    add("items", .schemaOrSchemas, .applicator)
    add("additionalItems", .schema, .applicator, to: .draft2019_09)
    add("dependencies", .schemasOrNames, .applicator)
    add("contains propertyNames", .schema, .applicator, from: .draft6)
    add("if then else", .schema, .applicator, from: .draft7)
    add("dependentSchemas", .namedSchemas, .applicator, from: .draft2019_09)
    add("prefixItems", .schemas, .applicator, from: .draft2020_12)
    add("unevaluatedItems unevaluatedProperties", .schema, .unevaluated, from: .draft2019_09)

    add("type enum multipleOf minimum maximum exclusiveMinimum exclusiveMaximum", .none, .validation)
    add("minLength maxLength pattern minItems maxItems uniqueItems", .none, .validation)
    add("minProperties maxProperties required", .none, .validation)
    add("const", .none, .validation, from: .draft6)
    add("minContains maxContains dependentRequired", .none, .validation, from: .draft2019_09)

    add("format", .none, [.formatAnnotation, .formatAssertion])
    add("title description default examples deprecated readOnly writeOnly", .none, .metaData)
    add("contentEncoding contentMediaType", .none, .content, from: .draft7)
    add("contentSchema", .schema, .content, from: .draft2019_09)
    return table
  }()
}
