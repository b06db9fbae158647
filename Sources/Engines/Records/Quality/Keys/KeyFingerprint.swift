import CSimdJSON

/// What stands for a key: the 128 bits of its SipHash-2-4.
///
/// Exact enough: among n different keys two have the same fingerprint with a probability of about n² / 2^129, that is
/// 1.5 in 10^21 for a thousand million keys, a million times less likely than an undetected error of the disk they are
/// read from. The hash has no known shortcut to such a pair, so it does not depend on the keys being harmless.
struct KeyFingerprint: Hashable, Comparable, BitwiseCopyable {
  var high: UInt64
  var low: UInt64

  @inline(__always)
  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Fingerprints of different domains have nothing to do with each other.
  enum Domain: UInt64 {
    /// The text of a string or of an integer.
    case text = 0
    /// The text of what JSON writes without quotes: another number, `true` and `false`.
    case literal = 1
    /// The fingerprints of several fields, one behind the other.
    case fields = 2
  }

  @inline(__always)
  init(_ bytes: UnsafeBufferPointer<UInt8>, _ domain: Domain = .text) {
    // "dataops " and "key set "; they never change, because parts that are added up must agree on them.
    let hash = bytes_siphash128(
      bytes.baseAddress, bytes.count, 0x2073_706F_6174_6164, 0x2074_6573_2079_656B ^ domain.rawValue)
    self.init(high: hash.first, low: hash.second)
  }

  init(_ text: String) {
    var text = text
    self = text.withUTF8 { KeyFingerprint($0) }
  }

  /// Of the values of several fields, whose order counts.
  init(combining parts: UnsafeBufferPointer<KeyFingerprint>) {
    self = parts.withMemoryRebound(to: UInt64.self) { words in
      UnsafeRawBufferPointer(words).withMemoryRebound(to: UInt8.self) { KeyFingerprint($0, .fields) }
    }
  }

  @inline(__always)
  static func < (left: KeyFingerprint, right: KeyFingerprint) -> Bool {
    left.high == right.high ? left.low < right.low : left.high < right.high
  }
}
