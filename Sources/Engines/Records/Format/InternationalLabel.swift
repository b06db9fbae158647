/// A label of a host name: letters, digits and hyphens, or an internationalized one in either of its forms.
struct InternationalLabel {
  /// As people read it.
  private let scalars: [Unicode.Scalar]

  /// In the form that the domain name system has.
  let encodedLength: Int

  /// Nil for a label that is not valid (RFC 5891, sections 4.2 and 5.4).
  init?(_ label: [Unicode.Scalar]) {
    guard label.first != "-", label.last != "-", !label.isEmpty else { return nil }
    guard label.allSatisfy(\.isASCII) else {
      scalars = label
      encodedLength = 4 + Punycode.encoding(label).count
      guard encodedLength <= 63, isValid else { return nil }
      return
    }
    guard label.count <= 63, label.allSatisfy(Self.isLetterDigitHyphen) else { return nil }
    encodedLength = label.count
    let prefix = label.prefix(4).map(\.value)
    if prefix.count == 4, prefix[0] | 0x20 == 0x78, prefix[1] | 0x20 == 0x6E, prefix[2] == 0x2D, prefix[3] == 0x2D {
      let lowercased = label.dropFirst(4).compactMap {
        (0x41...0x5A).contains($0.value) ? Unicode.Scalar($0.value | 0x20) : $0
      }
      guard let decoded = Punycode.decoding(lowercased), Punycode.encoding(decoded) == lowercased else { return nil }
      scalars = decoded
      guard !decoded.allSatisfy(\.isASCII), decoded.first != "-", decoded.last != "-", isValid else { return nil }
    } else {
      scalars = label
    }
  }

  private static func isLetterDigitHyphen(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || TextFormat.isLetter(UInt8(truncatingIfNeeded: scalar.value))
      || TextFormat.isDigit(UInt8(truncatingIfNeeded: scalar.value))
  }

  /// Whether a label that is not ASCII is valid, but for its length and its hyphens at the ends.
  private var isValid: Bool {
    if scalars.count > 3, scalars[2] == "-", scalars[3] == "-" { return false }
    if let first = scalars.first, first.isMark { return false }
    return scalars.allSatisfy { $0.isAllowedInLabel } && joinersAreInPlace && neighboursAreInPlace
      && Normalization.isComposed(scalars)
  }

  // MARK: Context (RFC 5892, appendix A)

  /// Joiners stand behind a virama, or, the zero width non-joiner, between letters that would join.
  private var joinersAreInPlace: Bool {
    for (index, scalar) in scalars.enumerated() where scalar.properties.isJoinControl {
      if index > 0, scalars[index - 1].properties.canonicalCombiningClass == .virama { continue }
      guard scalar == "\u{200C}", let before = scalars[..<index].last(where: { !$0.isTransparent }),
        let after = scalars[(index + 1)...].first(where: { !$0.isTransparent }),
        ScalarSet.joiningForward.contains(before), ScalarSet.joiningBackward.contains(after)
      else { return false }
    }
    return true
  }

  private var neighboursAreInPlace: Bool { Self.misplaced.map { !$0.matches(string) } ?? true }

  private static let misplaced = try? RecordPattern(
    compiling: [
      // The middle dot is between two l, the Greek numeral sign before Greek, the Hebrew signs behind Hebrew.
      "(?<!l)\\u00B7|\\u00B7(?!l)", "\\u0375(?!\\p{Script=Greek})", "(?<!\\p{Script=Hebrew})[\\u05F3\\u05F4]",
      // The middle dot of Katakana is in a label of Hiragana, Katakana or Han.
      "^(?!.*[\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}]).*\\u30FB",
      // Arabic-Indic digits are of one kind.
      "[\\u0660-\\u0669].*[\\u06F0-\\u06F9]|[\\u06F0-\\u06F9].*[\\u0660-\\u0669]",
    ].joined(separator: "|"))

  // MARK: Direction (RFC 5893, section 2)

  var isRightToLeft: Bool { Self.matches(Self.rightToLeft, string) }

  var obeysBidiRule: Bool { Self.matches(Self.bidiRule, string) }

  private var string: String {
    var string = String.UnicodeScalarView()
    string.append(contentsOf: scalars)
    return String(string)
  }

  private static let rightToLeft = try? BacktrackingPattern("[\\p{bc:R}\\p{bc:AL}\\p{bc:AN}]", isAnchored: false)

  private static let bidiRule = try? BacktrackingPattern(
    """
    (?=[\\p{bc:R}\\p{bc:AL}])(?!.*\\p{bc:EN}.*\\p{bc:AN}|.*\\p{bc:AN}.*\\p{bc:EN})\
    [\\p{bc:R}\\p{bc:AL}\\p{bc:AN}\\p{bc:EN}\\p{bc:ES}\\p{bc:CS}\\p{bc:ET}\\p{bc:ON}\\p{bc:BN}\\p{bc:NSM}]*\
    [\\p{bc:R}\\p{bc:AL}\\p{bc:EN}\\p{bc:AN}]\\p{bc:NSM}*\\z\
    |(?=\\p{bc:L})[\\p{bc:L}\\p{bc:EN}\\p{bc:ES}\\p{bc:CS}\\p{bc:ET}\\p{bc:ON}\\p{bc:BN}\\p{bc:NSM}]*\
    [\\p{bc:L}\\p{bc:EN}]\\p{bc:NSM}*\\z
    """)

  private static func matches(_ pattern: BacktrackingPattern?, _ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.baseAddress.map { pattern?.outcome($0, bytes.count) == .matches } ?? false
    }
  }
}
