/// One demand on a value; what it means for people stands in the ``SchemaRule`` of the same position.
struct SchemaInstruction: BitwiseCopyable {
  enum Opcode: UInt8 {
    case limit, type, never, enumeration
    case reference, dynamicReference, allOf, anyOf, oneOf, not, conditional
    case then, otherwise
    case minLength, maxLength, pattern, format
    case minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, multipleOfDecimal, multipleOfExact
    case minItems, maxItems, uniqueItems, prefixItems, items, contains, unevaluatedItems
    case required, uniqueNames, minProperties, maxProperties, propertyNames
    case dependentRequired, dependentSchema, unevaluatedProperties
  }

  var opcode: Opcode
  /// A node, the start of a list, branches, an enumeration, a pattern, a format, a decimal step, or how a limit is written.
  var operand: Int32 = 0
  /// A count, the bits of a number, an index into the exact numbers, or the first element that `items` is for.
  var value: UInt64 = 0
}

/// How the limit of a number stands in its instruction.
enum LimitForm {
  static var double: Int32 { 0 }
  static var integer: Int32 { 1 }
  /// An index into the exact numbers of the program.
  static var exact: Int32 { 2 }
}

struct InstructionRange: BitwiseCopyable {
  var start: Int32 = 0
  var end: Int32 = 0

  var isEmpty: Bool { start == end }
}

/// A node that is not there.
enum NoNode {
  /// The value is not declared: members are unexpected.
  static var unexpected: Int32 { -1 }
  /// Everything is right.
  static var anything: Int32 { -2 }
}

/// One schema: which kinds it allows, and what is asked of each kind.
struct SchemaNode: BitwiseCopyable {
  struct Flags: OptionSet, BitwiseCopyable {
    let rawValue: UInt8
    init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Has `enum`, `const` or nothing but false.
    static var hasAny: Flags { Flags(rawValue: 1) }
    /// Applies other schemas to the same value.
    static var hasInPlace: Flags { Flags(rawValue: 2) }
    /// Must know what is evaluated, or in which dynamic scope it stands.
    static var isSlow: Flags { Flags(rawValue: 4) }
  }

  var types: KindSet = .all
  var flags: Flags = []
  /// The kinds on the tape that may be valid; without those of `types` that are numbers, undecided ones are not.
  var allowed: KindSet = .all
  /// The kinds on the tape of which every value is valid; containers are not among them.
  var free: KindSet = []
  /// The kinds of containers whose members or elements the node alone does not look at.
  var leaves: KindSet = []
  /// Whether branches in place are told where the members of an object are.
  var sharesMembers = false
  /// Where the references of a node that is nothing else lead; else the node itself.
  var deciding: Int32 = -1
  /// The schema resource that the node belongs to.
  var resource: Int32 = 0
  var typeInstruction: Int32 = -1
  /// Into ``SchemaProgram/objects``; -1 when nothing is asked of members.
  var object: Int32 = -1
  /// `enum` and `const`.
  var any = InstructionRange()
  var inPlace = InstructionRange()
  /// What is asked of strings but their length.
  var string = InstructionRange()
  /// `minLength` and `maxLength`.
  var length = InstructionRange()
  /// Strings of so many bytes have a good length, whatever their characters are.
  var surelyLongEnough: UInt32 = 0
  var surelyShortEnough: UInt32 = .max
  var number = InstructionRange()
  var array = InstructionRange()
  /// The instructions, or -1.
  var unevaluatedItems: Int32 = -1
  var unevaluatedProperties: Int32 = -1

  /// Whether every value is valid.
  var allowsAnything: Bool {
    types == .all && object < 0 && any.isEmpty && inPlace.isEmpty && string.isEmpty && length.isEmpty && number.isEmpty
      && array.isEmpty && unevaluatedItems < 0 && unevaluatedProperties < 0
  }
}
