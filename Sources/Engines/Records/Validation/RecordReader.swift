/// Reads one record after the other and validates it: a parser and a validator in one value, for one thread.
struct RecordReader: ~Copyable {
  let parser: JSONParser
  let maximumRecordBytes: Int

  /// What it found about the last record.
  var validator: SchemaValidator

  /// Whether the schema allows the last record.
  private(set) var isValid = false

  /// Whether an object of the last record may have a name twice; if not, the schema has named them all.
  var mayRepeatNames: Bool { !isValid || validator.leavesNames || !validator.duplicates.isEmpty }

  private let explains: Bool

  /// - Parameters:
  ///   - maximumViolations: after how many the rest of a record is not looked at.
  ///   - explains: whether it is wanted what is wrong with a record; its verdict alone is quicker.
  init(_ program: SchemaProgram, maximumRecordBytes: Int, maximumViolations: Int, explains: Bool = true) {
    parser = JSONParser(limits: JSONLimits(maximumBytes: maximumRecordBytes))
    validator = SchemaValidator(program, maximumViolations: maximumViolations)
    self.maximumRecordBytes = maximumRecordBytes
    self.explains = explains
  }

  /// The record as it was validated, valid until the next one; nil if it is no JSON.
  ///
  /// - Parameter isPadded: whether 64 bytes behind the record are readable.
  mutating func read(_ record: UnsafeRawBufferPointer, isPadded: Bool) -> TapeValue? {
    if let root = parser.parse(record, isPadded: isPadded) { return judged(root, record) }
    return parser.isOutOfMemory ? nil : readExactly(record)
  }

  @inline(__always)
  private mutating func judged(_ root: TapeValue, _ record: UnsafeRawBufferPointer) -> TapeValue {
    judge(root)
    guard validator.sawDouble, parser.needsExactness(record), let exact = parser.parseExactly(record) else {
      return root
    }
    judge(exact)
    return exact
  }

  /// Numbers beyond 64 bits are all that the quick reading cannot do.
  private mutating func readExactly(_ record: UnsafeRawBufferPointer) -> TapeValue? {
    guard let exact = parser.parseExactly(record) else { return nil }
    judge(exact)
    return exact
  }

  /// The record once more, with all numbers exact, for those who look at them closely; `root` if it is exact already.
  mutating func readExactly(_ root: TapeValue, _ record: UnsafeRawBufferPointer) -> TapeValue {
    guard !validator.sawDouble, parser.needsExactness(record), let exact = parser.parseExactly(record) else {
      return root
    }
    judge(exact)
    return exact
  }

  @inline(__always)
  private mutating func judge(_ root: TapeValue) {
    isValid = explains ? validator.validate(root) : validator.accepts(root)
  }

  /// Why ``read(_:isPadded:)`` gave nil; the place is one in the record.
  func failure(of record: UnsafeRawBufferPointer) -> JSONError {
    guard record.count <= maximumRecordBytes else { return Self.tooLarge(maximumRecordBytes) }
    return parser.failure(of: record)
  }

  static func tooLarge(_ maximum: Int) -> JSONError {
    JSONError(
      kind: .tooLarge, offset: 0, line: 1, column: 1, message: "the record is longer than the limit, \(maximum) bytes")
  }
}
