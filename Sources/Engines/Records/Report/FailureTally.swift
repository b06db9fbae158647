/// Counts of what is wrong with records, and a few of them; tallies of parts of a stream add up to that of the whole.
public struct FailureTally: Sendable, Hashable {
  /// How often each keyword was broken; ``QualityRule/wellFormed`` stands for text that is no JSON.
  public private(set) var violations: [String: Int] = [:]

  /// How often something was wrong with a field, by JSON pointer with `*` for array elements; at most 1,000 fields, the
  /// rest under ``QualityResult/otherFields``.
  public private(set) var fields: [String: Int] = [:]

  /// Failing records, the first few of every keyword.
  public private(set) var examples: QualityExamples

  private static let maximumFields = 1_000

  /// Of nothing.
  ///
  /// - Parameter maximumExamples: how many are kept altogether, a quarter of them of one keyword.
  public init(maximumExamples: Int) { examples = QualityExamples(limit: maximumExamples) }

  /// Adds the tally of another part of the stream.
  public static func += (tally: inout FailureTally, other: FailureTally) {
    tally.violations.merge(other.violations, uniquingKeysWith: +)
    for (field, count) in other.fields { tally.count(field, times: count) }
    for example in other.examples.all { tally.examples.add(example) }
  }

  /// - Parameters:
  ///   - number: of the record in the whole stream, counted from 1.
  ///   - text: the record as it was written, of which the example shows the beginning.
  /// - Returns: the failure if it is wanted for a line.
  mutating func add(
    _ violation: SchemaViolation, record number: Int, _ root: TapeValue, _ text: UnsafeRawBufferPointer,
    _ options: ReportOptions
  ) -> QualityExample? {
    violations[violation.keyword, default: 0] += 1
    count(Self.field(violation.pointer), times: 1)
    guard options.writesLines || examples.hasRoom(for: violation.keyword, record: number) else { return nil }
    let failure = QualityExample(
      record: number, key: options.failures.key(of: root), pointer: violation.pointer, rule: violation.keyword,
      sentence: violation.sentence, excerpt: RecordExcerpt.text(of: text, bytes: options.failures.excerptBytes))
    examples.add(failure)
    return options.writesLines ? failure : nil
  }

  /// Adds a record that is no JSON.
  mutating func addMalformed(
    record number: Int, _ message: String, _ text: UnsafeRawBufferPointer?, _ options: ReportOptions
  ) -> QualityExample? {
    violations[QualityRule.wellFormed, default: 0] += 1
    guard options.writesLines || examples.hasRoom(for: QualityRule.wellFormed, record: number) else { return nil }
    let failure = QualityExample(
      record: number, key: nil, pointer: JSONPointer(), rule: QualityRule.wellFormed, sentence: message,
      excerpt: text.flatMap { RecordExcerpt.text(of: $0, bytes: options.failures.excerptBytes) })
    examples.add(failure)
    return options.writesLines ? failure : nil
  }

  private mutating func count(_ field: String, times: Int) {
    if fields[field] != nil || fields.count < Self.maximumFields {
      fields[field, default: 0] += times
    } else {
      fields[QualityResult.otherFields, default: 0] += times
    }
  }

  /// A token that is an index may be that of an array.
  private static func field(_ pointer: JSONPointer) -> String {
    JSONPointer(tokens: pointer.tokens.map { JSONPointer.arrayIndex($0) == nil ? $0 : "*" }).description
  }
}
