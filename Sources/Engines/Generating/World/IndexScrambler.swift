/// A keyed bijection on `0 ..< size`: numbers that look drawn at random and can never collide.
///
/// A balanced Feistel network over the next even number of bits, walked until the result is below `size`.
struct IndexScrambler: Sendable {
  private let size: UInt64
  private let halfBits: UInt64
  private let halfMask: UInt64
  private let keys: (UInt64, UInt64, UInt64, UInt64)

  /// - Requires: `size` is at least 1 and at most 2^62.
  init(size: UInt64, key: UInt64) {
    self.size = max(1, min(size, 1 << 62))
    let bits = UInt64(UInt64.bitWidth - (self.size - 1).leadingZeroBitCount)
    halfBits = max(1, (bits + 1) / 2)
    halfMask = (1 << halfBits) - 1
    var random = RandomSource(key: key)
    keys = (random.next(), random.next(), random.next(), random.next())
  }

  /// The image of `index`; indices from `size` on wrap around.
  ///
  /// - Complexity: constant; fewer than four rounds of the network on average.
  @inline(__always)
  func callAsFunction(_ index: UInt64) -> UInt64 {
    var value = index % size
    repeat {
      var left = value >> halfBits
      var right = value & halfMask
      (left, right) = (right, left ^ (RandomSource.mixed(right &+ keys.0) & halfMask))
      (left, right) = (right, left ^ (RandomSource.mixed(right &+ keys.1) & halfMask))
      (left, right) = (right, left ^ (RandomSource.mixed(right &+ keys.2) & halfMask))
      (left, right) = (right, left ^ (RandomSource.mixed(right &+ keys.3) & halfMask))
      value = left << halfBits | right
    } while value >= size
    return value
  }
}
