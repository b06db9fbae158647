internal import DataRecords

/// A regular expression that texts can be written for: anchors, classes, quantifiers, groups and alternation.
///
/// Kept as a tree, because the generator has to write texts that match; `RecordPattern` tells whether a text does.
struct TextPattern: Sendable {
  indirect enum Node: Sendable {
    /// Nothing.
    case empty
    /// One of these scalars.
    case scalar([Unicode.Scalar])
    case sequence([Node])
    case choice([Node])
    case repetition(Node, least: Int, most: Int?)
  }

  let root: Node

  /// - Throws: `PatternError` for what is no expression, or one with look-around, back references or word boundaries.
  init(_ text: String) throws(PatternError) {
    root = Node(try PatternShape(text))
  }
}

extension TextPattern.Node {
  fileprivate init(_ shape: PatternShape) {
    switch shape {
    case .start, .end: self = .empty
    case .scalar(let ranges): self = .scalar(Self.writable(ranges))
    case .sequence(let shapes): self = shapes.isEmpty ? .empty : .sequence(shapes.map(Self.init))
    case .choice(let shapes): self = .choice(shapes.map(Self.init))
    case .repetition(let shape, let least, let most): self = .repetition(Self(shape), least: least, most: most)
    }
  }

  /// Scalars to write: printable ASCII ones if there are any, else the first one of each range.
  private static func writable(_ ranges: [ClosedRange<UInt32>]) -> [Unicode.Scalar] {
    let printable = (UInt32(0x21)...0x7E).filter { value in ranges.contains { $0.contains(value) } }
    return (printable.isEmpty ? ranges.map(\.lowerBound) : printable).compactMap(Unicode.Scalar.init)
  }
}
