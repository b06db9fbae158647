/// One failure in one record, for a person to look at; never holds the offending value.
public struct QualityExample: Sendable, Hashable, Codable {
  /// The position of the record in the stream, counted from 1.
  public var record: Int

  /// The record's key, shortened to 200 characters; nil if it has none or it is no longer known.
  public var key: String?

  /// Where in the record.
  public var pointer: JSONPointer

  /// A keyword of JSON Schema or a name of ``QualityRule``.
  public var rule: String

  public var sentence: String
}

extension QualityExample: Comparable {
  public static func < (left: QualityExample, right: QualityExample) -> Bool {
    guard left.record == right.record else { return left.record < right.record }
    guard left.rule == right.rule else { return left.rule < right.rule }
    return left.pointer.tokens.lexicographicallyPrecedes(right.pointer.tokens)
  }
}
