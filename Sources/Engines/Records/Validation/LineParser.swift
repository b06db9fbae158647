import CSimdJSON

/// Parses the records of a batch of lines in their order, with the structure of many short ones found in one go.
///
/// To be used by one thread at a time.
final class LineParser {
  enum Outcome {
    /// Valid until the next record.
    case read(TapeValue)
    /// Not acceptable, or with numbers that the quick tape does not hold.
    case refused
    /// To be parsed by itself.
    case untried
  }

  /// Nil when there was no memory for it.
  private let parser: OpaquePointer?
  private let longestRecord: Int
  private var hasLines = false

  init(_ limits: JSONLimits) {
    parser = line_parser_create(max(limits.maximumDepth, 0))
    longestRecord = limits.maximumBytes
  }

  deinit {
    if let parser { line_parser_destroy(parser) }
  }

  /// Goes on to another batch, which must stay as it is until its last record was parsed.
  func begin(_ batch: borrowing RecordBatch) {
    hasLines = batch.form == .ndjson && batch.count > 0
    guard hasLines, let parser, let bytes = batch.bytes.baseAddress else { return }
    line_parser_begin(parser, bytes.assumingMemoryBound(to: UInt8.self), batch.count)
  }

  @inline(__always)
  func parse(_ span: RecordBatch.Span) -> Outcome {
    guard hasLines, span.count <= longestRecord, let parser else { return .untried }
    var document = tape_document()
    switch line_parser_read(parser, span.offset, span.count, &document) {
    case line_read:
      guard let tape = document.tape, let strings = document.strings else { return .untried }
      return .read(TapeValue(tape: tape, strings: strings, index: 1))
    case line_refused: return .refused
    default: return .untried
    }
  }
}
