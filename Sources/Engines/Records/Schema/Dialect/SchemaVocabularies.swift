/// The groups of keywords that a dialect is made of (JSON Schema Core 2020-12, clause 8.1).
struct SchemaVocabularies: OptionSet, Sendable, Hashable {
  let rawValue: UInt16

  init(rawValue: UInt16) { self.rawValue = rawValue }

  static var core: Self { Self(rawValue: 1) }
  static var applicator: Self { Self(rawValue: 2) }
  static var unevaluated: Self { Self(rawValue: 4) }
  static var validation: Self { Self(rawValue: 8) }
  static var metaData: Self { Self(rawValue: 16) }
  static var formatAnnotation: Self { Self(rawValue: 32) }
  static var formatAssertion: Self { Self(rawValue: 64) }
  static var content: Self { Self(rawValue: 128) }

  /// Those of the standard metaschemas.
  static var standard: Self {
    [.core, .applicator, .unevaluated, .validation, .metaData, .formatAnnotation, .content]
  }

  /// The vocabulary of a URI; nil for one that this engine does not know.
  init?(uri: String, isRequired: Bool) {
    let prefixes = ["https://json-schema.org/draft/2020-12/vocab/", "https://json-schema.org/draft/2019-09/vocab/"]
    guard let prefix = prefixes.first(where: uri.hasPrefix) else { return nil }
    let isNewer = prefix == prefixes[0]
    switch uri.dropFirst(prefix.count) {
    case "core": self = .core
    case "applicator": self = isNewer ? .applicator : [.applicator, .unevaluated]
    case "unevaluated" where isNewer: self = .unevaluated
    case "validation": self = .validation
    case "meta-data": self = .metaData
    case "format-annotation" where isNewer: self = .formatAnnotation
    case "format-assertion" where isNewer: self = .formatAssertion
    // Up to 2019-09 formats are asserted when their vocabulary is required.
    case "format" where !isNewer: self = isRequired ? .formatAssertion : .formatAnnotation
    case "content": self = .content
    default: return nil
    }
  }
}

/// The rules that are in force for one schema resource.
struct SchemaRuling: Sendable, Hashable {
  var dialect: SchemaDialect
  var vocabularies: SchemaVocabularies

  init(_ dialect: SchemaDialect, _ vocabularies: SchemaVocabularies = .standard) {
    self.dialect = dialect
    self.vocabularies = vocabularies
  }

  /// The keyword of this name, if the dialect has it.
  func keyword(_ name: String) -> SchemaKeyword? {
    guard let keyword = SchemaKeyword.named(name), keyword.drafts.contains(dialect) else { return nil }
    return vocabularies.isDisjoint(with: keyword.vocabularies) ? nil : keyword
  }
}
