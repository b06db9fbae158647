/// Something in a schema that is allowed and probably not meant.
public struct SchemaWarning: Sendable, Hashable, Codable, CustomStringConvertible {
  /// The keyword.
  public let pointer: JSONPointer

  /// What it is, and what may have been meant: `tipe is not a keyword and checks nothing; did you mean "type"?`
  public let message: String

  /// `at /tipe: …`.
  public var description: String { "at \(pointer): \(message)" }
}
