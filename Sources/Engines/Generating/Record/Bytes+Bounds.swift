extension [UInt8] {
  /// Appends a space after a full stop or another mark, else a line end.
  mutating func separateSentences() {
    switch last {
    case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: ":"): append(UInt8(ascii: " "))
    default: append(0x0A)
    }
  }

  /// Whether the UTF-8 text from `start` on has at least `least` characters (scalars).
  func hasCharacters(_ least: Int, from start: Int) -> Bool {
    guard count - start >= least else { return false }
    return characters(from: start) >= least
  }

  func characters(from start: Int) -> Int {
    var characters = 0
    for byte in self[start...] where byte & 0xC0 != 0x80 { characters += 1 }
    return characters
  }

  /// Cuts the UTF-8 text from `start` on to at most `most` characters, at the end of a word where one ends in its second half.
  mutating func cut(toCharacters most: Int, from start: Int) {
    guard count - start > most, let end = offset(ofCharacter: most, from: start) else { return }
    let half = start + (end - start) / 2
    let cut = self[half...end].lastIndex { $0 == UInt8(ascii: " ") || $0 == 0x0A }
    removeSubrange((cut ?? end)...)
    while count > start + 1, let last, last == UInt8(ascii: " ") || last == UInt8(ascii: ",") || last == 0x0A {
      removeLast()
    }
  }

  /// Nil where the text has no more than `number` characters.
  private func offset(ofCharacter number: Int, from start: Int) -> Int? {
    var characters = 0
    for index in start..<count where self[index] & 0xC0 != 0x80 {
      if characters == number { return index }
      characters += 1
    }
    return nil
  }

  /// Begins the word at `start` with a capital if it is made of lower-case ASCII letters alone.
  mutating func capitalizeWord(at start: Int) {
    var index = start
    while index < count {
      switch self[index] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): index += 1
      case UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "'"):
        if index > start { self[start] &= 0xDF }
        return
      default: return
      }
    }
    if index > start { self[start] &= 0xDF }
  }
}
