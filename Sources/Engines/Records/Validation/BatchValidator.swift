/// Validates batch after batch for one thread: counts, and writes the lines that are wanted.
struct BatchValidator: ~Copyable {
  private let program: SchemaProgram
  private let output: ValidationOptions.Output
  private var reader: RecordReader
  private let duplicateNames = DuplicateNames()
  private let maximumWarnings: Int

  /// Of all batches so far.
  private(set) var summary = ValidationSummary()

  /// The lines about the batch, as far as they were not taken.
  var verdicts = VerdictWriter()

  init(_ schema: RecordSchema, _ options: ValidationOptions) {
    program = schema.program
    output = options.output
    maximumWarnings = options.maximumErrors
    reader = RecordReader(
      program, maximumRecordBytes: options.limits.recordBytes, maximumViolations: options.maximumErrors,
      explains: output != .summary)
    // A name that is there twice leaves open what the record says, but breaks no keyword.
    reader.validator.refusesDuplicateNames = false
  }

  /// - Parameter flush: called between two records when much was written.
  mutating func validate(
    _ batch: borrowing RecordBatch, flush: (inout VerdictWriter) -> Void
  ) throws(InputError) {
    summary.bytes += batch.inputBytes
    var record = batch.firstRecord
    if batch.isOversized {
      malformed(record, RecordReader.tooLarge(reader.maximumRecordBytes), at: batch.start)
    }
    var position = RecordPosition(batch)
    for index in batch.spans.indices {
      let span = batch.spans[index]
      let bytes = batch.record(span)
      if let root = reader.read(bytes, isPadded: true) {
        judge(root, record)
      } else {
        let error = reader.failure(of: bytes)
        guard error.kind != .outOfMemory else { throw InputError(.outOfMemory, error.message) }
        malformed(record, error, at: position.place(of: span.offset, in: batch))
      }
      if verdicts.byteCount > 1 << 20 { flush(&verdicts) }
      record &+= 1
    }
  }

  private mutating func judge(_ root: TapeValue, _ record: Int) {
    summary.records &+= 1
    if reader.isValid { summary.valid &+= 1 } else { summary.invalid &+= 1 }
    let duplicates = duplicateNames.places(in: root, atMost: maximumWarnings)
    summary.duplicateNames &+= duplicates.count
    switch output {
    case .summary: return
    case .failures: if reader.isValid { return }
    case .verdicts: if reader.isValid, duplicates.isEmpty { return verdicts.valid(record) }
    }
    let program = self.program
    let errors = reader.isValid ? [] : reader.validator.failures.map { program.violation($0, in: root) }
    verdicts.judged(record, errors: errors, duplicates: duplicates.map { root.pointer(toMemberNameAt: $0) })
  }

  private mutating func malformed(_ record: Int, _ error: JSONError, at place: TextPlace) {
    summary.records += 1
    summary.malformed += 1
    guard output != .summary else { return }
    verdicts.malformed(record, error.message, at: place.adding(TextPlace(line: error.line, column: error.column)))
  }
}

/// Where in the input the records of a batch stand, asked for in their order.
private struct RecordPosition {
  private var offset = 0
  private var place: TextPlace

  init(_ batch: borrowing RecordBatch) { place = batch.start }

  mutating func place(of next: Int, in batch: borrowing RecordBatch) -> TextPlace {
    place.advance(over: UnsafeRawBufferPointer(rebasing: batch.bytes[offset..<next]))
    offset = next
    return place
  }
}
