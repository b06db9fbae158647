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
  private var verdicts = VerdictWriter()

  /// What a report wants to know.
  private(set) var gathering: FailureGathering?

  init(_ schema: RecordSchema, _ options: ValidationOptions) {
    program = schema.program
    output = options.output
    maximumWarnings = options.maximumErrors
    reader = RecordReader(
      program, maximumRecordBytes: options.limits.recordBytes, maximumViolations: options.maximumErrors,
      explains: output != .summary || options.report != nil)
    gathering = options.report.map { FailureGathering($0) }
    // A name that is there twice leaves open what the record says, but breaks no keyword.
    reader.validator.refusesDuplicateNames = false
  }

  /// What was written since it was last taken.
  mutating func take() -> ReportedLines {
    ReportedLines(verdicts: verdicts.take(), failures: gathering?.lines.take() ?? [])
  }

  /// - Parameter flush: called between two records when much was written.
  mutating func validate(
    _ batch: borrowing RecordBatch, flush: (ReportedLines) -> Void
  ) throws(InputError) {
    summary.bytes += batch.inputBytes
    var record = batch.firstRecord
    if batch.isOversized {
      malformed(record, RecordReader.tooLarge(reader.maximumRecordBytes), at: batch.start, nil)
    }
    var position = RecordPosition(batch)
    for index in batch.spans.indices {
      let span = batch.spans[index]
      let bytes = batch.record(span)
      if let root = reader.read(bytes, isPadded: true) {
        // A profile looks at every number, the schema perhaps not.
        judge(gathering?.profile == nil ? root : reader.readExactly(root, bytes), record, bytes)
      } else {
        let error = reader.failure(of: bytes)
        guard error.kind != .outOfMemory else { throw InputError(.outOfMemory, error.message) }
        malformed(record, error, at: position.place(of: span.offset, in: batch), bytes)
      }
      if verdicts.byteCount + (gathering?.lines.byteCount ?? 0) > 1 << 20 { flush(take()) }
      record &+= 1
    }
  }

  private mutating func judge(_ root: TapeValue, _ record: Int, _ text: UnsafeRawBufferPointer) {
    summary.records &+= 1
    if reader.isValid { summary.valid &+= 1 } else { summary.invalid &+= 1 }
    let duplicates = reader.mayRepeatNames ? duplicateNames.places(in: root, atMost: maximumWarnings) : []
    summary.duplicateNames &+= duplicates.count
    let isTold =
      switch output {
      case .summary: false
      case .failures: !reader.isValid
      case .verdicts: true
      }
    if isTold, reader.isValid, duplicates.isEmpty { verdicts.valid(record) }
    let needsErrors = !reader.isValid && (isTold || gathering != nil)
    let program = self.program
    let errors = needsErrors ? reader.validator.failures.map { program.violation($0, in: root) } : []
    if isTold, !reader.isValid || !duplicates.isEmpty {
      verdicts.judged(record, errors: errors, duplicates: duplicates.map { root.pointer(toMemberNameAt: $0) })
    }
    gathering?.add(root, errors, record: record, text)
  }

  private mutating func malformed(
    _ record: Int, _ error: JSONError, at place: TextPlace, _ text: UnsafeRawBufferPointer?
  ) {
    summary.records += 1
    summary.malformed += 1
    guard output != .summary || gathering != nil else { return }
    let place = place.adding(TextPlace(line: error.line, column: error.column))
    if output != .summary { verdicts.malformed(record, error.message, at: place) }
    gathering?.addMalformed(record: record, "\(place): \(error.message)", text)
  }
}

/// Lines that were written about some records.
struct ReportedLines {
  var verdicts: [UInt8] = []
  var failures: [UInt8] = []
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
