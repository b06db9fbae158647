import CSimdJSON

/// Checks one record after the other against a compiled schema; its memory is used again and again.
///
/// A record is first only accepted or not, as fast as that goes; what is wrong with one that is not accepted is found in
/// a second walk.
struct SchemaValidator: ~Copyable {
  /// A broken rule and where.
  struct Failure {
    /// Into the program's instructions.
    var instruction: Int32
    /// The value on the tape; for a missing member, the object; for a wrong name, the name.
    var index: Int
    var isName = false
    /// The references and conditions on the way.
    var trail: SchemaTrail?
    /// What is known beyond the rule.
    var detail = SchemaDetail.none
  }

  /// A member that the schema does not know.
  struct Unexpected {
    /// Where its name stands on the tape.
    var nameIndex: Int
    /// Into the program's objects: which part of the schema did not expect it.
    var object: Int32
  }

  let program: SchemaProgram
  let tables: SchemaTables

  var failures: [Failure] = []
  var unexpected: [Unexpected] = []

  /// Members whose name was there before in the same object, as places of their values; known names only.
  private(set) var duplicates: [Int] = []

  /// Whether some names of the record were not compared with each other, though it is valid.
  var leavesNames = false

  /// How many names were met that were there before.
  private(set) var repetitions = 0

  /// Whether a name that is there twice makes the record invalid.
  var refusesDuplicateNames = true

  /// Whether the verdict depends on a number that the tape holds as a double.
  var sawDouble = false

  /// For every slot of the record itself: where the member's value stands on the tape, or 0.
  var rootSlots: UnsafePointer<UInt32> { UnsafePointer(places) }

  let maximumViolations: Int
  let places: UnsafeMutablePointer<UInt32>
  /// Where the slots of other objects are written to and never read.
  let noPlaces: UnsafeMutablePointer<UInt32>
  /// By object: which slot came after which in the last record.
  let successors: UnsafeMutablePointer<Int32>
  var marks = MarkStack()
  /// The schema resources that were entered, when the program asks for them.
  var scope: [Int32] = []
  var hashes: [UInt64] = []

  /// Where the stack was when the record was begun.
  private var stack: UInt = 0
  var steps = 0
  var ranOut = false
  /// How many applicators are open whose schemas do not alone decide which members are known.
  var quiet = 0
  /// How many more schemas may be walked to find the nearest branch.
  var branchSteps = 0
  var isExploring = false
  /// How many times looking for a pattern took more than it may.
  var exceededPatterns = 0

  /// How many bytes of stack a record may take: a thread with 512 KiB has enough.
  private static let maximumStack: UInt = 360 << 10
  static let mostExceededPatterns = 4
  static let longestUnexpected = 1000
  /// Enough for thousands of branches about a small record; a step takes some tens of nanoseconds.
  private static let fewestSteps = 100_000
  private static let stepsForWord = 64
  private static let mostSteps = 200_000_000

  init(_ program: SchemaProgram, maximumViolations: Int) {
    self.program = program
    tables = program.tables
    self.maximumViolations = max(maximumViolations, 1)
    let placeCount = max(program.rootSlotCount, 64)
    places = .allocate(capacity: placeCount)
    places.initialize(repeating: 0, count: placeCount)
    noPlaces = .allocate(capacity: 64)
    noPlaces.initialize(repeating: 0, count: 64)
    successors = .allocate(capacity: program.successorCount + 1)
    successors.initialize(repeating: 0, count: program.successorCount + 1)
  }

  deinit {
    places.deallocate()
    noPlaces.deallocate()
    successors.deallocate()
  }

  /// Whether the record is valid, and nothing else.
  mutating func accepts(_ root: TapeValue) -> Bool {
    begin(root)
    sawDouble = false
    leavesNames = false
    return check(root, tables.nodes[Int(tables.root)].deciding) && !ranOut
  }

  /// Whether the record is valid; ``failures`` and ``unexpected`` hold what was found.
  mutating func validate(_ root: TapeValue) -> Bool {
    if accepts(root) { return true }
    let hadRunOut = ranOut
    if !isWrong(root) || hadRunOut { failures.insert(Failure(instruction: 0, index: root.index), at: 0) }
    if failures.count > maximumViolations { failures.removeLast(failures.count - maximumViolations) }
    return false
  }

  /// Whether the second walk finds anything wrong with the record; ``failures`` and ``unexpected`` hold what.
  mutating func isWrong(_ root: TapeValue) -> Bool {
    begin(root)
    explain(root, tables.root, nil)
    return !failures.isEmpty
  }

  private mutating func begin(_ root: TapeValue) {
    if !failures.isEmpty { failures.removeAll(keepingCapacity: true) }
    if !unexpected.isEmpty { unexpected.removeAll(keepingCapacity: true) }
    if !duplicates.isEmpty { duplicates.removeAll(keepingCapacity: true) }
    places.update(repeating: 0, count: program.rootSlotCount)
    marks.removeAll()
    if program.hasDynamicScope { scope.removeAll(keepingCapacity: true) }
    stack = bytes_stack_place()
    quiet = 0
    ranOut = false
    let words = root.tape.next(after: root.index) &- root.index
    steps = min(Self.fewestSteps &+ Self.stepsForWord &* words, Self.mostSteps)
    branchSteps = 2000
    exceededPatterns = 0
    isExploring = false
  }

  /// Whether there is stack for one more container or applicator.
  @inline(__always)
  mutating func enter() -> Bool {
    // The stack grows downward.
    let place = bytes_stack_place()
    guard place > stack || stack &- place < Self.maximumStack else {
      ranOut = true
      return false
    }
    return true
  }

  /// Counts the application of a schema to a value that others are applied to as well.
  @inline(__always)
  mutating func step() -> Bool {
    steps &-= 1
    guard steps >= 0 else {
      ranOut = true
      return false
    }
    return true
  }

  /// Counts what a walk through the members of an object takes, if it is not the only one through them.
  @inline(__always)
  mutating func stepThrough(_ object: TapeValue, patterns: Int32 = 0) -> Bool {
    guard quiet > 0 || patterns > 0 else { return true }
    steps &-= object.contentCount &* (Int(patterns) &+ 1)
    return step()
  }

  /// Remembers a name that is there twice; false if that makes the record invalid.
  @inline(never)
  mutating func noteDuplicate(_ member: Int) -> Bool {
    repetitions &+= 1
    if duplicates.count < Self.longestUnexpected, !duplicates.contains(member) { duplicates.append(member) }
    return !refusesDuplicateNames
  }

  @inline(never)
  mutating func noteUnexpected(_ nameIndex: Int, _ object: Int32) {
    guard unexpected.count < Self.longestUnexpected else { return }
    unexpected.append(Unexpected(nameIndex: nameIndex, object: object))
  }
}
