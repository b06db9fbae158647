/// Why a regular expression cannot be used, and where.
public struct PatternError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Characters before the error; 0 when it is the pattern as a whole.
  public let position: Int

  /// What is wrong and, where it is known, what would be right.
  public let message: String

  /// `at character 3: …`, counted from 1.
  public var description: String { "at character \(position + 1): \(message)" }

  static var tooLarge: PatternError { PatternError(position: 0, message: "the pattern is too large; repeat less") }
}
