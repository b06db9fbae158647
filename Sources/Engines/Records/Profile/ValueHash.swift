import CSimdJSON

/// The hash by which a profile tells values apart; the same in every process.
enum ValueHash {
  @inline(__always)
  static func of(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    guard let base = text.baseAddress else { return 0x9E37_79B9_7F4A_7C15 }
    return bytes_hash64(base, text.count)
  }

  /// Of a number of the given kind by its bits: the finalizer of MurmurHash3, over both.
  @inline(__always)
  static func of(_ tag: UInt8, _ bits: UInt64) -> UInt64 {
    var hash = bits ^ UInt64(tag) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ hash &>> 33) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ hash &>> 33) &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ hash &>> 33
  }
}

/// A number by its tag and bits, the same for every way of writing it: as a signed integer if 64 bits hold it, else as a
/// double if one is exactly it, else as an unsigned integer.
struct NumberWord: BitwiseCopyable {
  let tag: UInt8
  let bits: UInt64

  private init(_ tag: UInt8, _ bits: UInt64) { (self.tag, self.bits) = (tag, bits) }

  init(_ value: Int64) { self.init(Tag.signed, UInt64(bitPattern: value)) }

  init(_ value: UInt64) {
    if let integer = Int64(exactly: value) {
      self.init(integer)
    } else if let double = Double(exactly: value) {
      self.init(Tag.double, double.bitPattern)
    } else {
      self.init(Tag.unsigned, value)
    }
  }

  init(_ value: Double) {
    if let integer = Int64(exactly: value) { self.init(integer) } else { self.init(Tag.double, value.bitPattern) }
  }

  var hash: UInt64 { ValueHash.of(tag, bits) }
}
