extension TextPattern {
  /// How long an open-ended repetition is written.
  private static let usualLength = 8
  /// Nothing more is written once the bytes are that many.
  private static let longestText = 100_000
  /// Nor after so many steps, of which a pattern may need many for nothing.
  private static let mostSteps = 1_000_000
  private static let saturation: UInt64 = 1 << 62

  /// At least so many different texts come from different choices; saturates at 2^62.
  var distinctCount: UInt64 { Self.count(root) }

  /// Appends a text that matches, made by the choices of `chooser`.
  func append(to bytes: inout [UInt8], _ chooser: inout Chooser) {
    var steps = 0
    Self.append(root, to: &bytes, &chooser, &steps)
  }

  private static func length(least: Int, most: Int?) -> Int {
    max(least, min(most ?? usualLength, usualLength))
  }

  private static func count(_ node: Node) -> UInt64 {
    switch node {
    case .empty: return 1
    case .scalar(let scalars): return UInt64(max(1, scalars.count))
    case .sequence(let nodes): return nodes.reduce(1) { product($0, count($1)) }
    case .choice(let nodes): return product(UInt64(nodes.count), nodes.map(count).min() ?? 1)
    case .repetition(let node, let least, let most):
      let single = count(node)
      return (0..<length(least: least, most: most)).reduce(1) { total, _ in product(total, single) }
    }
  }

  private static func product(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let (value, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow ? saturation : min(value, saturation)
  }

  private static func append(_ node: Node, to bytes: inout [UInt8], _ chooser: inout Chooser, _ steps: inout Int) {
    steps += 1
    guard bytes.count < longestText, steps < mostSteps else { return }
    switch node {
    case .empty: break
    case .scalar(let scalars):
      guard !scalars.isEmpty else { break }
      bytes.append(
        contentsOf: UTF8.encode(scalars[chooser.next(below: scalars.count)]) ?? UTF8.encodedReplacementCharacter)
    case .sequence(let nodes):
      for node in nodes { append(node, to: &bytes, &chooser, &steps) }
    case .choice(let nodes):
      append(nodes[chooser.next(below: nodes.count)], to: &bytes, &chooser, &steps)
    case .repetition(let node, let least, let most):
      for _ in 0..<length(least: least, most: most) { append(node, to: &bytes, &chooser, &steps) }
    }
  }
}
