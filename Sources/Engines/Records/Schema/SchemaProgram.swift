/// A compiled schema: flat tables, read by ``SchemaValidator``.
///
/// The tables live in the arena and are never written after compilation.
final class SchemaProgram: @unchecked Sendable {  // Immutable after `init`; the arena is private to it.
  let nodes: UnsafePointer<SchemaNode>
  let instructions: UnsafePointer<SchemaInstruction>
  let objects: UnsafePointer<SchemaObject>
  let decimalSteps: UnsafePointer<DecimalStep>
  /// The strings of each `enum`, and its other values.
  let enumeratedStrings: UnsafePointer<NameTable>
  let enumeratedOthers: [[JSONValue]]

  let automata: UnsafePointer<PatternAutomaton.Tables?>
  let patterns: [RecordPattern]

  /// What each instruction is, for people.
  let rules: [SchemaRule]

  /// Names of all members, by object and slot.
  let slotNames: [[String]]

  /// Words that one validator needs for the members on the deepest path.
  let scratchSize: Int

  /// How many of them belong to the members of the record itself.
  let rootSlotCount: Int

  /// The node of the whole schema.
  let root: Int

  private let arena: Arena

  init(_ compiler: consuming SchemaCompiler, root: Int) {
    nodes = compiler.arena.copy(compiler.nodes)
    instructions = compiler.arena.copy(compiler.instructions)
    objects = compiler.arena.copy(compiler.objects)
    decimalSteps = compiler.arena.copy(compiler.decimalSteps)
    enumeratedStrings = compiler.arena.copy(compiler.enumerations.map(\.strings))
    enumeratedOthers = compiler.enumerations.map(\.others)
    automata = compiler.arena.copy(compiler.patterns.map { $0.automaton?.tables })
    patterns = compiler.patterns
    rules = compiler.rules
    slotNames = compiler.slotNames
    scratchSize = compiler.scratchNeeds[root]
    let rootObject = Int(compiler.nodes[root].object)
    rootSlotCount = rootObject < 0 ? 0 : compiler.objects[rootObject].slotCount
    self.root = root
    arena = compiler.arena
  }

  /// The slot under which members of this name of the whole record are found, if the schema names them.
  func rootSlot(of name: String) -> Int? {
    let object = Int(nodes[root].object)
    return object < 0 ? nil : slotNames[object].firstIndex(of: name)
  }
}

/// One schema: which kinds it allows, and what is asked of each kind.
struct SchemaNode {
  var types: KindSet = .all
  var typeInstruction: Int32 = -1
  /// `enum` and `const`.
  var any = InstructionRange()
  var string = InstructionRange()
  var number = InstructionRange()
  var array = InstructionRange()
  /// Into ``SchemaProgram/objects``; -1 when nothing is asked of members.
  var object: Int32 = -1
}

struct InstructionRange {
  var start: Int32 = 0
  var end: Int32 = 0
}

struct SchemaInstruction {
  enum Opcode: UInt8 {
    case type, never, enumeration
    case minLength, maxLength, pattern, format
    case minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, multipleOfDecimal
    case minItems, maxItems, uniqueItems, items
    case required, uniqueNames
  }

  var opcode: Opcode
  /// A node, an enumeration, a pattern, a format, a decimal step, or whether a limit is an integer.
  var operand: Int32 = 0
  /// A count, or the bits of a number.
  var value: UInt64 = 0
}

/// The members that an object may or must have.
struct SchemaObject {
  struct Requirement {
    var slot: Int32
    var instruction: Int32
  }

  var names: NameTable
  var slotCount: Int
  /// The node of each slot; -1 where a name is only required.
  var children: UnsafePointer<Int32>
  var requirements: UnsafePointer<Requirement>
  var requirementCount: Int
  /// The node for members without a slot; -1 for a warning, -2 for nothing.
  var additional: Int32
  var uniqueNames: Int32
}

/// An instruction as a person sees it.
struct SchemaRule {
  let location: JSONPointer
  let keyword: String
  /// Goes behind the name of the field: `must have at most 200 characters`.
  let demand: String
  /// The member that is missing when the rule is broken.
  var missing: String?
}

/// The values of `enum` or `const`: strings in a table, the rest one by one.
struct SchemaEnumeration {
  let strings: NameTable
  let others: [JSONValue]
}
