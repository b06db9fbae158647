/// What texts that match a regular expression look like, for whoever writes them.
package indirect enum PatternShape: Sendable {
  /// One scalar of these ranges of code points; there are no surrogates among them, and they are in order.
  case scalar([ClosedRange<UInt32>])
  case sequence([PatternShape])
  case choice([PatternShape])
  case repetition(PatternShape, minimum: Int, maximum: Int?)
  case start
  case end

  /// - Throws: ``PatternError`` for what is no regular expression, and for look-around, back references and word
  ///   boundaries: whether they hold is not known before the text is written.
  package init(_ text: String) throws(PatternError) {
    var parser = PatternParser(text)
    self = try Self(try parser.parse().root)
  }

  private init(_ node: PatternNode) throws(PatternError) {
    switch node {
    case .set(let set): self = .scalar(try set.scalars().withoutSurrogates.ranges)
    case .sequence(let nodes): self = .sequence(try Self.all(nodes))
    case .alternatives(let nodes): self = .choice(try Self.all(nodes))
    case .repetition(let node, let repetition):
      self = .repetition(try Self(node), minimum: repetition.minimum, maximum: repetition.maximum)
    case .group(let node, _): self = try Self(node)
    case .start: self = .start
    case .end: self = .end
    case .look(_, let look):
      throw PatternError(position: look.position, message: "no text can be written for look-around")
    case .backReference(_, _, let position):
      throw PatternError(position: position, message: "no text can be written for back references")
    case .wordBoundary: throw PatternError(position: 0, message: "no text can be written for word boundaries")
    }
  }

  private static func all(_ nodes: [PatternNode]) throws(PatternError) -> [PatternShape] {
    var shapes: [PatternShape] = []
    for node in nodes { shapes.append(try Self(node)) }
    return shapes
  }
}
