import CSimdJSON

/// Cuts a source of text into batches of whole records, each with its number and place in the input.
///
/// A byte order mark of UTF-8 is passed over; UTF-16 and UTF-32 are refused (RFC 8259, section 8.1). Between two batches it
/// holds what was read beyond the first: less than a record and a block.
public struct RecordStream: ~Copyable {
  /// How much of the input is held at a time.
  public struct Limits: Sendable, Hashable {
    /// A longer record is reported as such and passed over without being kept.
    public var recordBytes: Int

    /// A batch ends with the block in which it reaches this size.
    public var batchBytes: Int

    /// 16 MiB a record and 256 KiB a batch unless said otherwise; at most 1 GiB and 64 MiB.
    public init(recordBytes: Int = 16 << 20, batchBytes: Int = 256 << 10) {
      self.recordBytes = min(max(recordBytes, 1), 1 << 30)
      self.batchBytes = min(max(batchBytes, 64), 64 << 20)
    }
  }

  /// The most bytes that are looked at to tell the form.
  private static let detectionBytes = 1 << 20

  /// How much of the input is held at a time.
  public let limits: Limits

  /// How the records are set apart; nil until enough of the text was seen.
  public private(set) var form: RecordForm?

  private let source: any ByteSource
  private var framing: any RecordFraming = LineFraming()

  /// The beginning of what belongs to the next batch, and where it stands in the input.
  private var carried: [UInt8] = []
  private var place = TextPlace()

  private var nextRecord = 0
  private var nextBatch = 0
  private var isAtEnd = false
  private var hasBegun = false
  private var failure: InputError?

  /// - Parameters:
  ///   - source: of text; compressed data is for ``ByteSource/decompressed()``.
  ///   - form: nil to tell it by the text's beginning.
  public init(_ source: any ByteSource, form: RecordForm? = nil, limits: Limits = Limits()) {
    self.source = source
    self.form = form
    self.limits = limits
  }

  /// Bytes of memory that are held between two batches.
  var heldBytes: Int { carried.capacity }

  /// Fills `batch` with the next records; false at the end, when there are none left.
  ///
  /// A batch may be small, where the source has nothing more to give for the moment; it may have no record at all.
  ///
  /// - Throws: when the input cannot be read on. All records before that place were given; the stream has ended.
  public mutating func read(into batch: inout RecordBatch) throws(InputError) -> Bool {
    batch.removeAll()
    if let failure { throw failure }
    do throws(InputError) { try fill(&batch) } catch {
      failure = error
      carried = []
      // What is whole goes first.
      if batch.recordCount == 0 { throw error }
    }
    guard batch.recordCount > 0 || batch.inputBytes > 0 else { return false }
    batch.number = nextBatch
    batch.firstRecord = nextRecord
    nextBatch += 1
    nextRecord += batch.recordCount
    return true
  }

  private mutating func fill(_ batch: inout RecordBatch) throws(InputError) {
    carried.withUnsafeBytes { batch.append($0) }
    carried.removeAll(keepingCapacity: true)
    if !hasBegun { try begin(&batch) }
    batch.start = place
    while true {
      let settled = try frame(&batch)
      let isEnough = !batch.spans.isEmpty && (batch.count >= limits.batchBytes || source.isWaiting)
      if isEnough || isAtEnd {
        settle(settled, &batch)
        return
      }
      if batch.spans.isEmpty {
        if batch.count - settled > limits.recordBytes {
          settle(settled, &batch)
          return try skip(&batch)
        }
        // White space must not fill the memory.
        if settled >= limits.batchBytes {
          settle(settled, &batch)
          batch.truncate(to: 0)
          carried.withUnsafeBytes { batch.append($0) }
          carried.removeAll(keepingCapacity: true)
          batch.start = place
        }
      }
      try readMore(&batch)
    }
  }

  private mutating func readMore(_ batch: inout RecordBatch) throws(InputError) {
    let source = self.source
    let count = try batch.append(upTo: limits.batchBytes) { buffer throws(InputError) in try source.read(into: buffer) }
    isAtEnd = count == 0
  }

  private mutating func frame(_ batch: inout RecordBatch) throws(InputError) -> Int {
    do { return try framing.frame(&batch, isAtEnd: isAtEnd) } catch { throw broken(error, batch) }
  }

  private func broken(_ error: BrokenStructure, _ batch: borrowing RecordBatch) -> InputError {
    var place = self.place
    place.advance(over: UnsafeRawBufferPointer(rebasing: batch.bytes.prefix(error.offset)))
    return InputError(.brokenStructure, error.message, at: place)
  }

  /// Ends the batch after `count` bytes and keeps the rest for the next one.
  private mutating func settle(_ count: Int, _ batch: inout RecordBatch) {
    carried.append(contentsOf: batch.bytes[count...])
    batch.truncate(to: count)
    place.advance(over: batch.bytes)
    batch.inputBytes += count
    framing.forget(count)
  }

  /// Passes over a record that is too long, whose beginning is what was carried; the batch is about it alone.
  private mutating func skip(_ batch: inout RecordBatch) throws(InputError) {
    let start = place
    carried.withUnsafeBytes { place.advance(over: $0) }
    batch.inputBytes += carried.count
    framing.forget(carried.count)
    carried = []
    while true {
      batch.truncate(to: 0)
      try readMore(&batch)
      let end: Int?
      do { end = try framing.endOfSkippedRecord(in: batch, isAtEnd: isAtEnd) } catch { throw broken(error, batch) }
      settle(end ?? batch.count, &batch)
      if end != nil { break }
    }
    batch.truncate(to: 0)
    batch.start = start
    batch.isOversized = true
  }

  // MARK: The beginning

  private mutating func begin(_ batch: inout RecordBatch) throws(InputError) {
    hasBegun = true
    while batch.count < TextEncoding.tellingBytes, !isAtEnd { try readMore(&batch) }
    let mark = try TextEncoding.checkedMark(of: batch.bytes)
    batch.removeFirst(mark)
    batch.inputBytes += mark
    while form == nil {
      let isWhole = isAtEnd || batch.count >= Self.detectionBytes
      form = RecordForm.detect(batch.bytes, isWhole: isWhole)
      if form == nil { try readMore(&batch) }
    }
    switch form {
    case .array: framing = ValueFraming(isArray: true)
    case .concatenated: framing = ValueFraming(isArray: false)
    default: framing = LineFraming()
    }
  }
}
