import CSimdJSON

/// Reads a text of a format from its first byte to its last.
struct FormatReader {
  private let bytes: UnsafePointer<UInt8>
  private let count: Int
  private(set) var index = 0

  init(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    self.bytes = bytes
    self.count = count
  }

  @inline(__always)
  var isAtEnd: Bool { index >= count }

  /// The next byte; 0, which is in no grammar, at the end.
  @inline(__always)
  var next: UInt8 { index < count ? bytes[index] : 0 }

  @inline(__always)
  mutating func skip() { index &+= 1 }

  /// Reads as many characters of the set as there are.
  mutating func skip(_ set: byte_class) {
    index &+= byte_class_prefix(set, bytes + index, count &- index)
  }

  @inline(__always)
  mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
    guard index < count, bytes[index] == UInt8(truncatingIfNeeded: scalar.value) else { return false }
    index &+= 1
    return true
  }

  /// Reads digits and gives their number.
  @inline(__always)
  mutating func digits() -> Int {
    let start = index
    while index < count, TextFormat.isDigit(bytes[index]) { index &+= 1 }
    return index &- start
  }

  /// Reads `%` and two hexadecimal digits.
  @inline(__always)
  mutating func percentEncoded() -> Bool {
    guard index &+ 2 < count, bytes[index] == UInt8(ascii: "%"), TextFormat.isHexadecimal(bytes[index &+ 1]),
      TextFormat.isHexadecimal(bytes[index &+ 2])
    else { return false }
    index &+= 3
    return true
  }

  /// Reads a scalar that is not ASCII; nil if none is there.
  mutating func scalar() -> UInt32? {
    guard index < count else { return nil }
    let length = bytes[index] < 0xC2 ? 0 : bytes[index] < 0xE0 ? 2 : bytes[index] < 0xF0 ? 3 : 4
    guard length > 0, index &+ length <= count else { return nil }
    var value = UInt32(bytes[index]) & (0x7F >> UInt32(length))
    for place in 1..<length { value = value << 6 | UInt32(bytes[index &+ place] & 0x3F) }
    index &+= length
    return value
  }

  /// The bytes from `start` to where the reader is.
  func bytes(since start: Int) -> (UnsafePointer<UInt8>, Int) { (bytes + start, index &- start) }

  /// The bytes that are left.
  var rest: (UnsafePointer<UInt8>, Int) { (bytes + index, count &- index) }
}
