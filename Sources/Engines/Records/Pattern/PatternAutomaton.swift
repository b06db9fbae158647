/// A deterministic automaton over bytes: one table look-up a byte, no allocation.
///
/// Its tables are written once, before anyone else sees them, and freed with it.
final class PatternAutomaton: @unchecked Sendable {  // Immutable after `init`.
  /// The tables, to be used only while their automaton lives.
  struct Tables: BitwiseCopyable {
    fileprivate let classes: UnsafePointer<UInt8>
    fileprivate let classCount: Int
    fileprivate let transitions: UnsafePointer<Int32>
    fileprivate let acceptsAtEnd: UnsafePointer<Bool>
    fileprivate let entry: Int32

    func matches(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
      var state = entry
      var index = 0
      while index < count, state > matched {
        state = transitions[Int(state) &* classCount &+ Int(classes[Int(bytes[index])])]
        index &+= 1
      }
      return acceptsAtEnd[Int(state)]
    }
  }

  fileprivate static var dead: Int32 { 0 }
  fileprivate static var matched: Int32 { 1 }
  private static let maximumStates = 12_000
  private static let maximumWork = 400_000

  let tables: Tables
  private let arena = Arena()

  /// Nil when the automaton would have too many states.
  init?(_ program: PatternProgram) {
    let (classOf, representatives) = Self.byteClasses(of: program)
    var builder = Builder(program, representatives)
    guard let entry = builder.build() else { return nil }
    tables = Tables(
      classes: arena.copy(classOf), classCount: representatives.count,
      transitions: arena.copy(builder.transitions), acceptsAtEnd: arena.copy(builder.acceptsAtEnd), entry: entry)
  }

  /// Bytes that no range of the program tells apart.
  private static func byteClasses(of program: PatternProgram) -> (classOf: [UInt8], representatives: [UInt8]) {
    var starts = [Bool](repeating: false, count: 257)
    starts[0] = true
    for case .bytes(let range, _) in program.states {
      starts[Int(range.lowerBound)] = true
      starts[Int(range.upperBound) + 1] = true
    }
    var classOf: [UInt8] = []
    var representatives: [UInt8] = []
    for byte in UInt8.min...UInt8.max {
      if starts[Int(byte)] { representatives.append(byte) }
      classOf.append(UInt8(representatives.count - 1))
    }
    return (classOf, representatives)
  }
}

extension PatternAutomaton {
  /// The subset construction.
  private struct Builder {
    private let program: PatternProgram
    private let representatives: [UInt8]
    private var known: [[Int32]: Int32] = [:]
    private var sets: [[Int32]] = [[], []]
    private(set) var transitions: [Int32] = []
    private(set) var acceptsAtEnd = [false, true]

    init(_ program: PatternProgram, _ representatives: [UInt8]) {
      self.program = program
      self.representatives = representatives
      for state in [dead, matched] { transitions += [Int32](repeating: state, count: representatives.count) }
    }

    /// The entry state; nil when there are too many states or they are too large.
    mutating func build() -> Int32? {
      // A match may start anywhere, so the program starts anew after every byte.
      let restart = program.closure(of: [program.entry], atStart: false, atEnd: false)
      let first = program.closure(of: [program.entry], atStart: true, atEnd: false)
      let entry = state(of: first, atStart: true)
      var next = 2
      var work = 0
      while next < sets.count {
        work += sets[next].count
        guard sets.count <= maximumStates, work <= maximumWork else { return nil }
        for byte in representatives {
          let seeds = program.successors(of: sets[next], reading: byte)
          let leaves = seeds.isEmpty ? restart : program.closure(of: seeds + restart, atStart: false, atEnd: false)
          transitions.append(state(of: leaves, atStart: false))
        }
        next += 1
      }
      return entry
    }

    private mutating func state(of leaves: [Int32], atStart: Bool) -> Int32 {
      // State 0 of the program is its match.
      if leaves.first == 0 { return matched }
      let accepts = program.closure(of: leaves, atStart: atStart, atEnd: true).first == 0
      if leaves.isEmpty { return dead }
      // The entry is kept apart: at the end of an empty text, `^` still holds.
      if !atStart, let state = known[leaves] { return state }
      let state = Int32(sets.count)
      if !atStart { known[leaves] = state }
      sets.append(leaves)
      acceptsAtEnd.append(accepts)
      return state
    }
  }
}
