/// Reads the subset of ECMA-262 regular expressions (with the `u` flag) that can be matched in linear time.
///
/// Not in it: back references, look-around, word boundaries and `\p` classes.
struct PatternParser {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0

  private static let maximumDepth = 64
  private static let maximumRepetition = 2000

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func parse() throws(PatternError) -> PatternNode {
    let node = try alternatives()
    if peek() != nil { throw error("this parenthesis closes nothing; write \\) for the character") }
    return node
  }

  private mutating func alternatives() throws(PatternError) -> PatternNode {
    var branches = [try sequence()]
    while accept("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .alternatives(branches)
  }

  private mutating func sequence() throws(PatternError) -> PatternNode {
    var terms: [PatternNode] = []
    while let scalar = peek(), scalar != "|", scalar != ")" { terms.append(try term()) }
    return terms.count == 1 ? terms[0] : .sequence(terms)
  }

  private mutating func term() throws(PatternError) -> PatternNode {
    if accept("^") { return .start }
    if accept("$") { return .end }
    let atom = try self.atom()
    guard let (minimum, maximum) = try quantifier() else { return atom }
    return .repetition(atom, minimum: minimum, maximum: maximum)
  }

  private mutating func atom() throws(PatternError) -> PatternNode {
    guard let scalar = peek() else { throw error("the pattern ends too early") }
    switch scalar {
    case "(": return try group()
    case "[": return .set(try characterClass())
    case ".":
      position += 1
      return .set(ScalarSet.lineEnds.inverted)
    case "\\":
      position += 1
      return .set(try escape(inClass: false).set)
    case "*", "+", "?": throw error("there is nothing to repeat before \(scalar)")
    case "{", "}", "]": throw error("write \\\(scalar) for the character")
    default:
      position += 1
      return .set(ScalarSet(scalar))
    }
  }

  private mutating func group() throws(PatternError) -> PatternNode {
    let opening = position
    position += 1
    if accept("?") {
      if accept("<"), let scalar = peek(), scalar != "=", scalar != "!" {
        while let scalar = peek(), scalar != ">" {
          guard ScalarSet.word.ranges.contains(where: { $0.contains(scalar.value) }) else {
            throw error("a group's name is made of letters, digits and underscores")
          }
          position += 1
        }
        guard accept(">") else { throw error("the name of the group does not end") }
      } else if !accept(":") {
        throw PatternError(position: opening, message: "look-around is not supported")
      }
    }
    depth += 1
    guard depth <= Self.maximumDepth else {
      throw PatternError(position: opening, message: "groups are nested deeper than \(Self.maximumDepth) levels")
    }
    let node = try alternatives()
    depth -= 1
    guard accept(")") else { throw PatternError(position: opening, message: "this group is not closed") }
    return node
  }

  // MARK: Quantifiers

  private mutating func quantifier() throws(PatternError) -> (minimum: Int, maximum: Int?)? {
    let start = position
    let bounds: (minimum: Int, maximum: Int?)
    if accept("*") {
      bounds = (0, nil)
    } else if accept("+") {
      bounds = (1, nil)
    } else if accept("?") {
      bounds = (0, 1)
    } else if accept("{") {
      let minimum = try repetitionCount()
      var maximum: Int? = minimum
      if accept(",") { maximum = peek() == "}" ? nil : try repetitionCount() }
      guard accept("}") else { throw error("a closing brace must be here") }
      if let maximum, maximum < minimum {
        throw PatternError(position: start, message: "the repetition's bounds are in the wrong order")
      }
      bounds = (minimum, maximum)
    } else {
      return nil
    }
    // A lazy quantifier matches the same texts.
    _ = accept("?")
    return bounds
  }

  private mutating func repetitionCount() throws(PatternError) -> Int {
    let start = position
    var digits = ""
    while let scalar = peek(), ("0"..."9").contains(scalar) {
      digits.unicodeScalars.append(scalar)
      position += 1
    }
    guard !digits.isEmpty else { throw error("a number of repetitions must be here") }
    guard let count = Int(digits), count <= Self.maximumRepetition else {
      throw PatternError(position: start, message: "more than \(Self.maximumRepetition) repetitions are not supported")
    }
    return count
  }

  // MARK: Classes and escapes

  private mutating func characterClass() throws(PatternError) -> ScalarSet {
    let opening = position
    position += 1
    let isInverted = accept("^")
    var set = ScalarSet()
    while let scalar = peek(), scalar != "]" {
      let start = position
      let first = try classAtom()
      guard peek() == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
        set.formUnion(first.set)
        continue
      }
      position += 1
      let last = try classAtom()
      guard let low = first.single, let high = last.single, low <= high else {
        throw PatternError(position: start, message: "the range of the class is not in order")
      }
      set.insert(low.value...high.value)
    }
    guard accept("]") else { throw PatternError(position: opening, message: "this class is not closed") }
    return isInverted ? set.inverted : set
  }

  private mutating func classAtom() throws(PatternError) -> (set: ScalarSet, single: Unicode.Scalar?) {
    guard let scalar = peek() else { throw error("the class is not closed") }
    position += 1
    if scalar == "\\" { return try escape(inClass: true) }
    return (ScalarSet(scalar), scalar)
  }

  private mutating func escape(inClass: Bool) throws(PatternError) -> (set: ScalarSet, single: Unicode.Scalar?) {
    let start = position - 1
    guard let scalar = peek() else { throw error("the pattern ends inside an escape") }
    position += 1
    func one(_ scalar: Unicode.Scalar) -> (ScalarSet, Unicode.Scalar?) { (ScalarSet(scalar), scalar) }
    switch scalar {
    case "d": return (.digits, nil)
    case "D": return (ScalarSet.digits.inverted, nil)
    case "w": return (.word, nil)
    case "W": return (ScalarSet.word.inverted, nil)
    case "s": return (.space, nil)
    case "S": return (ScalarSet.space.inverted, nil)
    case "t": return one("\t")
    case "n": return one("\n")
    case "v": return one("\u{B}")
    case "f": return one("\u{C}")
    case "r": return one("\r")
    case "b" where inClass: return one("\u{8}")
    case "0" where !(peek().map { ("0"..."9").contains($0) } ?? false): return one("\0")
    case "c":
      guard let letter = peek(), letter.isASCII, letter.properties.isAlphabetic,
        let control = Unicode.Scalar(letter.value % 32)
      else { throw PatternError(position: start, message: "a letter must follow \\c") }
      position += 1
      return one(control)
    case "x": return one(try scalarValue(digits: 2, from: start))
    case "u": return one(try unicodeEscape(from: start))
    case "^", "$", "\\", ".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "|", "/", "-": return one(scalar)
    case "b", "B": throw PatternError(position: start, message: "word boundaries are not supported")
    case "p", "P": throw PatternError(position: start, message: "Unicode property classes are not supported")
    case "k", "0"..."9": throw PatternError(position: start, message: "back references are not supported")
    default: throw PatternError(position: start, message: "there is no escape \\\(scalar)")
    }
  }

  private mutating func unicodeEscape(from start: Int) throws(PatternError) -> Unicode.Scalar {
    if accept("{") {
      var value: UInt32 = 0
      var count = 0
      while let digit = hexadecimalDigit(), value <= 0x10FFFF {
        value = value << 4 | digit
        count += 1
      }
      guard count > 0, accept("}"), let scalar = Unicode.Scalar(value) else {
        throw PatternError(position: start, message: "\\u{…} must hold a Unicode scalar in hexadecimal digits")
      }
      return scalar
    }
    let high = try unit(digits: 4, from: start)
    if let scalar = Unicode.Scalar(high) { return scalar }
    if high < 0xDC00, accept("\\"), accept("u") {
      let low = try unit(digits: 4, from: start)
      if (0xDC00...0xDFFF).contains(low),
        let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
      {
        return scalar
      }
    }
    throw PatternError(position: start, message: "half of a surrogate pair stands alone")
  }

  private mutating func scalarValue(digits: Int, from start: Int) throws(PatternError) -> Unicode.Scalar {
    guard let scalar = Unicode.Scalar(try unit(digits: digits, from: start)) else {
      throw PatternError(position: start, message: "the escape is not a Unicode scalar")
    }
    return scalar
  }

  private mutating func unit(digits: Int, from start: Int) throws(PatternError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = hexadecimalDigit() else {
        throw PatternError(position: start, message: "\(digits) hexadecimal digits must follow")
      }
      value = value << 4 | digit
    }
    return value
  }

  private mutating func hexadecimalDigit() -> UInt32? {
    guard let scalar = peek(), scalar.isASCII, let digit = Character(scalar).hexDigitValue else { return nil }
    position += 1
    return UInt32(digit)
  }

  // MARK: Steps

  private func peek() -> Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
    guard peek() == scalar else { return false }
    position += 1
    return true
  }

  private func error(_ message: String) -> PatternError { PatternError(position: position, message: message) }
}
