/// Why the input ends before its end; the records before the place are sound.
public struct InputError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of end it was.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// The file cannot be opened.
    case unopenable
    /// The system could not read on.
    case unreadable
    /// Compressed data that is not what it should be.
    case corruptCompression
    /// Compressed data that ends too early.
    case truncatedCompression
    /// A text that is not in UTF-8.
    case unsupportedEncoding
    /// An array of records, or a sequence of JSON texts, that does not go on as one.
    case brokenStructure
    /// There was no memory to read on.
    case outOfMemory
  }

  /// What kind of end it was; stable, for programs.
  public let kind: Kind

  /// What is wrong, where, and what would be right; holds no value of the text.
  public let message: String

  /// Where in the text; nil where the text was not reached.
  public let place: TextPlace?

  /// - Parameter place: where in the text; nil where the text was not reached.
  public init(_ kind: Kind, _ message: String, at place: TextPlace? = nil) {
    self.kind = kind
    self.message = message
    self.place = place
  }

  /// The message, behind the place if there is one: `line 3, column 14: …`.
  public var description: String { place.map { "\($0): \(message)" } ?? message }
}
