/// How sketches stand in JSON: as plain text, a few characters an entry.
enum SketchText {
  private static let digits = Array("0123456789abcdef".utf8)
  private static let symbols = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_".utf8)

  /// Sixteen hexadecimal digits a word.
  static func text(ofWords words: [UInt64]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(words.count * 16)
    for word in words {
      for place in stride(from: 60, through: 0, by: -4) { text.append(digits[Int(word &>> UInt64(place) & 15)]) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Nil unless the text is hexadecimal digits, sixteen a word.
  static func words(_ text: String) -> [UInt64]? {
    guard text.utf8.count % 16 == 0 else { return nil }
    var words: [UInt64] = []
    var word: UInt64 = 0
    for (index, byte) in text.utf8.enumerated() {
      guard let digit = digits.firstIndex(of: byte) else { return nil }
      word = word &<< 4 | UInt64(digit)
      if index % 16 == 15 { words.append(word) }
    }
    return words
  }

  /// One character for every number below 64.
  static func text(ofSmall numbers: [UInt8]) -> String {
    String(decoding: numbers.map { symbols[Int($0 & 63)] }, as: UTF8.self)
  }

  static func small(_ text: String) -> [UInt8]? {
    var numbers: [UInt8] = []
    for byte in text.utf8 {
      guard let number = symbols.firstIndex(of: byte) else { return nil }
      numbers.append(UInt8(number))
    }
    return numbers
  }
}
