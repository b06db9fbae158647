/// The subset construction: a row for every set of states that the program can be in.
struct AutomatonBuilder {
  /// What a set of states needs to go on.
  private struct Subset: Hashable {
    /// In order: states that read, and assertions that the next byte decides.
    var states: [Int32]
    var isAtStart = false
    /// Kept only for a program with word boundaries.
    var followsWord = false
  }

  private let program: PatternProgram
  private let classes: ByteClasses
  private var closure: ProgramClosure
  private var subsets: [Subset] = []
  private var known: [Subset: UInt32] = [:]
  private(set) var rows: [UInt32] = []

  private static let maximumRows = 10_000
  private static let maximumTable = 400_000
  private static let maximumWork = 1_500_000

  var rowLength: Int { classes.count + 1 }
  private var dead: UInt32 { 0 }
  private var matched: UInt32 { UInt32(rowLength) }

  init(_ program: PatternProgram, _ classes: ByteClasses) {
    self.program = program
    self.classes = classes
    closure = ProgramClosure(program)
    for (row, accepts) in [(dead, UInt32(0)), (matched, 1)] {
      rows += [UInt32](repeating: row, count: rowLength)
      rows[rows.count - 1] = accepts
      subsets.append(Subset(states: []))
    }
  }

  /// The row of the entry; nil when the table or the work for it would be too large.
  mutating func build() -> UInt32? {
    // A match may begin behind every byte, unless nothing of the program is there without the start.
    let restart = closure.expand([program.entry], .init())
    let seedsAnywhere = restart.isMatch || !restart.states.isEmpty ? [program.entry] : []
    let entry = row(for: [program.entry], isAtStart: true, followsWord: false)
    var next = 2
    while next < subsets.count {
      guard subsets.count <= Self.maximumRows, rows.count <= Self.maximumTable, closure.work <= Self.maximumWork else {
        return nil
      }
      let subset = subsets[next]
      var targets: [UInt32] = []
      targets.reserveCapacity(rowLength)
      let seeds = seeds(behind: subset)
      for (index, kind) in classes.kinds.enumerated() {
        if index > 0, seeds[index] == seeds[index - 1], kind == classes.kinds[index - 1], let target = targets.last {
          targets.append(target)
        } else if let seeds = seeds[index] {
          let followsWord = program.hasWordBoundaries && kind == .word
          targets.append(row(for: seeds + seedsAnywhere, isAtStart: false, followsWord: followsWord))
        } else {
          targets.append(matched)
        }
      }
      rows.replaceSubrange(next * rowLength..<next * rowLength + targets.count, with: targets)
      next += 1
    }
    return entry
  }

  /// For each class of bytes the states behind it; nil where the program matches before that byte.
  private mutating func seeds(behind subset: Subset) -> [[Int32]?] {
    var seeds = [[Int32]?](repeating: [], count: classes.count)
    let kinds: [ByteClasses.Kind?] = program.hasWordBoundaries ? ByteClasses.Kind.allCases : [nil]
    for kind in kinds {
      var states = subset.states
      if let kind {
        let place = ProgramClosure.Place(
          isAtStart: subset.isAtStart, followsWord: subset.followsWord, next: .byte(kind))
        let expanded = closure.expand(states, place)
        if expanded.isMatch {
          for index in seeds.indices where classes.kinds[index] == kind { seeds[index] = nil }
          continue
        }
        states = expanded.states
      }
      for state in states {
        guard case .read(let firstEdge, let edgeCount) = program.states[Int(state)] else { continue }
        for edge in program.edges[Int(firstEdge)..<Int(firstEdge + edgeCount)] {
          for index in Int(classes.classOf[Int(edge.low)])...Int(classes.classOf[Int(edge.high)])
          where kind == nil || classes.kinds[index] == kind {
            seeds[index]?.append(edge.next)
            closure.work += 1
          }
        }
      }
    }
    return seeds
  }

  private mutating func row(for seeds: [Int32], isAtStart: Bool, followsWord: Bool) -> UInt32 {
    if seeds.isEmpty { return dead }
    var place = ProgramClosure.Place(isAtStart: isAtStart, followsWord: followsWord)
    let expanded = closure.expand(seeds, place)
    if expanded.isMatch { return matched }
    if expanded.states.isEmpty { return dead }
    let subset = Subset(states: expanded.states, isAtStart: isAtStart, followsWord: followsWord)
    if let row = known[subset] { return row }
    place.next = .end
    let accepts = closure.expand(expanded.states, place).isMatch
    let row = UInt32(rows.count)
    known[subset] = row
    subsets.append(subset)
    rows += [UInt32](repeating: dead, count: rowLength - 1) + [accepts ? 1 : 0]
    return row
  }
}
