/// Why a JSON Schema cannot be compiled, and where in the schema.
public struct SchemaError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Kind: String, Sendable, Hashable, Codable {
    /// A keyword that this validator does not know; it is refused because it might change the verdict.
    case unsupportedKeyword
    /// A known keyword with a value that makes no sense.
    case invalidKeyword
    case invalidPattern
    case unsupportedFormat
    case unsupportedDialect
    case tooLarge
  }

  public let kind: Kind

  /// The keyword or schema.
  public let pointer: JSONPointer

  public let message: String

  public var description: String {
    pointer.tokens.isEmpty ? "in the schema: \(message)" : "in the schema at \(pointer): \(message)"
  }
}
