/// How the keys of one dataset are written.
struct KeyRule: Sendable {
  private enum Form: Sendable {
    /// As the world says, so that other datasets can refer to the record.
    case world(DatasetType)
    case pattern(TextPattern, IndexScrambler, size: UInt64)
    case uuid
  }

  private let form: Form
  private let keys: RecordKeys
  /// Keys of hand-made records that brought their own, each with a number.
  private let taken: [[UInt8]: Int]
  private let count: Int

  init(_ template: TemplateDocument, keys: RecordKeys, taken: [[UInt8]], count: Int) throws(GenerationError) {
    self.keys = keys
    self.count = count
    var numbers: [[UInt8]: Int] = [:]
    for key in taken where numbers[key] == nil { numbers[key] = numbers.count }
    self.taken = numbers
    let field = template.fields.first { $0.name == OwnField.id.rawValue }
    guard template.metadata.datasetType == .custom, let field else {
      form = .world(template.metadata.datasetType)
      return
    }
    if let text = field.pattern {
      guard let pattern = try? TextPattern(text) else { throw .unwritableKey(pattern: text) }
      let size = pattern.distinctCount
      guard size >= UInt64(count + numbers.count) else { throw .tooFewKeys(pattern: text, wanted: count) }
      form = .pattern(pattern, IndexScrambler(size: size, key: UInt64(keys.number(ofItem: 0))), size: size)
    } else {
      form = field.format == .uuid ? .uuid : .world(.custom)
    }
  }

  /// Appends the key of record number `index`; no other index has it.
  func append(_ index: Int, to bytes: inout [UInt8]) {
    let start = bytes.count
    write(index, to: &bytes)
    guard !taken.isEmpty else { return }
    // Indices from `count` on are free, one for each key that is taken. At most one index leads to a taken key, so no spare
    // index is used twice and the search ends.
    while let number = taken[Array(bytes[start...])] {
      bytes.removeSubrange(start...)
      write(count + number, to: &bytes)
    }
  }

  private func write(_ index: Int, to bytes: inout [UInt8]) {
    switch form {
    case .world(let type): keys.append(type, index, to: &bytes)
    case .pattern(let pattern, let order, let size):
      let random = RandomSource(key: UInt64(index))
      var chooser = Chooser(rank: order(UInt64(index)), of: size, random: random)
      pattern.append(to: &bytes, &chooser)
    case .uuid:
      let number = UInt64(keys.number(ofItem: index))
      bytes.append(uuid: RandomSource.mixed(number), number)
    }
  }
}

extension [UInt8] {
  /// The 128 bits in the form of a random UUID (version 4): six bits are overwritten.
  mutating func append(uuid high: UInt64, _ low: UInt64) {
    let high = high & ~0xF000 | 0x4000
    let low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    for digit in 0..<32 {
      if digit == 8 || digit == 12 || digit == 16 || digit == 20 { append(UInt8(ascii: "-")) }
      let word = digit < 16 ? high : low
      let nibble = UInt8(truncatingIfNeeded: word >> UInt64(60 - digit % 16 * 4)) & 15
      append(nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10)
    }
  }
}
