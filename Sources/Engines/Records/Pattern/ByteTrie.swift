/// A set of scalars as a tree over the bytes of UTF-8; parts that are the same are there once.
struct ByteTrie {
  struct Edge: Hashable {
    let low: UInt8
    let high: UInt8
    /// Of the next node; ``end`` after the last byte of a scalar.
    let next: Int32
  }

  static let end: Int32 = -1

  /// The edges of each node, in the order of their bytes; children come before their parents, the root is last.
  private(set) var nodes: [[Edge]] = []
  private var known: [[Edge]: Int32] = [:]

  init(_ set: ScalarSet) {
    let sequences = set.byteSequences
    let root = node(sequences[...], depth: 0)
    if Int(root) != nodes.count - 1 { nodes.append(nodes[Int(root)]) }
  }

  private mutating func node(_ sequences: ArraySlice<[ClosedRange<UInt8>]>, depth: Int) -> Int32 {
    var edges: [Edge] = []
    var index = sequences.startIndex
    while index < sequences.endIndex {
      let range = sequences[index][depth]
      var end = index + 1
      while end < sequences.endIndex, sequences[end][depth] == range { end += 1 }
      let next =
        sequences[index].count == depth + 1 ? Self.end : node(sequences[index..<end], depth: depth + 1)
      if let last = edges.last, last.next == next, last.high &+ 1 == range.lowerBound {
        edges[edges.count - 1] = Edge(low: last.low, high: range.upperBound, next: next)
      } else {
        edges.append(Edge(low: range.lowerBound, high: range.upperBound, next: next))
      }
      index = end
    }
    if let node = known[edges] { return node }
    nodes.append(edges)
    known[edges] = Int32(nodes.count - 1)
    return Int32(nodes.count - 1)
  }
}
