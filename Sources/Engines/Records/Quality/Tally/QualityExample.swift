/// One failure in one record, for a person to look at; never holds the offending value unless an excerpt is asked for.
public struct QualityExample: Sendable, Hashable, Codable {
  /// The position of the record in the stream, counted from 1.
  public var record: Int

  /// The record's key, shortened to 200 characters; nil if it has none.
  public var key: String?

  /// Where in the record.
  public var pointer: JSONPointer

  /// A keyword of JSON Schema or the name of a ``QualityRule``.
  public var rule: String

  /// What is wrong, for a person.
  public var sentence: String

  /// Of a value that is there twice: the first record that has it, counted from 1.
  public var earlier: Int?

  /// The beginning of the record as it was written, if the plan asks for excerpts; see
  /// ``QualityPlan/maximumExcerptBytes``.
  public var excerpt: String?

  /// - Parameter record: counted from 1.
  public init(
    record: Int, key: String?, pointer: JSONPointer, rule: String, sentence: String, earlier: Int? = nil,
    excerpt: String? = nil
  ) {
    self.record = record
    self.key = key
    self.pointer = pointer
    self.rule = rule
    self.sentence = sentence
    self.earlier = earlier
    self.excerpt = excerpt
  }

  static let longestKey = 200

  static func shortened(key: UnsafeBufferPointer<UInt8>) -> String {
    String(String(decoding: key.prefix(longestKey * 4), as: UTF8.self).prefix(longestKey))
  }
}

extension QualityExample: Comparable {
  /// By record, then by what is wrong with it.
  public static func < (left: QualityExample, right: QualityExample) -> Bool {
    guard left.record == right.record else { return left.record < right.record }
    guard left.rule == right.rule else { return left.rule < right.rule }
    return left.pointer.tokens.lexicographicallyPrecedes(right.pointer.tokens)
  }
}
