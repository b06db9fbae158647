/// Numbers that follow from a seed and a place (SplitMix64), the same on every machine.
struct Draw: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64, _ place: Int...) {
    state = seed
    for number in place { state = next() ^ UInt64(truncatingIfNeeded: number) }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// A number from 0 up to, not including, 1.
  var fraction: Double {
    var copy = self
    return Double(copy.next() >> 11) * 0x1p-53
  }

  /// Which of `count` elements a share of at least one and at most all of them takes.
  mutating func choose(_ share: Double, of count: Int) -> Set<Int> {
    guard count > 0 else { return [] }
    let wanted = min(count, max(1, Int((Double(count) * share).rounded())))
    var rest = Array(0..<count)
    // The standard library's shuffle may change from version to version; this draw may not.
    for position in 0..<wanted {
      let other = position + Int(next() % UInt64(count - position))
      rest.swapAt(position, other)
    }
    return Set(rest[..<wanted])
  }
}
