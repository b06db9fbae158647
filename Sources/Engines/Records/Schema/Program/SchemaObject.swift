/// The members that an object may or must have.
struct SchemaObject: BitwiseCopyable {
  struct Requirement: BitwiseCopyable {
    var slot: Int32
    var instruction: Int32
  }

  struct Pattern: BitwiseCopyable {
    var pattern: Int32
    var node: Int32
  }

  /// What follows when a member is there.
  struct Dependency: BitwiseCopyable {
    var slot: Int32
    /// The member that must be there then; -1 for a schema.
    var required: Int32
    var instruction: Int32
  }

  var names: NameTable
  var slotCount: Int32
  /// Whether members are asked for by their names alone, and a word can tell which are there.
  var isPlain: Bool
  /// Whether undeclared members count as evaluated.
  var evaluatesAdditional: Bool
  /// The node for members without a slot; see ``NoNode``.
  var additional: Int32
  /// The node that decides about them.
  var decidingAdditional: Int32
  /// A bit for each slot that must be filled, of an object with up to 64 slots.
  var requiredMask: UInt64
  /// Whether there are dependencies, or a number of members is asked for.
  var hasConditions: Bool
  var requirements: UnsafePointer<Requirement>
  var requirementCount: Int32
  var patterns: UnsafePointer<Pattern>
  var patternCount: Int32
  var dependencies: UnsafePointer<Dependency>
  var dependencyCount: Int32
  /// The instructions, or -1.
  var minimum: Int32
  var maximum: Int32
  var propertyNames: Int32
  var uniqueNames: Int32
  /// Where the validator remembers which slot came after which.
  var successors: Int32
}
