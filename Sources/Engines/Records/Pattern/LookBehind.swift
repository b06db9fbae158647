/// Look-behind as alternatives that have one length each, as PCRE2 needs it.
struct LookBehind {
  let branches: [PatternNode]

  private static let maximumLength = 255

  /// - Throws: ``PatternError`` if the length has no bound or a large one.
  init(_ node: PatternNode, _ look: PatternLook) throws(PatternError) {
    guard let byLength = Self.byLength(node) else {
      throw PatternError(
        position: look.position,
        message: "look-behind of more than \(Self.maximumLength) characters or with a back reference is not supported")
    }
    branches = byLength.keys.sorted().compactMap { byLength[$0] }
  }

  /// What of the tree matches texts of each length; nil without a bound.
  private static func byLength(_ node: PatternNode) -> [Int: PatternNode]? {
    switch node {
    case .set: return [1: node]
    case .start, .end, .wordBoundary, .look: return [0: node]
    case .group(let child, let number):
      guard let children = byLength(child) else { return nil }
      return children.count == 1 ? children.mapValues { .group($0, number: number) } : children
    case .sequence(let nodes):
      return nodes.reduce([0: .nothing]) { lengths, node in lengths.flatMap { product($0, byLength(node)) } }
    case .alternatives(let nodes):
      return nodes.reduce([:]) { lengths, node in lengths.flatMap { sum($0, byLength(node)) } }
    case .repetition(let child, let repetition):
      guard let maximum = repetition.maximum, maximum <= maximumLength, let children = byLength(child) else {
        return nil
      }
      var power: [Int: PatternNode]? = [0: .nothing]
      var lengths: [Int: PatternNode]? = repetition.minimum == 0 ? power : [:]
      for count in stride(from: 1, through: maximum, by: 1) {
        power = power.flatMap { product($0, children) }
        if count >= repetition.minimum { lengths = lengths.flatMap { sum($0, power) } }
      }
      return lengths
    case .backReference: return nil
    }
  }

  private static func product(_ left: [Int: PatternNode], _ right: [Int: PatternNode]?) -> [Int: PatternNode]? {
    guard let right else { return nil }
    var product: [Int: PatternNode]? = [:]
    for (first, head) in left {
      for (second, tail) in right { product = product.flatMap { sum($0, [first + second: .sequence([head, tail])]) } }
    }
    return product
  }

  private static func sum(_ left: [Int: PatternNode], _ right: [Int: PatternNode]?) -> [Int: PatternNode]? {
    guard let right, right.keys.allSatisfy({ $0 <= maximumLength }) else { return nil }
    return left.merging(right) { .alternatives([$0, $1]) }
  }
}

extension PatternNode {
  /// Whether there is a group that a back reference may name.
  var hasGroups: Bool {
    switch self {
    case .group: true
    case .sequence(let nodes), .alternatives(let nodes): nodes.contains { $0.hasGroups }
    case .repetition(let node, _), .look(let node, _): node.hasGroups
    case .set, .start, .end, .wordBoundary, .backReference: false
    }
  }
}
