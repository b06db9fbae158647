/// A regular expression as a nondeterministic automaton over the bytes of UTF-8 (Thompson's construction).
struct PatternProgram {
  enum State {
    /// Reads one byte along one of the edges; their ranges do not overlap.
    case read(firstEdge: Int32, edgeCount: Int32)
    case split(Int32, Int32)
    case start(next: Int32)
    case end(next: Int32)
    case wordBoundary(isInverted: Bool, next: Int32)
    case match
  }

  /// The first state is the match.
  private(set) var states: [State] = [.match]
  private(set) var edges: [ByteTrie.Edge] = []
  private(set) var entry: Int32 = 0
  private(set) var hasWordBoundaries = false

  private var tries: [PatternClass: ByteTrie] = [:]

  private static let maximumSize = 30_000

  /// Why there is no program.
  private enum Obstacle: Error {
    case notRegular, tooLarge
    case refused(PatternError)
  }

  /// Nil for a tree with look-around or back references, and for one that is too large.
  ///
  /// - Throws: ``PatternError`` for a Unicode property that the library does not know.
  init?(_ node: PatternNode) throws(PatternError) {
    do throws(Obstacle) {
      entry = try add(node, then: 0)
    } catch {
      if case .refused(let error) = error { throw error }
      return nil
    }
    tries = [:]
  }

  private mutating func add(_ state: State) throws(Obstacle) -> Int32 {
    guard states.count + edges.count < Self.maximumSize else { throw .tooLarge }
    states.append(state)
    return Int32(states.count - 1)
  }

  private mutating func add(_ node: PatternNode, then next: Int32) throws(Obstacle) -> Int32 {
    switch node {
    case .start: return try add(.start(next: next))
    case .end: return try add(.end(next: next))
    case .wordBoundary(let isInverted):
      hasWordBoundaries = true
      return try add(.wordBoundary(isInverted: isInverted, next: next))
    case .set(let set): return try add(set, then: next)
    case .group(let node, _): return try add(node, then: next)
    case .sequence(let nodes):
      var entry = next
      for node in nodes.reversed() { entry = try add(node, then: entry) }
      return entry
    case .alternatives(let nodes):
      guard let last = nodes.last else { return next }
      var entry = try add(last, then: next)
      for node in nodes.dropLast().reversed() { entry = try add(.split(try add(node, then: next), entry)) }
      return entry
    case .repetition(let node, let repetition): return try add(node, repetition, then: next)
    case .look, .backReference: throw .notRegular
    }
  }

  private mutating func add(
    _ node: PatternNode, _ repetition: PatternRepetition, then next: Int32
  ) throws(Obstacle) -> Int32 {
    var entry = next
    if let maximum = repetition.maximum {
      for _ in repetition.minimum..<maximum { entry = try add(.split(try add(node, then: entry), next)) }
    } else {
      entry = try add(.split(next, next))
      states[Int(entry)] = .split(try add(node, then: entry), next)
    }
    for _ in 0..<repetition.minimum {
      let before = entry
      entry = try add(node, then: entry)
      // What needs no state may be repeated as often as it likes.
      if entry == before { break }
    }
    return entry
  }

  private mutating func add(_ set: PatternClass, then next: Int32) throws(Obstacle) -> Int32 {
    let trie: ByteTrie
    if let known = tries[set] {
      trie = known
    } else {
      do throws(PatternError) { trie = ByteTrie(try set.scalars()) } catch { throw .refused(error) }
      tries[set] = trie
    }
    let base = Int32(states.count)
    for node in trie.nodes {
      let first = Int32(edges.count)
      edges += node.map { edge in
        ByteTrie.Edge(low: edge.low, high: edge.high, next: edge.next == ByteTrie.end ? next : base + edge.next)
      }
      _ = try add(.read(firstEdge: first, edgeCount: Int32(node.count)))
    }
    return Int32(states.count - 1)
  }
}
