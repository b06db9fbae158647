/// The syntax tree of a regular expression.
indirect enum PatternNode: Sendable {
  case set(PatternClass)
  case sequence([PatternNode])
  case alternatives([PatternNode])
  case repetition(PatternNode, PatternRepetition)
  case start
  case end
  case wordBoundary(isInverted: Bool)
  /// A group that a back reference may name; groups count from 1 in the order of their parentheses.
  case group(PatternNode, number: Int)
  case look(PatternNode, PatternLook)
  case backReference(PatternReference, ignoresCase: Bool, position: Int)

  static var nothing: PatternNode { .sequence([]) }
}

struct PatternRepetition: Sendable {
  var minimum: Int
  var maximum: Int?
  var isLazy: Bool
}

/// How look-ahead or look-behind looks.
struct PatternLook: Sendable {
  var isBehind: Bool
  var isInverted: Bool
  /// Of its parenthesis in the text.
  var position: Int
}

enum PatternReference: Sendable {
  case number(Int)
  case name(String)
}

/// What a regular expression says: its tree and its groups.
struct PatternSyntax: Sendable {
  let root: PatternNode
  /// The numbers of the groups with a name; more than one where they are in different alternatives.
  let groupsByName: [String: [Int]]
  let hasBackReferences: Bool
}
