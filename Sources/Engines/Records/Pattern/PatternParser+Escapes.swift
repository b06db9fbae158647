/// What an escape stands for.
enum PatternEscape {
  case single(UInt32)
  case several(PatternClass)

  var single: UInt32? { if case .single(let codePoint) = self { codePoint } else { nil } }

  var members: PatternClass {
    switch self {
    case .single(let codePoint): PatternClass(ScalarSet(codePoint))
    case .several(let members): members
    }
  }
}

extension PatternParser {
  /// The position is behind the backslash.
  mutating func escape(inClass: Bool) throws(PatternError) -> PatternEscape {
    let start = position - 1
    guard let scalar = peek() else { throw PatternError(position: start, message: "the pattern ends inside an escape") }
    position += 1
    switch scalar {
    case "d": return .several(PatternClass(.digits))
    case "D": return .several(PatternClass(ScalarSet.digits.inverted))
    case "w": return .several(PatternClass(.word))
    case "W": return .several(PatternClass(ScalarSet.word.inverted))
    case "s": return .several(PatternClass(.space))
    case "S": return .several(PatternClass(ScalarSet.space.inverted))
    case "p", "P": return .several(try property(isInverted: scalar == "P", from: start))
    case "t": return .single(0x9)
    case "n": return .single(0xA)
    case "v": return .single(0xB)
    case "f": return .single(0xC)
    case "r": return .single(0xD)
    case "b" where inClass: return .single(0x8)
    case "0":
      if decimalDigit() != nil { throw PatternError(position: start, message: "write \\x00 before a digit") }
      return .single(0)
    case "c":
      guard let letter = peek(), letter.isASCII, letter.properties.isAlphabetic else {
        throw PatternError(position: start, message: "a letter must follow \\c")
      }
      position += 1
      return .single(letter.value % 32)
    case "x": return .single(try codeUnit(digits: 2, from: start))
    case "u": return .single(try unicodeEscape(from: start))
    case _
    where scalar.isASCII && scalar.value > 0x20 && !scalar.properties.isAlphabetic
      && scalar.properties.numericType == nil && scalar != "\u{7F}":
      return .single(scalar.value)
    default: throw PatternError(position: start, message: "there is no escape \\\(scalar)")
    }
  }

  private mutating func property(isInverted: Bool, from start: Int) throws(PatternError) -> PatternClass {
    var name = ""
    var value: String?
    guard accept("{") else { throw PatternError(position: start, message: "a property in braces must follow") }
    while let scalar = peek(), scalar != "}" {
      position += 1
      if scalar == "=", value == nil {
        value = ""
      } else if value != nil {
        value?.unicodeScalars.append(scalar)
      } else {
        name.unicodeScalars.append(scalar)
      }
    }
    guard accept("}") else { throw PatternError(position: start, message: "the property's braces are not closed") }
    if name == "Changes_When_NFKC_Casefolded" || name == "CWKCF", value == nil {
      let members = ScalarSet.changedByNFKCCaseFolding
      return PatternClass(isInverted ? members.inverted : members)
    }
    guard let property = UnicodeProperty(name, value: value, isInverted: isInverted), property.isKnown else {
      let text = value.map { "\(name)=\($0)" } ?? name
      throw PatternError(position: start, message: "there is no Unicode property \(text)")
    }
    return PatternClass(property)
  }

  private mutating func unicodeEscape(from start: Int) throws(PatternError) -> UInt32 {
    if accept("{") {
      var value: UInt32 = 0
      let first = position
      while value <= 0x10FFFF, let digit = hexadecimalDigit() { value = value << 4 | digit }
      guard position > first, value <= 0x10FFFF, accept("}") else {
        throw PatternError(position: start, message: "\\u{…} must hold a code point in hexadecimal digits")
      }
      return value
    }
    let high = try codeUnit(digits: 4, from: start)
    guard (0xD800...0xDBFF).contains(high) else { return high }
    // Two halves written one after the other are one character; one alone is in no text.
    let behind = position
    if accept(all: "\\u"), peek() != "{" {
      let low = try codeUnit(digits: 4, from: start)
      if (0xDC00...0xDFFF).contains(low) { return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00) }
    }
    position = behind
    return high
  }

  private mutating func codeUnit(digits: Int, from start: Int) throws(PatternError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = hexadecimalDigit() else {
        throw PatternError(position: start, message: "\(digits) hexadecimal digits must follow")
      }
      value = value << 4 | digit
    }
    return value
  }

  // MARK: Back references and names

  /// `\1` or `\k<name>`; nothing is read where none is.
  mutating func backReference() throws(PatternError) -> PatternReference? {
    let start = position
    let reference: PatternReference
    if accept(all: "\\k") {
      guard accept("<") else { throw PatternError(position: start, message: "a group's name must follow \\k") }
      reference = .name(try groupName())
    } else {
      guard accept("\\"), peek() != "0", let first = decimalDigit() else {
        position = start
        return nil
      }
      var number = first
      while let digit = decimalDigit() { number = min(number * 10 + digit, 1_000_000) }
      reference = .number(number)
    }
    groups.refer(to: reference, at: start)
    return reference
  }

  /// The position is behind `<`, and then behind `>`.
  mutating func groupName() throws(PatternError) -> String {
    let start = position
    var name = String.UnicodeScalarView()
    while let scalar = peek(), scalar != ">" {
      position += 1
      var letter = scalar
      if scalar == "\\" {
        guard accept("u"), let escaped = Unicode.Scalar(try unicodeEscape(from: position - 2)) else {
          throw PatternError(position: start, message: Self.nameRule)
        }
        letter = escaped
      }
      let isStart = letter.properties.isIDStart || letter == "$" || letter == "_"
      guard isStart || !name.isEmpty && (letter.properties.isIDContinue || letter == "\u{200C}" || letter == "\u{200D}")
      else { throw PatternError(position: start, message: Self.nameRule) }
      name.append(letter)
    }
    guard !name.isEmpty, accept(">") else { throw PatternError(position: start, message: Self.nameRule) }
    return String(name)
  }

  private static var nameRule: String { "a group's name is made of letters, digits, _ and $, and ends with >" }
}

extension UnicodeProperty {
  /// Whether the library's Unicode tables know it.
  fileprivate var isKnown: Bool { (try? BacktrackingPattern(translation)) != nil }
}

extension ScalarSet {
  fileprivate static let changedByNFKCCaseFolding = ScalarSet(
    (0...UInt32(0x10FFFF)).lazy.filter { Unicode.Scalar($0)?.properties.changesWhenNFKCCaseFolded ?? false }.map {
      $0...$0
    }
  ).normalized
}
