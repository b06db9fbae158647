import CSimdJSON

/// A pattern that is a row of runs, each of bytes of one set, so that reading as many as there are is never wrong:
/// `^[A-Z][A-Z0-9]*-\d{1,9}$`. Most patterns of identifiers and keys are such.
///
/// Faster than following the automaton, as no look-up waits for the one before.
struct PatternRuns {
  private struct Run {
    /// The bytes it may read, as bits.
    var members: [Bool]
    var minimum: Int
    var maximum: Int?

    /// Of a run of one byte that can only be this one.
    var onlyByte: UInt8? {
      guard minimum == 1, maximum == 1, let byte = members.firstIndex(of: true), !members[(byte + 1)...].contains(true)
      else { return nil }
      return UInt8(byte)
    }
  }

  private var runs: [Run] = []
  private var isAnchoredAtEnd = false

  private static let maximumRuns = 32

  /// Nil for a pattern that is no such row.
  init?(_ root: PatternNode) {
    guard case .sequence(let nodes) = root, case .start? = nodes.first else { return nil }
    var rest = nodes.dropFirst()
    if case .end? = rest.last {
      isAnchoredAtEnd = true
      rest.removeLast()
    }
    for node in rest { guard append(node) else { return nil } }
    guard !runs.isEmpty, isDeterministic else { return nil }
  }

  private mutating func append(_ node: PatternNode) -> Bool {
    switch node {
    case .set(let set): return append(set, 1, 1)
    case .group(let node, _): return append(node)
    case .sequence(let nodes): return nodes.allSatisfy { append($0) }
    case .repetition(.set(let set), let repetition): return append(set, repetition.minimum, repetition.maximum)
    case .repetition(.group(.set(let set), _), let repetition):
      return append(set, repetition.minimum, repetition.maximum)
    default: return false
    }
  }

  private mutating func append(_ set: PatternClass, _ minimum: Int, _ maximum: Int?) -> Bool {
    guard runs.count < Self.maximumRuns, set.properties.isEmpty, !set.ignoresCase else { return false }
    let ranges = (set.isInverted ? set.ranges.inverted : set.ranges.normalized).ranges
    var members = [Bool](repeating: false, count: 256)
    for range in ranges {
      // One scalar is one byte only in ASCII; any number of any others are any number of bytes.
      if range.upperBound > 0x7F {
        guard range.lowerBound <= 0x80, range.upperBound == 0x10FFFF, minimum <= 1, maximum == nil else { return false }
      }
      for byte in range.lowerBound...min(range.upperBound, 0xFF) { members[Int(byte)] = true }
    }
    if runs.last?.members == members, let last = runs.last, last.minimum == last.maximum, minimum == maximum {
      runs[runs.count - 1].minimum += minimum
      runs[runs.count - 1].maximum = last.minimum + minimum
    } else {
      runs.append(Run(members: members, minimum: minimum, maximum: maximum))
    }
    return true
  }

  /// Whether the byte behind a run of any length belongs to none of the runs that may come next.
  private var isDeterministic: Bool {
    runs.indices.allSatisfy { index in
      let run = runs[index]
      guard run.minimum != run.maximum else { return true }
      for next in runs[(index + 1)...] {
        if zip(run.members, next.members).contains(where: { $0 && $1 }) { return false }
        if next.minimum > 0 { return true }
      }
      return true
    }
  }
}

extension PatternRuns {
  /// The runs in memory, to be used only while their arena lives.
  func tables(in arena: Arena) -> UnsafePointer<byte_runs> {
    var sets: [[Bool]] = []
    let runs = self.runs.map { run in
      let (minimum, maximum) = (UInt32(clamping: run.minimum), run.maximum.map { UInt32(clamping: $0) } ?? .max)
      if let byte = run.onlyByte { return byte_run(set: ~Int32(byte), minimum: minimum, maximum: maximum) }
      let set = sets.firstIndex(of: run.members) ?? sets.endIndex
      if set == sets.endIndex { sets.append(run.members) }
      return byte_run(set: Int32(set), minimum: minimum, maximum: maximum)
    }
    let whole = byte_runs(
      sets: arena.copy(sets.map { byte_set_of($0.map { $0 ? 1 : 0 }) }), set_count: sets.count,
      runs: arena.copy(runs), run_count: runs.count, is_whole: isAnchoredAtEnd ? 1 : 0)
    return arena.copy([whole])
  }
}
