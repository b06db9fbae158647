internal import CLibPQ
internal import DataOpsCore

extension SQLValue {
  /// A value in PostgreSQL's text format.
  init(text: UnsafeRawBufferPointer, type: Oid) {
    let string = String(decoding: text, as: UTF8.self)
    self =
      switch type {
      case 20, 21, 23, 26: Int64(string).map(SQLValue.integer) ?? .text(string)
      case 700, 701, 1700: Double(string).map(SQLValue.real) ?? .text(string)
      case 16: .integer(string == "t" ? 1 : 0)
      case 1184: .text(Self.instant(string))
      default: .text(string)
      }
  }

  /// `2026-01-18 09:30:00.5+00` as RFC 3339; the session's time zone is UTC.
  private static func instant(_ text: String) -> String {
    guard text.utf8.count >= 22, text.hasSuffix("+00") else { return text }
    var bytes = Array(text.utf8.dropLast(3))
    bytes[10] = UInt8(ascii: "T")
    if bytes.count == 19 { bytes.append(UInt8(ascii: ".")) }
    while bytes.count < 26 { bytes.append(UInt8(ascii: "0")) }
    bytes.append(UInt8(ascii: "Z"))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The value in PostgreSQL's text format; nil for null.
  ///
  /// - Throws: `column` for text that PostgreSQL cannot hold.
  var parameter: String? {
    get throws(SQLError) {
      switch self {
      case .null: return nil
      case .integer(let integer): return String(integer)
      case .real(let real): return real.description
      case .text(let text):
        try requireKeepable()
        return text
      }
    }
  }
}

extension [String?] {
  /// Lends the texts as C strings, all in one buffer.
  func withCStrings<Result>(_ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
    var bytes: [UInt8] = []
    let offsets = map { text -> Int? in
      guard let text else { return nil }
      let offset = bytes.count
      bytes.append(contentsOf: text.utf8)
      bytes.append(0)
      return offset
    }
    return bytes.withUnsafeBytes { buffer in
      let begin = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      return body(offsets.map { offset in offset.flatMap { begin?.advanced(by: $0) } })
    }
  }
}

extension String {
  /// The statement with `$1`, `$2` … for its question marks; those in quoted text stay.
  var numberingParameters: String {
    var result = ""
    var number = 0
    var isQuoted = false
    for character in self {
      if character == "'" { isQuoted.toggle() }
      if character == "?", !isQuoted {
        number += 1
        result += "$\(number)"
      } else {
        result.append(character)
      }
    }
    return result
  }
}
