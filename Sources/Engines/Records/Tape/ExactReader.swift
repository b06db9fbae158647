import CSimdJSON

/// A strict reader of one JSON text (RFC 8259) that keeps every number exact and knows where it stands.
///
/// It writes the tape of simdjson, with one kind of word more: ``Tag/big``. There is no recursion.
struct ExactReader {
  let bytes: UnsafeRawBufferPointer
  let tape: TapeBuffer
  var offset = 0

  private let limits: JSONLimits
  private var open: [Container] = []

  /// Where on the tape a name is whose place in the text is wanted.
  private var wantedName = -1
  private var wantedOffset = 0

  private struct Container {
    /// Where it begins on the tape.
    let start: Int
    let isObject: Bool
    var count = 0
  }

  /// - Requires: the tape has room for the text.
  init(_ bytes: UnsafeRawBufferPointer, limits: JSONLimits, tape: TapeBuffer) {
    self.bytes = bytes
    self.limits = limits
    self.tape = tape
  }

  /// Reads the text onto the tape; the root stands at 1.
  mutating func read() throws(JSONError) {
    do throws(JSONError) {
      try text()
    } catch {
      throw encodingError(before: error.offset) ?? error
    }
    if let error = encodingError(before: bytes.count) { throw error }
  }

  /// Where in the text the name stands that reading puts at `index` on the tape.
  mutating func offset(ofNameAt index: Int) throws(JSONError) -> Int {
    wantedName = index
    try text()
    return wantedOffset
  }

  /// Nil if a text may be so long.
  static func sizeError(_ count: Int, _ limits: JSONLimits) -> JSONError? {
    // Words of the tape count up to 32 bits.
    let longest = min(limits.maximumBytes, 0xFFFF_FF00)
    guard count > longest else { return nil }
    return JSONError(
      kind: .tooLarge, offset: 0, line: 1, column: 1,
      message: "the text has \(count) bytes; it may have at most \(longest)")
  }

  // MARK: Structure

  private mutating func text() throws(JSONError) {
    offset = 0
    open.removeAll(keepingCapacity: true)
    tape.removeAll()
    skipSpace()
    guard offset < bytes.count else { throw error(.empty, "there is no JSON value in the text") }
    tape.append(tag: Tag.root)
    var isWhole = false
    while !isWhole {
      if try value() { isWhole = try finishContainers() }
    }
    skipSpace()
    guard offset == bytes.count else {
      throw error(.trailingCharacters, "the text must end behind its value, but there is \(sign)")
    }
    tape.append(tag: Tag.root)
    tape.close(0, Tag.root, count: 0)
  }

  /// Reads a value, or the beginning of a container that holds something.
  ///
  /// - Returns: whether the value is whole.
  private mutating func value() throws(JSONError) -> Bool {
    guard let byte = peek() else { throw ended("a value") }
    switch byte {
    case UInt8(ascii: "{"): return try begin(Tag.object, Tag.objectEnd)
    case UInt8(ascii: "["): return try begin(Tag.array, Tag.arrayEnd)
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "t"): try literal("true", Tag.true)
    case UInt8(ascii: "f"): try literal("false", Tag.false)
    case UInt8(ascii: "n"): try literal("null", Tag.null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
    default: throw error(.unexpectedCharacter, noValueMessage)
    }
    return true
  }

  private mutating func begin(_ tag: UInt8, _ endTag: UInt8) throws(JSONError) -> Bool {
    let (place, start) = (offset, tape.wordCount)
    offset &+= 1
    tape.append(tag: tag)
    skipSpace()
    if accept(tag == Tag.object ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
      tape.append(tag: endTag, start)
      tape.close(start, tag, count: 0)
      return true
    }
    guard open.count < limits.maximumDepth else {
      throw JSONError(
        .tooDeep, at: place, in: bytes, "arrays and objects may be nested at most \(limits.maximumDepth) levels deep")
    }
    open.append(Container(start: start, isObject: tag == Tag.object))
    if tag == Tag.object { try name() }
    return false
  }

  /// Goes on behind a value: closes what ends here, or moves on to the next value.
  ///
  /// - Returns: whether the whole text is read.
  private mutating func finishContainers() throws(JSONError) -> Bool {
    while let container = open.popLast() {
      skipSpace()
      let count = container.count &+ 1
      if accept(UInt8(ascii: ",")) {
        open.append(Container(start: container.start, isObject: container.isObject, count: count))
        skipSpace()
        if container.isObject { try name() }
        return false
      }
      if container.isObject {
        try expect(UInt8(ascii: "}"), "a comma or a closing brace")
        tape.append(tag: Tag.objectEnd, container.start)
        tape.close(container.start, Tag.object, count: count)
      } else {
        try expect(UInt8(ascii: "]"), "a comma or a closing bracket")
        tape.append(tag: Tag.arrayEnd, container.start)
        tape.close(container.start, Tag.array, count: count)
      }
    }
    return true
  }

  /// A member's name, the colon, and the space behind it.
  private mutating func name() throws(JSONError) {
    guard let byte = peek() else { throw ended("a member name") }
    guard byte == UInt8(ascii: "\"") else {
      throw error(.unexpectedCharacter, "a member name in double quotes must be here, not \(sign)")
    }
    if tape.wordCount == wantedName { wantedOffset = offset }
    try string()
    skipSpace()
    try expect(UInt8(ascii: ":"), "a colon")
    skipSpace()
  }

  private mutating func literal(_ word: StaticString, _ tag: UInt8) throws(JSONError) {
    for index in 0..<word.utf8CodeUnitCount {
      guard let byte = peek() else { throw ended("the rest of \(word)") }
      guard byte == word.utf8Start[index] else { throw error(.unexpectedCharacter, Self.wordsMessage) }
      offset &+= 1
    }
    tape.append(tag: tag)
  }

  // MARK: Steps

  func peek() -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  mutating func accept(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    offset &+= 1
    return true
  }

  private mutating func expect(_ byte: UInt8, _ name: String) throws(JSONError) {
    guard !accept(byte) else { return }
    throw peek() == nil ? ended(name) : error(.unexpectedCharacter, "\(name) must be here, not \(sign)")
  }

  private mutating func skipSpace() {
    while offset < bytes.count {
      let byte = bytes[offset]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      offset &+= 1
    }
  }
}
