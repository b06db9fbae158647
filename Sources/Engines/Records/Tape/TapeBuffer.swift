import CSimdJSON

/// Memory for one tape and its strings after the other; it grows to the largest document.
final class TapeBuffer {
  private(set) var words: UnsafeMutablePointer<UInt64>
  private(set) var strings: UnsafeMutablePointer<UInt8>
  private(set) var wordCount = 0
  private(set) var stringCount = 0

  private var capacity: Int

  /// Nil when there is no memory.
  init?(forBytes count: Int) {
    // A value takes at most one word for each of its bytes and the comma behind it, and the root takes three.
    // A string grows by its length and a NUL, five bytes, where two quotes and a comma stood.
    let words = bytes_allocate((count &+ 8) &* MemoryLayout<UInt64>.stride)
    let strings = bytes_allocate(count &* 2 &+ 128)
    guard let words, let strings else {
      bytes_free(words)
      bytes_free(strings)
      return nil
    }
    self.words = words.assumingMemoryBound(to: UInt64.self)
    self.strings = strings.assumingMemoryBound(to: UInt8.self)
    capacity = count
  }

  deinit {
    bytes_free(words)
    bytes_free(strings)
  }

  /// Whether a text of so many bytes fits.
  func fits(_ count: Int) -> Bool { count <= capacity }

  func removeAll() {
    wordCount = 0
    stringCount = 0
  }

  @inline(__always)
  func append(tag: UInt8, _ payload: Int = 0) {
    append(word: UInt64(tag) &<< 56 | UInt64(truncatingIfNeeded: payload))
  }

  @inline(__always)
  func append(word: UInt64) {
    assert(wordCount < capacity &+ 8)
    words[wordCount] = word
    wordCount &+= 1
  }

  /// Lets a word that is on the tape already point behind the last one, and say how many values it holds.
  func close(_ start: Int, _ tag: UInt8, count: Int) {
    let counted = UInt64(min(count, 0xFF_FFFF)) &<< 32
    words[start] = UInt64(tag) &<< 56 | counted | UInt64(truncatingIfNeeded: wordCount)
  }

  /// Begins a string, with room for its length.
  func beginString() -> Int {
    let start = stringCount
    stringCount &+= 4
    return start
  }

  func append(bytes: UnsafeRawBufferPointer) {
    assert(stringCount &+ bytes.count < capacity &* 2 &+ 128)
    UnsafeMutableRawBufferPointer(start: strings + stringCount, count: bytes.count).copyMemory(from: bytes)
    stringCount &+= bytes.count
  }

  func append(byte: UInt8) {
    assert(stringCount < capacity &* 2 &+ 128)
    strings[stringCount] = byte
    stringCount &+= 1
  }

  func endString(_ start: Int) {
    let count = UInt32(truncatingIfNeeded: stringCount &- start &- 4)
    UnsafeMutableRawPointer(strings + start).storeBytes(of: count, as: UInt32.self)
    append(byte: 0)
  }
}
