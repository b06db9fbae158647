import CSimdJSON

/// The keys of all records as text, shortened, in the order of the records: so that a record that is found at fault at
/// the end can still be named.
///
/// A key takes its bytes and two or three more.
struct KeyTexts: Sendable {
  /// A longer key is cut here; examples show fewer characters.
  static let longestText = 800

  private static let blockSize = 64 << 10

  /// Texts of records from `first` to `last`, each as the distance to the record before (to `first - 1` for the first
  /// one), the number of bytes, and the bytes.
  struct Block: Sendable {
    enum Place: Sendable {
      case memory([UInt8])
      case file(SpillFile, Int)
    }

    var first: Int
    var last: Int
    var place: Place
    let byteCount: Int
  }

  /// In the order of the records, once the parts of the stream are all there.
  private(set) var blocks: [Block] = []

  private var open: [UInt8] = []
  private var openFirst = 0
  private var openLast = 0

  /// Bytes of memory.
  private(set) var memory = 0

  /// Puts down the key of a record that comes after all others so far.
  @inline(__always)
  mutating func append(_ text: UnsafeBufferPointer<UInt8>, record: Int) {
    if open.count >= Self.blockSize { close() }
    if open.isEmpty {
      openFirst = record
      openLast = record &- 1
      open.reserveCapacity(Self.blockSize + Self.longestText + 16)
    }
    Self.append(record &- openLast, to: &open)
    let text = UnsafeBufferPointer(rebasing: text.prefix(Self.longestText))
    Self.append(text.count, to: &open)
    open.append(contentsOf: text)
    openLast = record
  }

  /// Ends the block that is being filled.
  mutating func close() {
    guard !open.isEmpty else { return }
    blocks.append(Block(first: openFirst, last: openLast, place: .memory(open), byteCount: open.count))
    memory += open.count
    open = []
  }

  /// Adds a block that was read from somewhere; false if it is none, or does not come behind all others.
  mutating func append(_ bytes: [UInt8], first: Int, last: Int) -> Bool {
    close()
    var latest = first - 1
    guard first > 0, last >= first, last < 1 << 48, first > blocks.last?.last ?? 0,
      Self.forEach(in: bytes, from: first, { record, _ in latest = record }), latest == last
    else { return false }
    blocks.append(Block(first: first, last: last, place: .memory(bytes), byteCount: bytes.count))
    memory += bytes.count
    return true
  }

  /// Adds the texts of another part, whose records come after `records` others.
  mutating func add(_ other: KeyTexts, after records: Int) {
    close()
    for var block in other.blocks {
      block.first += records
      block.last += records
      blocks.append(block)
    }
    memory += other.memory
    // Parts that were read in turns are put in order.
    if zip(blocks, blocks.dropFirst()).contains(where: { $0.last > $1.first }) {
      blocks.sort { $0.first < $1.first }
    }
  }

  /// Moves what is in memory to the file.
  mutating func spill(to file: SpillFile) throws(SpillError) {
    close()
    for index in blocks.indices {
      guard case .memory(let bytes) = blocks[index].place else { continue }
      let offset = file.reserve(bytes.count)
      try bytes.withBytes { bytes throws(SpillError) in try file.write(bytes, at: offset) }
      blocks[index].place = .file(file, offset)
    }
    memory = 0
  }

  /// The texts of some records, which are given in ascending order.
  func texts(of records: [Int]) throws(SpillError) -> [Int: String] {
    var texts: [Int: String] = [:]
    var next = records[...]
    for block in blocks {
      next = next.drop { $0 < block.first }
      guard let wanted = next.first, wanted <= block.last else { continue }
      let bytes = try block.bytes()
      Self.forEach(in: bytes, from: block.first) { record, range in
        next = next.drop { $0 < record }
        if next.first == record {
          texts[record] = bytes[range].withUnsafeBufferPointer { QualityExample.shortened(key: $0) }
        }
      }
    }
    return texts
  }

  // MARK: Reading and writing

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    var rest = UInt64(truncatingIfNeeded: number)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest &>>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// The number at a position, and the position behind it; nil where there is none.
  private static func number(in bytes: [UInt8], at start: Int) -> (number: Int, end: Int)? {
    var number: UInt64 = 0
    var position = start
    while position < bytes.count, position - start < 9 {
      number |= UInt64(bytes[position] & 0x7F) << UInt64(7 * (position - start))
      position += 1
      if bytes[position - 1] < 0x80 { return (Int(truncatingIfNeeded: number), position) }
    }
    return nil
  }

  /// Calls `body` with every record and the place of its text; false if the bytes are no block.
  @discardableResult
  static func forEach(in bytes: [UInt8], from first: Int, _ body: (Int, Range<Int>) -> Void) -> Bool {
    var position = 0
    var record = first - 1
    while position < bytes.count {
      guard let distance = number(in: bytes, at: position), let count = number(in: bytes, at: distance.end),
        distance.number > 0, count.number <= longestText, count.end + count.number <= bytes.count,
        !record.addingReportingOverflow(distance.number).overflow
      else { return false }
      record += distance.number
      body(record, count.end..<count.end + count.number)
      position = count.end + count.number
    }
    return true
  }
}

extension KeyTexts.Block {
  func bytes() throws(SpillError) -> [UInt8] {
    switch place {
    case .memory(let bytes): return bytes
    case .file(let file, let offset):
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: 1)
      defer { buffer.deallocate() }
      try file.read(buffer, at: offset)
      return Array(buffer)
    }
  }
}

extension KeyTexts {
  /// Whether both hold the same texts of the same records; blocks may be cut differently.
  func holdsTheSame(as other: KeyTexts) throws(SpillError) -> Bool {
    var left = Reader(self)
    var right = Reader(other)
    while let entry = try left.next() {
      guard let other = try right.next(), other.record == entry.record, other.text == entry.text else { return false }
    }
    return try right.next() == nil
  }

  /// Gives the texts one by one.
  struct Reader {
    private var blocks: ArraySlice<Block>
    private var bytes: [UInt8] = []
    private var entries: ArraySlice<(record: Int, range: Range<Int>)> = []

    init(_ texts: KeyTexts) { blocks = texts.blocks[...] }

    mutating func next() throws(SpillError) -> (record: Int, text: ArraySlice<UInt8>)? {
      while entries.isEmpty {
        guard let block = blocks.popFirst() else { return nil }
        bytes = try block.bytes()
        var found: [(record: Int, range: Range<Int>)] = []
        KeyTexts.forEach(in: bytes, from: block.first) { found.append(($0, $1)) }
        entries = found[...]
      }
      return entries.popFirst().map { ($0.record, bytes[$0.range]) }
    }
  }
}
