/// Reads a regular expression of ECMA-262 with the `u` flag, by recursive descent.
///
/// More lenient than the `u` flag in what real schemas write and nobody reads in two ways (Annex B): braces and `]`
/// stand for themselves where they close nothing and no digit follows, a backslash may stand before any ASCII
/// punctuation, and a `-` beside a class such as `\w` is a hyphen.
struct PatternParser {
  let scalars: [Unicode.Scalar]
  var position = 0
  var groups = PatternGroups()
  var flags = PatternFlags()
  private var depth = 0

  private static let maximumLength = 100_000
  private static let maximumDepth = 100
  private static let maximumRepetition = 65_535

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func parse() throws(PatternError) -> PatternSyntax {
    guard scalars.count <= Self.maximumLength else {
      throw PatternError(position: 0, message: "the pattern is longer than \(Self.maximumLength) characters")
    }
    let root = try alternatives()
    if peek() != nil { throw error("this parenthesis closes nothing; write \\) for the character") }
    try groups.checkReferences()
    return PatternSyntax(
      root: root, groupsByName: groups.numbersByName, hasBackReferences: !groups.references.isEmpty)
  }

  private mutating func alternatives() throws(PatternError) -> PatternNode {
    groups.enterAlternatives()
    var branches = [try sequence()]
    while accept("|") {
      groups.nextAlternative()
      branches.append(try sequence())
    }
    groups.leaveAlternatives()
    return branches.count == 1 ? branches[0] : .alternatives(branches)
  }

  private mutating func sequence() throws(PatternError) -> PatternNode {
    var terms: [PatternNode] = []
    while let scalar = peek(), scalar != "|", scalar != ")" { terms.append(try term()) }
    return terms.count == 1 ? terms[0] : .sequence(terms)
  }

  private mutating func term() throws(PatternError) -> PatternNode {
    if accept("^") { return flags.isMultiline ? .startOfLine(at: position - 1) : .start }
    if accept("$") { return flags.isMultiline ? .endOfLine(at: position - 1) : .end }
    if accept(all: "\\b") { return .wordBoundary(isInverted: false) }
    if accept(all: "\\B") { return .wordBoundary(isInverted: true) }
    let atom = try self.atom()
    // Nothing can be repeated that is only looked at; the quantifier is then found to stand alone.
    if case .look = atom { return atom }
    guard let repetition = try quantifier() else { return atom }
    return .repetition(atom, repetition)
  }

  private mutating func atom() throws(PatternError) -> PatternNode {
    guard let scalar = peek() else { throw error("the pattern ends too early") }
    switch scalar {
    case "(": return try group()
    case "[": return .set(try characterClass())
    case ".":
      position += 1
      return .set(flags.isDotAll ? .anything : PatternClass(ScalarSet.lineEnds.inverted))
    case "\\":
      let start = position
      if let reference = try backReference() {
        return .backReference(reference, ignoresCase: flags.ignoresCase, position: start)
      }
      position += 1
      return .set(try cased(try escape(inClass: false).members))
    case "*", "+", "?": throw error("there is nothing to repeat before \(scalar)")
    case "{":
      let start = position
      if try quantifier() != nil {
        throw PatternError(position: start, message: "there is nothing to repeat before the braces")
      }
      position += 1
      if let next = peek(), ("0"..."9").contains(next) {
        throw PatternError(
          position: start, message: "the braces of a repetition are not closed; write \\{ for the character")
      }
      return .set(PatternClass(ScalarSet(scalar.value)))
    default:
      position += 1
      return .set(try cased(PatternClass(ScalarSet(scalar.value))))
    }
  }

  /// The class with the flags that hold here.
  func cased(_ members: PatternClass) throws(PatternError) -> PatternClass {
    guard flags.ignoresCase else { return members }
    var members = members
    if !members.properties.isEmpty {
      // PCRE2 does not look at the case of what a property holds.
      members = PatternClass(try members.scalars())
    }
    members.ignoresCase = true
    return members
  }

  // MARK: Groups

  private mutating func group() throws(PatternError) -> PatternNode {
    let opening = position
    position += 1
    var number: Int?
    var look: PatternLook?
    let outerFlags = flags
    if accept("?") {
      if accept("=") || accept("!") {
        look = PatternLook(isBehind: false, isInverted: scalars[position - 1] == "!", position: opening)
      } else if accept(all: "<=") || accept(all: "<!") {
        look = PatternLook(isBehind: true, isInverted: scalars[position - 1] == "!", position: opening)
      } else if accept("<") {
        number = try groups.add(name: try groupName(), at: opening)
      } else if !accept(":") {
        try modifiers(from: opening)
      }
    } else {
      number = groups.add()
    }
    depth += 1
    guard depth <= Self.maximumDepth else {
      throw PatternError(position: opening, message: "groups are nested deeper than \(Self.maximumDepth) levels")
    }
    let node = try alternatives()
    depth -= 1
    flags = outerFlags
    guard accept(")") else { throw PatternError(position: opening, message: "this group is not closed") }
    if let look { return .look(node, look) }
    if let number { return .group(node, number: number) }
    // Look-around within a group may be repeated, unlike look-around itself.
    if case .look = node { return .sequence([node]) }
    return node
  }

  /// The flags of `(?i-m:`; the position is behind the colon then.
  private mutating func modifiers(from opening: Int) throws(PatternError) {
    var seen = ""
    var isAdded = true
    while let scalar = peek(), scalar != ":" {
      let letter = Character(scalar)
      switch scalar {
      case "-" where isAdded: isAdded = false
      case "i" where !seen.contains(letter): flags.ignoresCase = isAdded
      case "m" where !seen.contains(letter): flags.isMultiline = isAdded
      case "s" where !seen.contains(letter): flags.isDotAll = isAdded
      default:
        throw PatternError(position: opening, message: "(? must be followed by :, =, !, <=, <! or <name>")
      }
      seen.append(letter)
      position += 1
    }
    guard accept(":"), seen != "-" else {
      throw PatternError(position: opening, message: "(? must be followed by :, =, !, <=, <! or <name>")
    }
  }

  // MARK: Quantifiers

  /// Nothing is read where no quantifier is.
  private mutating func quantifier() throws(PatternError) -> PatternRepetition? {
    let start = position
    var bounds: PatternRepetition
    if accept("*") {
      bounds = PatternRepetition(minimum: 0, maximum: nil, isLazy: false)
    } else if accept("+") {
      bounds = PatternRepetition(minimum: 1, maximum: nil, isLazy: false)
    } else if accept("?") {
      bounds = PatternRepetition(minimum: 0, maximum: 1, isLazy: false)
    } else if accept("{"), let minimum = try repetitionCount() {
      bounds = PatternRepetition(minimum: minimum, maximum: minimum, isLazy: false)
      if accept(",") { bounds.maximum = try repetitionCount() }
      guard accept("}") else {
        position = start
        return nil
      }
      if let maximum = bounds.maximum, maximum < minimum {
        throw PatternError(position: start, message: "the repetition's bounds are in the wrong order")
      }
    } else {
      position = start
      return nil
    }
    bounds.isLazy = accept("?")
    return bounds
  }

  private mutating func repetitionCount() throws(PatternError) -> Int? {
    let start = position
    var count = 0
    while let digit = decimalDigit() { count = min(count * 10 + digit, Self.maximumRepetition + 1) }
    guard position > start else { return nil }
    guard count <= Self.maximumRepetition else {
      throw PatternError(position: start, message: "more than \(Self.maximumRepetition) repetitions are not supported")
    }
    return count
  }
}

extension PatternNode {
  /// `^` with the flag `m`.
  fileprivate static func startOfLine(at position: Int) -> PatternNode {
    let look = PatternLook(isBehind: true, isInverted: false, position: position)
    return .alternatives([.start, .look(.set(PatternClass(.lineEnds)), look)])
  }

  /// `$` with the flag `m`.
  fileprivate static func endOfLine(at position: Int) -> PatternNode {
    let look = PatternLook(isBehind: false, isInverted: false, position: position)
    return .alternatives([.end, .look(.set(PatternClass(.lineEnds)), look)])
  }
}
