/// Writes HTML5 in UTF-8. Markup is text of this program; whatever comes from elsewhere is escaped.
struct HTMLWriter {
  private(set) var bytes: [UInt8] = []

  /// Markup, which can only be written down in the source.
  mutating func markup(_ markup: StaticString) { markup.withUTF8Buffer { bytes.append(contentsOf: $0) } }

  /// Text, also within the quotes of an attribute. Characters that show nothing or turn the text around are made visible.
  mutating func text(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": markup("&amp;")
      case "<": markup("&lt;")
      case ">": markup("&gt;")
      case "\"": markup("&quot;")
      case "'": markup("&#39;")
      case "\n", "\t": bytes.append(0x20)
      default:
        if Self.isHidden(scalar) {
          bytes.append(contentsOf: "U+".utf8)
          let digits = String(scalar.value, radix: 16, uppercase: true)
          bytes.append(contentsOf: String(repeating: "0", count: max(0, 4 - digits.count)).utf8)
          bytes.append(contentsOf: digits.utf8)
        } else {
          bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
      }
    }
  }

  mutating func number(_ value: Int) { bytes.append(contentsOf: String(value).utf8) }

  /// A measure of a drawing, to a hundredth.
  mutating func measure(_ value: Double) {
    guard value.isFinite else { return number(0) }
    let hundredths = Int((min(max(value, -1e6), 1e6) * 100).rounded())
    if hundredths < 0 { markup("-") }
    number(hundredths.magnitude > 0 ? Int(hundredths.magnitude) / 100 : 0)
    let rest = Int(hundredths.magnitude) % 100
    guard rest > 0 else { return }
    markup(rest < 10 ? ".0" : ".")
    number(rest)
  }

  /// Control and format characters, among them those that change the direction of writing, and separators of lines.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
    default: false
    }
  }
}
