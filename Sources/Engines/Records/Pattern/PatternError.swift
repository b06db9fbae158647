/// Why a regular expression cannot be used, and where.
public struct PatternError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Characters before the error.
  public let position: Int

  public let message: String

  public var description: String { "at character \(position + 1): \(message)" }
}
