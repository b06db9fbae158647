/// A set of Unicode scalars as ranges of code points.
struct ScalarSet {
  private(set) var ranges: [ClosedRange<UInt32>] = []

  init(_ ranges: [ClosedRange<UInt32>] = []) {
    self.ranges = ranges
  }

  init(_ scalar: Unicode.Scalar) { ranges = [scalar.value...scalar.value] }

  mutating func insert(_ range: ClosedRange<UInt32>) { ranges.append(range) }
  mutating func formUnion(_ other: ScalarSet) { ranges += other.ranges }

  var inverted: ScalarSet {
    var gaps: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
      next = max(next, range.upperBound + 1)
    }
    if next <= 0x10FFFF { gaps.append(next...0x10FFFF) }
    return ScalarSet(gaps)
  }

  // The classes of ECMA-262.
  static let digits = ScalarSet([0x30...0x39])
  static let word = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  static let space = ScalarSet([
    0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
    0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
  ])
  static let lineEnds = ScalarSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029])
}

extension ScalarSet {
  /// The UTF-8 encodings of the members: sequences of byte ranges, without the surrogates.
  var byteSequences: [[ClosedRange<UInt8>]] {
    var sequences: [[ClosedRange<UInt8>]] = []
    for range in ranges { Self.split(range.lowerBound, range.upperBound, into: &sequences) }
    return sequences
  }

  private static func split(_ low: UInt32, _ high: UInt32, into sequences: inout [[ClosedRange<UInt8>]]) {
    guard low <= high else { return }
    if low <= 0xDFFF, high >= 0xD800 {
      if low < 0xD800 { split(low, 0xD7FF, into: &sequences) }
      if high > 0xDFFF { split(0xE000, high, into: &sequences) }
      return
    }
    for last: UInt32 in [0x7F, 0x7FF, 0xFFFF] where low <= last && last < high {
      split(low, last, into: &sequences)
      split(last + 1, high, into: &sequences)
      return
    }
    if high > 0x7F {
      for shift: UInt32 in [6, 12, 18] {
        let mask: UInt32 = (1 << shift) - 1
        guard low & ~mask != high & ~mask else { continue }
        if low & mask != 0 {
          split(low, low | mask, into: &sequences)
          split((low | mask) + 1, high, into: &sequences)
          return
        }
        if high & mask != mask {
          split(low, (high & ~mask) - 1, into: &sequences)
          split(high & ~mask, high, into: &sequences)
          return
        }
      }
    }
    guard let first = Unicode.Scalar(low), let last = Unicode.Scalar(high) else { return }
    sequences.append(zip(first.utf8, last.utf8).map { $0...$1 })
  }
}
