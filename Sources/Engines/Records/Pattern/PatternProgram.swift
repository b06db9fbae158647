/// A regular expression as a nondeterministic automaton over the bytes of UTF-8 (Thompson's construction).
struct PatternProgram {
  enum State {
    case bytes(ClosedRange<UInt8>, next: Int32)
    case branch([Int32])
    case start(next: Int32)
    case end(next: Int32)
    case match
  }

  private(set) var states: [State] = [.match]
  private(set) var entry: Int32 = 0

  private static let maximumStates = 60_000

  init(_ node: PatternNode) throws(PatternError) {
    entry = try add(node, then: 0)
  }

  private mutating func add(_ state: State) throws(PatternError) -> Int32 {
    guard states.count < Self.maximumStates else {
      throw PatternError(position: 0, message: "the pattern is too large; repeat less")
    }
    states.append(state)
    return Int32(states.count - 1)
  }

  private mutating func add(_ node: PatternNode, then next: Int32) throws(PatternError) -> Int32 {
    switch node {
    case .start: return try add(.start(next: next))
    case .end: return try add(.end(next: next))
    case .set(let set): return try add(set, then: next)
    case .sequence(let nodes):
      var entry = next
      for node in nodes.reversed() { entry = try add(node, then: entry) }
      return entry
    case .alternatives(let nodes):
      var entries: [Int32] = []
      for node in nodes { entries.append(try add(node, then: next)) }
      return try add(.branch(entries))
    case .repetition(let node, let minimum, let maximum):
      var entry = next
      if let maximum {
        for _ in minimum..<maximum {
          entry = try add(.branch([try add(node, then: entry), next]))
        }
      } else {
        let loop = try add(.branch([]))
        states[Int(loop)] = .branch([try add(node, then: loop), next])
        entry = loop
      }
      for _ in 0..<minimum { entry = try add(node, then: entry) }
      return entry
    }
  }

  private mutating func add(_ set: ScalarSet, then next: Int32) throws(PatternError) -> Int32 {
    // Sequences with the same tail share its states.
    var shared: [[ClosedRange<UInt8>]: Int32] = [:]
    var entries: [Int32] = []
    for sequence in set.byteSequences {
      var entry = next
      for first in sequence.indices.reversed() {
        let tail = Array(sequence[first...])
        if let known = shared[tail] {
          entry = known
        } else {
          entry = try add(.bytes(sequence[first], next: entry))
          shared[tail] = entry
        }
      }
      entries.append(entry)
    }
    return entries.count == 1 ? entries[0] : try add(.branch(entries))
  }
}

extension PatternProgram {
  /// The states that can be reached without reading: those that read a byte, wait for the end, or match; sorted.
  func closure(of seeds: [Int32], atStart: Bool, atEnd: Bool) -> [Int32] {
    var visited = Set<Int32>()
    var leaves: [Int32] = []
    var pending = seeds
    while let index = pending.popLast() {
      guard visited.insert(index).inserted else { continue }
      switch states[Int(index)] {
      case .bytes, .match: leaves.append(index)
      case .branch(let next): pending += next
      case .start(let next): if atStart { pending.append(next) }
      case .end(let next): if atEnd { pending.append(next) } else { leaves.append(index) }
      }
    }
    return leaves.sorted()
  }

  /// The states behind those of `leaves` that read `byte`.
  func successors(of leaves: [Int32], reading byte: UInt8) -> [Int32] {
    var next: [Int32] = []
    for leaf in leaves {
      if case .bytes(let range, let target) = states[Int(leaf)], range.contains(byte) { next.append(target) }
    }
    return next
  }
}
