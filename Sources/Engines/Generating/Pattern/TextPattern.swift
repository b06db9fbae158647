/// A regular expression of the subset that templates may use: anchors, classes, quantifiers, groups and alternation.
///
/// Kept as a tree, because the generator has to write texts that match; `RecordPattern` tells whether a text does.
struct TextPattern: Sendable {
  indirect enum Node: Sendable {
    /// Nothing.
    case empty
    /// One scalar out of the set.
    case scalar(ScalarSet)
    case sequence([Node])
    case choice([Node])
    case repetition(Node, least: Int, most: Int?)
    case start
    case end
  }

  struct Problem: Error, Equatable {
    let message: String
  }

  let root: Node

  /// - Throws: `Problem` where the text is not an expression of the subset.
  init(_ text: String) throws(Problem) {
    var parser = TextPatternParser(text)
    root = try parser.parse()
  }
}

/// A set of Unicode scalars.
struct ScalarSet: Sendable {
  var ranges: [ClosedRange<UInt32>] = []
  var isNegated = false

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    ranges.contains { $0.contains(scalar.value) } != isNegated
  }

  static func of(_ scalar: Unicode.Scalar) -> ScalarSet { ScalarSet(ranges: [scalar.value...scalar.value]) }
  static let digits = ScalarSet(ranges: [0x30...0x39])
  static let word = ScalarSet(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  static let space = ScalarSet(ranges: [0x20...0x20, 0x09...0x0D, 0xA0...0xA0])
  static let anyInLine = ScalarSet(ranges: [0x0A...0x0A, 0x0D...0x0D], isNegated: true)
}
