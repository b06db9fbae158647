import CSimdJSON

/// JSON values one after the other: the elements of one array, or whole texts in a row.
///
/// Only brackets, strings and commas are looked at; whether a record is JSON is for its parser to say.
struct ValueFraming: RecordFraming {
  /// What may come next, white space aside.
  private enum Expectation {
    case array
    case valueOrEnd
    case value
    case separator
    case end
  }

  private let isArray: Bool
  private var expectation: Expectation
  private var cursor = 0

  /// The record under way.
  private var start: Int?
  private var scan = structure_scan()
  private var isWord = false

  init(isArray: Bool) {
    self.isArray = isArray
    expectation = isArray ? .array : .valueOrEnd
  }

  mutating func frame(_ batch: inout RecordBatch, isAtEnd: Bool) throws(BrokenStructure) -> Int {
    let bytes = batch.bytes
    guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
    while true {
      if let start {
        guard try finishValue(base, bytes.count, isAtEnd: isAtEnd) else { return start }
        batch.spans.append(.init(offset: start, count: cursor - start))
      }
      cursor += structure_space_prefix(base + cursor, bytes.count - cursor)
      guard cursor < bytes.count else {
        if isAtEnd { try checkEnd() }
        return cursor
      }
      try step(base[cursor])
    }
  }

  mutating func endOfSkippedRecord(in batch: borrowing RecordBatch, isAtEnd: Bool) throws(BrokenStructure) -> Int? {
    let bytes = batch.bytes
    guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
    start = 0
    return try finishValue(base, bytes.count, isAtEnd: isAtEnd) ? cursor : nil
  }

  mutating func forget(_ count: Int) {
    cursor = max(cursor - count, 0)
    if let start { self.start = max(start - count, 0) }
  }

  // MARK: Steps

  /// Looks for the end of the record under way; what follows is for ``step(_:)``.
  private mutating func finishValue(
    _ base: UnsafePointer<UInt8>, _ count: Int, isAtEnd: Bool
  ) throws(BrokenStructure) -> Bool {
    if isWord {
      cursor += structure_word_prefix(base + cursor, count - cursor)
      if cursor == count, !isAtEnd { return false }
    } else {
      var isComplete: Int32 = 0
      cursor += structure_value_end(&scan, base + cursor, count - cursor, &isComplete)
      if isComplete == 0 {
        guard isAtEnd else { return false }
        let open = scan.depth == 1 ? "1 bracket is" : "\(scan.depth) brackets are"
        throw broken(
          scan.in_string != 0 ? "the input ends inside of a string" : "the input ends where \(open) still open")
      }
    }
    start = nil
    expectation = isArray ? .separator : .valueOrEnd
    return true
  }

  /// Passes over the byte between two records, or begins a record with it.
  private mutating func step(_ byte: UInt8) throws(BrokenStructure) {
    switch (expectation, byte) {
    case (.array, UInt8(ascii: "[")): expectation = .valueOrEnd
    case (.array, _): throw broken("the array of the records must begin here, with [")
    case (.separator, UInt8(ascii: ",")): expectation = .value
    case (.separator, UInt8(ascii: "]")): expectation = .end
    case (.valueOrEnd, UInt8(ascii: "]")) where isArray: expectation = .end
    case (.separator, _): throw broken("a comma or the closing bracket of the array of records must be here")
    case (.end, _):
      throw broken("the text goes on after the array of records; several texts in a row are of the form concatenated")
    case (_, UInt8(ascii: ",")), (_, UInt8(ascii: ":")), (_, UInt8(ascii: "]")), (_, UInt8(ascii: "}")):
      throw broken("a record must be here")
    default:
      start = cursor
      scan = structure_scan()
      isWord = byte != UInt8(ascii: "{") && byte != UInt8(ascii: "[") && byte != UInt8(ascii: "\"")
      return
    }
    cursor += 1
  }

  private func checkEnd() throws(BrokenStructure) {
    switch expectation {
    case .end: return
    case .valueOrEnd where !isArray: return
    case .array: throw broken("there is no array of records")
    default: throw broken("the input ends before the array of records does")
    }
  }

  private func broken(_ message: String) -> BrokenStructure { BrokenStructure(offset: cursor, message: message) }
}
