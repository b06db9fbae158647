extension SchemaDraft {
  /// What all strings of a field have in common: their values, else their format, else their pattern and length.
  func addStringKeywords(_ field: FieldProfile, to keywords: inout JSONObject) {
    guard field.strings.count > 0 else { return }
    if let values = field.likelyEnumeration, field.kinds.array == 0, field.kinds.object == 0 {
      keywords["enum"] = .array(values.sorted().map(JSONValue.string) + (field.kinds.null > 0 ? [.null] : []))
    } else if let (format, share) = field.strings.likelyFormat, share >= Self.formatShare, format.isSchemaFormat {
      keywords["format"] = .string(format.rawValue)
    } else {
      if let pattern = Self.pattern(field.strings) { keywords["pattern"] = .string(pattern) }
      addLengths(field.strings.lengths, to: &keywords)
    }
  }

  private func addLengths(_ lengths: LengthProfile, to keywords: inout JSONObject) {
    guard let minimum = lengths.minimum, let maximum = lengths.maximum, maximum > 0 else { return }
    if minimum == maximum, lengths.count >= Self.enough {
      keywords["minLength"] = .integer(Int64(minimum))
      keywords["maxLength"] = .integer(Int64(maximum))
    } else {
      if minimum > 0 { keywords["minLength"] = 1 }
      keywords["maxLength"] = .integer(Int64(Self.rounded(maximum)))
    }
  }

  /// The next of 10, 20, 50, 100, 200, 500 …
  static func rounded(_ length: Int) -> Int {
    var power = 10
    while power < Int.max / 100 {
      for step in [1, 2, 5] where step * power >= length { return step * power }
      power *= 10
    }
    return length
  }

  /// A pattern (ECMA-262) if one is obvious: digits, one word with a number behind it, or hexadecimal digits.
  private static func pattern(_ strings: StringProfile) -> String? {
    let shape = strings.shape
    guard strings.count >= Self.enough, let minimum = strings.lengths.minimum, minimum > 0 else { return nil }
    if let head = shape.head, !shape.isMixed, let word = escaped(head) {
      let digits = shape.mostDigits
      let isFixed = shape.fewestDigits == digits && digits >= (head.isEmpty ? 2 : 5)
      return "^\(word)[0-9]\(isFixed ? "{\(digits)}" : "+")$"
    }
    guard minimum == strings.lengths.maximum, minimum >= 16 else { return nil }
    if shape.classes.isSubset(of: [.digits, .lowerHexadecimal]) { return "^[0-9a-f]{\(minimum)}$" }
    if shape.classes.isSubset(of: [.digits, .upperHexadecimal]) { return "^[0-9A-F]{\(minimum)}$" }
    return nil
  }

  /// The word as a pattern; nil if it has other characters than codes have.
  private static func escaped(_ head: [UInt8]) -> String? {
    var pattern = ""
    for byte in head {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"),
        UInt8(ascii: "#"), UInt8(ascii: " "):
        pattern.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: "."): pattern += "\\."
      default: return nil
      }
    }
    return pattern
  }
}
