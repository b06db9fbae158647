/// Why a JSON Schema cannot be compiled, and where in the schema.
public struct SchemaError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, for programs.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// A known keyword with a value that makes no sense.
    case invalidKeyword
    /// A `pattern`, or a name of `patternProperties`, that is no regular expression (ECMA-262).
    case invalidPattern
    /// A `$schema` that names no known metaschema, or a metaschema that requires an unknown vocabulary.
    case unsupportedDialect
    /// A reference that leads nowhere.
    case unresolvedReference
    /// Two schemas or anchors of one name.
    case duplicateIdentifier
    /// A schema that applies itself to the same value again, without end.
    case endlessRecursion
    /// Too many schemas, documents or patterns, or too deep.
    case tooLarge
  }

  /// What is wrong, for programs.
  public let kind: Kind

  /// The keyword or schema.
  public let pointer: JSONPointer

  /// The document that the pointer leads into, by its URI; nil for the schema that is compiled.
  public let document: String?

  /// What is wrong and what would be right.
  public let message: String

  init(kind: Kind, pointer: JSONPointer, document: String? = nil, message: String) {
    self.kind = kind
    self.pointer = pointer
    self.document = document
    self.message = message
  }

  /// The place in the schema, and the message.
  public var description: String {
    let schema = document.map { "in the schema \($0)" } ?? "in the schema"
    return pointer.tokens.isEmpty ? "\(schema): \(message)" : "\(schema) at \(pointer): \(message)"
  }
}
