import CSimdJSON

/// Writes compact JSON in UTF-8; commas come by themselves.
///
/// Whether the calls form a value (a key before every member, as many ends as begins) is the caller's part.
public struct JSONWriter: Sendable {
  /// What was written so far.
  public var bytes: [UInt8] = []

  private var needsComma = false

  /// A writer that has written nothing.
  public init() {}

  /// A writer that has written nothing and has room for so many bytes.
  public init(reservingCapacity capacity: Int) { bytes.reserveCapacity(capacity) }

  /// Writes `{`.
  public mutating func beginObject() { open(UInt8(ascii: "{")) }

  /// Writes `}`.
  public mutating func endObject() { close(UInt8(ascii: "}")) }

  /// Writes `[`.
  public mutating func beginArray() { open(UInt8(ascii: "[")) }

  /// Writes `]`.
  public mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Writes the name of a member, escaped; its value comes next.
  public mutating func key(_ name: String) {
    separate()
    quote(name)
    endKey()
  }

  /// Writes a string, with no more escapes than RFC 8259, section 7, asks for.
  public mutating func string(_ value: String) {
    separate()
    quote(value)
    needsComma = true
  }

  /// Writes a string, with no more escapes than RFC 8259, section 7, asks for.
  public mutating func string(_ value: Substring) {
    separate()
    var value = value
    value.withUTF8 { quote($0) }
    needsComma = true
  }

  /// Bytes that are not valid UTF-8 are repaired with U+FFFD.
  public mutating func string(utf8 value: UnsafeBufferPointer<UInt8>) {
    separate()
    if let base = value.baseAddress, bytes_are_utf8(base, value.count) == 0 {
      quote(String(decoding: value, as: UTF8.self))
    } else {
      quote(value)
    }
    needsComma = true
  }

  /// Writes an integer, exactly.
  public mutating func integer(_ value: Int64) { token(value.description) }

  /// The shortest text that reads back as the same double; JSON has no infinities and no NaN, they become `null`.
  public mutating func number(_ value: Double) { token(value.isFinite ? value.description : "null") }

  /// Writes the number exactly, as its ``ExactNumber/description``.
  public mutating func number(_ value: ExactNumber) { token(value.description) }

  /// Writes `true` or `false`.
  public mutating func bool(_ value: Bool) { token(value ? "true" : "false") }

  /// Writes `null`.
  public mutating func null() { token("null") }

  /// A value that is JSON already; it is not checked.
  public mutating func raw(_ value: UnsafeRawBufferPointer) {
    separate()
    bytes.append(contentsOf: value)
    needsComma = true
  }

  /// A value that is JSON already; it is not checked.
  public mutating func raw(_ value: [UInt8]) {
    separate()
    bytes.append(contentsOf: value)
    needsComma = true
  }

  /// Ends a record of newline-delimited JSON.
  public mutating func newline() {
    bytes.append(0x0A)
    needsComma = false
  }

  /// Forgets what was written.
  public mutating func removeAll(keepingCapacity: Bool = false) {
    bytes.removeAll(keepingCapacity: keepingCapacity)
    needsComma = false
  }

  // MARK: Parts

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func endKey() {
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func token(_ text: String) {
    separate()
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
    needsComma = true
  }

  private mutating func quote(_ text: String) {
    var text = text
    text.withUTF8 { quote($0) }
  }

  private mutating func quote(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    if let base = text.baseAddress {
      var start = 0
      while true {
        let plain = bytes_json_plain_prefix(base + start, text.count - start)
        bytes.append(contentsOf: UnsafeBufferPointer(start: base + start, count: plain))
        start += plain
        guard start < text.count else { break }
        escape(base[start])
        start += 1
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      let low = byte & 0x0F
      bytes.append(contentsOf: [
        UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0"), UInt8(ascii: "0") + byte >> 4,
        low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10,
      ])
    }
  }
}
