import CSimdJSON

/// What the highest byte of a word on the tape says.
enum Tag {
  static var object: UInt8 { 0x7B }
  static var array: UInt8 { 0x5B }
  static var string: UInt8 { 0x22 }
  static var signed: UInt8 { 0x6C }
  static var unsigned: UInt8 { 0x75 }
  static var double: UInt8 { 0x64 }
  static var `true`: UInt8 { 0x74 }
  static var `false`: UInt8 { 0x66 }
  static var null: UInt8 { 0x6E }
  /// A number that only its text holds exactly; the word points to the literal as to a string.
  static var big: UInt8 { 0x5A }
  static var root: UInt8 { 0x72 }
  static var objectEnd: UInt8 { 0x7D }
  static var arrayEnd: UInt8 { 0x5D }
}

extension UnsafePointer<UInt64> {
  /// The position behind the value at `index`.
  @inline(__always)
  func next(after index: Int) -> Int {
    let word = self[index]
    switch UInt8(truncatingIfNeeded: word &>> 56) {
    case 0x7B, 0x5B: return Int(truncatingIfNeeded: word & 0xFFFF_FFFF)
    case 0x6C, 0x75, 0x64: return index &+ 2
    default: return index &+ 1
    }
  }
}

extension UnsafePointer<UInt8> {
  /// The string that a word of the tape points to.
  @inline(__always)
  func string(_ word: UInt64) -> UnsafeBufferPointer<UInt8> {
    let start = self + Int(truncatingIfNeeded: word & 0x00FF_FFFF_FFFF_FFFF)
    return UnsafeBufferPointer(start: start + 4, count: Int(truncatingIfNeeded: bytes_load32(start)))
  }
}

extension TapeValue {
  @inline(__always)
  var tag: UInt8 { UInt8(truncatingIfNeeded: tape[index] &>> 56) }

  @inline(__always)
  var isContainer: Bool { tag == Tag.object || tag == Tag.array }

  @inline(__always)
  var stringBytes: UnsafeBufferPointer<UInt8> { strings.string(tape[index]) }

  @inline(__always)
  func at(_ index: Int) -> TapeValue { TapeValue(tape: tape, strings: strings, index: index) }

  /// The position behind the last value inside an array or object.
  @inline(__always)
  var contentEnd: Int { Int(truncatingIfNeeded: tape[index] & 0xFFFF_FFFF) &- 1 }

  /// How many elements or members there are; the tape itself counts only up to 2^24 - 1.
  var contentCount: Int {
    let count = Int(truncatingIfNeeded: tape[index] &>> 32 & 0xFF_FFFF)
    return count < 0xFF_FFFF ? count : countedContent
  }

  private var countedContent: Int {
    let end = contentEnd
    let isObject = tag == Tag.object
    var cursor = index &+ 1
    var count = 0
    while cursor < end {
      // The value of a member stands behind its name.
      cursor = tape.next(after: isObject ? cursor &+ 1 : cursor)
      count &+= 1
    }
    return count
  }
}
