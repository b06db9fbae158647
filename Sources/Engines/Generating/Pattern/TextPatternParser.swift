/// Reads a ``TextPattern`` by recursive descent; groups nest at most sixteen deep.
struct TextPatternParser {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0

  private static let longest = 500
  private static let deepest = 16
  private static let mostRepetitions = 1000

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  mutating func parse() throws(TextPattern.Problem) -> TextPattern.Node {
    guard scalars.count <= Self.longest else { throw problem("is longer than \(Self.longest) characters") }
    let node = try choice()
    guard position == scalars.count else { throw problem("has a ) without a (") }
    return node
  }

  private mutating func choice() throws(TextPattern.Problem) -> TextPattern.Node {
    var alternatives = [try sequence()]
    while accept("|") { alternatives.append(try sequence()) }
    return alternatives.count == 1 ? alternatives[0] : .choice(alternatives)
  }

  private mutating func sequence() throws(TextPattern.Problem) -> TextPattern.Node {
    var nodes: [TextPattern.Node] = []
    while let next = peek(), next != "|", next != ")" { nodes.append(try quantified()) }
    return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
  }

  private mutating func quantified() throws(TextPattern.Problem) -> TextPattern.Node {
    let atom = try atom()
    guard let (least, most) = try quantifier() else { return atom }
    switch atom {
    case .start, .end: throw problem("repeats an anchor")
    default: break
    }
    _ = accept("?")
    return .repetition(atom, least: least, most: most)
  }

  private mutating func quantifier() throws(TextPattern.Problem) -> (Int, Int?)? {
    if accept("*") { return (0, nil) }
    if accept("+") { return (1, nil) }
    if accept("?") { return (0, 1) }
    guard accept("{") else { return nil }
    guard let least = number() else { throw problem("needs a number after {") }
    var most: Int? = least
    if accept(",") { most = number() }
    guard accept("}") else { throw problem("has a { without a }") }
    guard least <= Self.mostRepetitions, most ?? least <= Self.mostRepetitions else {
      throw problem("repeats more than \(Self.mostRepetitions) times")
    }
    guard most ?? least >= least else { throw problem("has a range whose end is before its start") }
    return (least, most)
  }

  private mutating func atom() throws(TextPattern.Problem) -> TextPattern.Node {
    guard let next = take() else { throw problem("ends too early") }
    switch next {
    case "^": return .start
    case "$": return .end
    case ".": return .scalar(.anyInLine)
    case "[": return .scalar(try set())
    case "(":
      guard depth < Self.deepest else { throw problem("nests groups deeper than \(Self.deepest)") }
      if accept("?") {
        guard accept(":") else { throw problem("uses a group that begins with (? and is not (?:") }
      }
      depth += 1
      let node = try choice()
      depth -= 1
      guard accept(")") else { throw problem("has a ( without a )") }
      return node
    case "*", "+", "?", "{": throw problem("has nothing before \(next) that it could repeat")
    case "\\": return .scalar(try escape())
    default: return .scalar(.of(next))
    }
  }

  private mutating func set() throws(TextPattern.Problem) -> ScalarSet {
    var set = ScalarSet(isNegated: accept("^"))
    while !accept("]") {
      let first = try setMember()
      guard first.ranges.count == 1, let low = first.ranges.first, low.count == 1, peek() == "-",
        position + 1 < scalars.count, scalars[position + 1] != "]"
      else {
        set.ranges += first.ranges
        continue
      }
      position += 1
      guard let high = try setMember().ranges.first, high.count == 1, high.lowerBound >= low.lowerBound else {
        throw problem("has a class with a range whose end is before its start")
      }
      set.ranges.append(low.lowerBound...high.lowerBound)
    }
    guard !set.ranges.isEmpty else { throw problem("has an empty class") }
    return set
  }

  private mutating func setMember() throws(TextPattern.Problem) -> ScalarSet {
    guard let next = take() else { throw problem("has a [ without a ]") }
    return next == "\\" ? try escape() : .of(next)
  }

  private mutating func escape() throws(TextPattern.Problem) -> ScalarSet {
    guard let next = take() else { throw problem("ends with a lone backslash") }
    switch next {
    case "d": return .digits
    case "w": return .word
    case "s": return .space
    case "D": return ScalarSet(ranges: ScalarSet.digits.ranges, isNegated: true)
    case "W": return ScalarSet(ranges: ScalarSet.word.ranges, isNegated: true)
    case "S": return ScalarSet(ranges: ScalarSet.space.ranges, isNegated: true)
    case "t": return .of("\t")
    case "n": return .of("\n")
    case "r": return .of("\r")
    default:
      guard next.properties.isAlphabetic || next.properties.numericType != nil else { return .of(next) }
      throw problem("uses the escape \\\(next), which is not supported")
    }
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let next = peek(), ("0"..."9").contains(next) {
      position += 1
      value = min((value ?? 0) * 10 + Int(next.value - 0x30), 1_000_000)
    }
    return value
  }

  private func peek() -> Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take() -> Unicode.Scalar? {
    guard let next = peek() else { return nil }
    position += 1
    return next
  }

  private mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
    guard peek() == scalar else { return false }
    position += 1
    return true
  }

  private func problem(_ message: String) -> TextPattern.Problem {
    TextPattern.Problem(message: "\(message) (at character \(position))")
  }
}
