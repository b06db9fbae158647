/// The tables that the checks of a plan refer to; never written after they were made.
final class RuleProgram: @unchecked Sendable {  // Immutable after `init`; the arena is private to it.
  let checks: UnsafePointer<RuleCheck>
  let checkCount: Int
  let kinds: UnsafePointer<KindSet>
  let ranges: UnsafePointer<NumberRange>
  let exactRanges: [ExactRange]
  let timeRanges: UnsafePointer<TimeRange>
  let lengths: UnsafePointer<LengthRange>
  let sets: UnsafePointer<ValueSet>
  /// The values of each set that are not strings.
  let setOthers: [[JSONValue]]
  let automata: UnsafePointer<PatternAutomaton.Tables?>
  let patterns: [RecordPattern]
  let fresh: UnsafePointer<TimeRange>
  let freshCount: Int
  let typeCount: Int

  /// What each check asks for, behind the name of the field.
  let demands: [String]
  let columns: [KeyColumn]
  let relationships: [CompiledRelationship]

  /// The column that each rule about uniqueness looks at.
  let uniqueRules: [(column: Int, rule: Int)]

  /// The slots of fields in which numbers are compared, and whether there are such fields elsewhere.
  private let numberSlots: UnsafePointer<Int>
  private let numberSlotCount: Int
  private let hasOtherNumbers: Bool

  private let arena: Arena

  init(_ compiler: consuming RuleCompiler) {
    let arena = compiler.arena
    checks = arena.copy(compiler.checks)
    checkCount = compiler.checks.count
    kinds = arena.copy(compiler.kinds)
    typeCount = compiler.kinds.count
    ranges = arena.copy(compiler.ranges)
    exactRanges = compiler.exactRanges
    timeRanges = arena.copy(compiler.timeRanges)
    lengths = arena.copy(compiler.lengths)
    sets = arena.copy(compiler.sets.map(\.set))
    setOthers = compiler.sets.map(\.others)
    automata = arena.copy(compiler.patterns.map { $0.automaton?.tables })
    patterns = compiler.patterns
    fresh = arena.copy(compiler.fresh)
    freshCount = compiler.fresh.count
    demands = compiler.demands
    columns = compiler.columns
    relationships = compiler.relationships
    uniqueRules = compiler.uniqueRules
    let paths = compiler.numberPaths
    let slots = paths.filter { $0.stepCount == 1 }.map(\.slot).filter { $0 >= 0 }
    numberSlots = arena.copy(Array(Set(slots)).sorted())
    numberSlotCount = Set(slots).count
    hasOtherNumbers = slots.count < paths.count
    self.arena = arena
  }

  /// Whether a number is compared that a double may hold only nearly.
  @inline(__always)
  func mayLookAtFraction(of root: TapeValue, _ slots: UnsafePointer<UInt32>) -> Bool {
    if hasOtherNumbers { return true }
    var index = 0
    while index < numberSlotCount {
      let place = Int(slots[numberSlots[index]])
      if place != 0 {
        let tag = root.at(place).tag
        if tag == Tag.double || tag == Tag.array { return true }
      }
      index &+= 1
    }
    return false
  }
}
