extension String {
  /// The text with every control or invisible character written as `\u{…}`, so that a terminal only shows it.
  var escapingControls: String {
    guard unicodeScalars.contains(where: \.isHidden) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default:
        if scalar.isHidden {
          text += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
  }

  /// Columns of a terminal that the text takes; East Asian wide characters and emoji take two.
  var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

  /// The beginning that fits `width` columns.
  func prefix(displayWidth width: Int) -> String {
    var room = width
    return String(
      prefix { character in
        room -= character.displayWidth
        return room >= 0
      })
  }
}

extension Unicode.Scalar {
  /// Whether it does something to a terminal or to the order of text instead of being seen.
  var isHidden: Bool {
    switch properties.generalCategory {
    case .control, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
    // Joiners belong to emoji and to several scripts; the other format characters turn text around or hide it.
    case .format: value != 0x200C && value != 0x200D
    default: false
    }
  }
}

extension Character {
  /// Columns of a terminal that it takes (Unicode, UAX #11, in outline).
  fileprivate var displayWidth: Int {
    guard let first = unicodeScalars.first else { return 0 }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
      0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default:
      return first.properties.generalCategory == .nonspacingMark ? 0 : 1
    }
  }
}
