import CSimdJSON

extension RecordForm {
  /// The form of a text by its beginning; nil where more of the text must be seen.
  ///
  /// - Parameters:
  ///   - text: without byte order mark; `structure_padding` bytes behind it are readable.
  ///   - isWhole: whether nothing will be added to it.
  static func detect(_ text: UnsafeRawBufferPointer, isWhole: Bool) -> RecordForm? {
    var glance = Glance(text)
    glance.skipSpace()
    guard let first = glance.next else { return isWhole ? .ndjson : nil }
    let isArray = first == UInt8(ascii: "[")
    guard isArray || first == UInt8(ascii: "{") else { return .ndjson }
    switch glance.container() {
    case .unfinished: return isWhole ? (isArray ? .array : .ndjson) : nil
    case .brokenOff where isArray: return .array
    case .brokenOff:
      glance.skipSpace()
      guard let second = glance.next else { return isWhole ? .ndjson : nil }
      guard second == UInt8(ascii: "{") || second == UInt8(ascii: "[") else { return .concatenated }
      switch glance.container() {
      case .unfinished: return isWhole ? .concatenated : nil
      case .brokenOff, .brokenOffInString: return .concatenated
      case .whole:
        glance.skipSpaceOfLine()
        guard let third = glance.next else { return isWhole ? .ndjson : nil }
        return third == 0x0A ? .ndjson : .concatenated
      }
    case .brokenOffInString: return isArray ? .array : .ndjson
    case .whole:
      glance.skipSpaceOfLine()
      guard let second = glance.next else { return isWhole ? (isArray ? .array : .ndjson) : nil }
      if second == UInt8(ascii: "{") || second == UInt8(ascii: "[") { return .concatenated }
      guard isArray, second == 0x0A else { return isArray ? .array : .ndjson }
      glance.skipSpace()
      guard let third = glance.next else { return isWhole ? .array : nil }
      return glance.isValueStart(third) ? .ndjson : .array
    }
  }
}

/// A look at the beginning of a text that has not been read yet.
private struct Glance {
  /// What became of an object or array by the end of its line.
  enum Outcome {
    case whole
    case brokenOff
    case brokenOffInString
    /// The text ends first.
    case unfinished
  }

  private let text: UnsafeRawBufferPointer
  private var offset = 0

  init(_ text: UnsafeRawBufferPointer) { self.text = text }

  var next: UInt8? { offset < text.count ? text[offset] : nil }

  mutating func skipSpace() {
    while let next, next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09 { offset += 1 }
  }

  mutating func skipSpaceOfLine() {
    while let next, next == 0x20 || next == 0x0D || next == 0x09 { offset += 1 }
  }

  /// Passes over an object or array as far as it goes on this line.
  mutating func container() -> Outcome {
    guard let base = text.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return .unfinished }
    let rest = text.count - offset
    let line = bytes_index_of(base + offset, rest, 0x0A)
    var scan = structure_scan()
    var isComplete: Int32 = 0
    offset += structure_value_end(&scan, base + offset, line, &isComplete)
    if isComplete != 0 { return .whole }
    if line == rest { return .unfinished }
    return scan.in_string == 0 ? .brokenOff : .brokenOffInString
  }

  func isValueStart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "-"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      true
    default: false
    }
  }
}
