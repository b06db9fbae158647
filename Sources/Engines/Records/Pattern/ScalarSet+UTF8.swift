extension ScalarSet {
  /// The UTF-8 encodings of the members: sequences of byte ranges in order, without the surrogates.
  var byteSequences: [[ClosedRange<UInt8>]] {
    var sequences: [[ClosedRange<UInt8>]] = []
    for range in withoutSurrogates.ranges { Self.split(range.lowerBound, range.upperBound, into: &sequences) }
    return sequences
  }

  private static func split(_ low: UInt32, _ high: UInt32, into sequences: inout [[ClosedRange<UInt8>]]) {
    guard low <= high else { return }
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
