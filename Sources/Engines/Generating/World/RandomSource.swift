/// A small, fast stream of reproducible numbers (SplitMix64): the same key gives the same numbers on every machine.
///
/// Integer arithmetic only. Not for secrets.
struct RandomSource: Sendable {
  private var state: UInt64

  init(key: UInt64) {
    state = key
  }

  /// The stream of one thing among many: `stream` says what kind of thing, `index` which one.
  @inline(__always)
  init(key: UInt64, stream: UInt64, index: UInt64) {
    state = Self.mixed(key &+ Self.mixed(stream &* 0xD1B5_4A32_D192_ED03 &+ index))
  }

  @inline(__always)
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  /// A number in `0 ..< bound`; zero where `bound` is not positive.
  @inline(__always)
  mutating func next(below bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// True `count` times out of `total`.
  @inline(__always)
  mutating func chance(_ count: Int, in total: Int) -> Bool {
    next(below: total) < count
  }

  /// The finalizer of SplitMix64: a bijection that leaves no visible pattern.
  @inline(__always)
  static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
