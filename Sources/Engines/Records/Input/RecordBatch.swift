import CSimdJSON

/// Some whole records of a text, one after the other, in memory that is used again for the next batch.
public struct RecordBatch: ~Copyable, @unchecked Sendable {  // The only owner of its memory.
  /// Where one record stands in the bytes of the batch.
  public struct Span: Sendable, Hashable, BitwiseCopyable {
    /// The record's first byte, counted from 0 in the bytes of the batch.
    public var offset: Int

    /// How many bytes it has, without the line end.
    public var count: Int
  }

  /// How many bytes behind the last one are readable, so that every record can be parsed in place.
  public static let padding = Int(max(tape_padding, structure_padding))

  /// The records; blank lines and what stands between the records are left out.
  public internal(set) var spans: [Span] = []

  /// The number of the batch, counted from 0.
  public internal(set) var number = 0

  /// The number of the first record in the whole input, counted from 0.
  public internal(set) var firstRecord = 0

  /// Where in the input the first byte of the batch stands.
  public internal(set) var start = TextPlace()

  /// Whether it stands for one record that was too long to be kept and begins at ``start``.
  public internal(set) var isOversized = false

  /// Bytes of the input that are accounted for with this batch: those of the records, and those between them.
  public internal(set) var inputBytes = 0

  private var storage = UnsafeMutableRawBufferPointer.allocate(byteCount: RecordBatch.padding, alignment: 64)
  private(set) var count = 0

  /// An empty batch, to be filled by ``RecordStream/read(into:)``.
  public init() {}

  deinit { storage.deallocate() }

  /// How many records there are.
  public var recordCount: Int { isOversized ? 1 : spans.count }

  /// Bytes of memory that it owns.
  var capacity: Int { storage.count + spans.capacity * MemoryLayout<Span>.stride }

  /// All bytes of the batch; ``padding`` more are readable. Valid until the batch is changed.
  public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: storage.prefix(count)) }

  /// The bytes of one record, valid until the batch is changed.
  public func record(_ span: Span) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: storage[span.offset..<span.offset + span.count])
  }

  // MARK: Filling

  mutating func removeAll() {
    spans.removeAll(keepingCapacity: true)
    isOversized = false
    inputBytes = 0
    count = 0
  }

  /// Appends bytes that `fill` writes, at most `limit`; gives what `fill` gives, the number of bytes.
  mutating func append<Failure: Error>(
    upTo limit: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
  ) throws(Failure) -> Int {
    reserve(count + limit)
    let added = try fill(UnsafeMutableRawBufferPointer(rebasing: storage[count..<count + limit]))
    count += added
    return added
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    reserve(count + bytes.count)
    UnsafeMutableRawBufferPointer(rebasing: storage[count...]).copyMemory(from: bytes)
    count += bytes.count
  }

  /// Forgets the bytes from `newCount` on.
  mutating func truncate(to newCount: Int) { count = newCount }

  mutating func removeFirst(_ removed: Int) {
    guard removed > 0 else { return }
    storage.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[removed..<count]))
    count -= removed
  }

  private mutating func reserve(_ bytes: Int) {
    guard storage.count < bytes + Self.padding else { return }
    let grown = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(bytes + Self.padding, count + count / 2), alignment: 64)
    grown.copyMemory(from: self.bytes)
    // The padding is read but never judged; it must only be the same from run to run.
    UnsafeMutableRawBufferPointer(rebasing: grown[count...]).initializeMemory(as: UInt8.self, repeating: 0)
    storage.deallocate()
    storage = grown
  }
}
