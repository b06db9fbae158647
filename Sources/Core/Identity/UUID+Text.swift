internal import Foundation

/// The text of a UUID without the C library's formats: every row of the registry has several.
extension UUID {
  private static let length = 36

  /// Nil for anything but 32 hexadecimal digits in five groups.
  init?(hexadecimal text: String.UTF8View) {
    guard text.count == Self.length else { return nil }
    var bytes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    let isValid = withUnsafeMutableBytes(of: &bytes) { bytes in
      var digits = 0
      for (position, letter) in text.enumerated() {
        if position == 8 || position == 13 || position == 18 || position == 23 {
          guard letter == UInt8(ascii: "-") else { return false }
          continue
        }
        guard let digit = letter.hexadecimalDigit else { return false }
        bytes[digits / 2] = bytes[digits / 2] << 4 | digit
        digits += 1
      }
      return true
    }
    guard isValid else { return nil }
    self.init(uuid: bytes)
  }

  /// In small letters.
  var hexadecimal: String {
    withUnsafeBytes(of: uuid) { bytes in
      String(unsafeUninitializedCapacity: Self.length) { text in
        var end = 0
        for (position, byte) in bytes.enumerated() {
          if position == 4 || position == 6 || position == 8 || position == 10 {
            text[end] = UInt8(ascii: "-")
            end += 1
          }
          text[end] = (byte >> 4).hexadecimalLetter
          text[end + 1] = (byte & 15).hexadecimalLetter
          end += 2
        }
        return end
      }
    }
  }
}

extension UInt8 {
  fileprivate var hexadecimalDigit: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  fileprivate var hexadecimalLetter: UInt8 { self < 10 ? UInt8(ascii: "0") + self : UInt8(ascii: "a") + self - 10 }
}
