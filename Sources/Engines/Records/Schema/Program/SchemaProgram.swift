/// A compiled schema: flat tables, read by ``SchemaValidator``.
///
/// The tables live in the arena and are never written after compilation.
final class SchemaProgram: @unchecked Sendable {  // Immutable after `init`; the arena is private to it.
  /// A schema resource, for messages.
  struct Resource: Sendable {
    let uri: String
    /// How many steps of a location lead to the resource in its document.
    let depth: Int
  }

  let tables: SchemaTables

  /// The values of each `enum` that are no strings.
  let enumeratedOthers: [[JSONValue]]
  let patterns: [RecordPattern]
  let exactNumbers: [ExactNumber]

  /// What each instruction is, for people.
  let rules: [SchemaRule]

  /// How many steps of a location lead to each node in its document.
  let nodeDepths: [Int]
  let resources: [Resource]

  /// Names of all members, by object and slot.
  let slotNames: [[String]]

  /// How many places the members of the record itself take.
  let rootSlotCount: Int

  /// Words in which a validator remembers the order of members.
  let successorCount: Int

  /// Whether a `$dynamicRef` depends on the way to it.
  let hasDynamicScope: Bool

  private let arena: Arena

  init(_ compiler: consuming SchemaCompiler, root: Int) {
    let arena = compiler.arena
    let objects = compiler.objects
    let rootObject = compiler.nodes[root].object
    tables = SchemaTables(
      nodes: arena.copy(compiler.nodes), kinds: arena.copy(KindSet.byTag),
      instructions: arena.copy(compiler.instructions),
      objects: arena.copy(objects), lists: arena.copy(compiler.lists),
      branches: arena.copy(compiler.branches), shares: arena.copy(compiler.shares),
      contains: arena.copy(compiler.contains),
      enumerations: arena.copy(compiler.enumerations), decimalSteps: arena.copy(compiler.decimalSteps),
      runs: arena.copy(compiler.patterns.map { $0.automaton?.tables.runs }),
      automata: arena.copy(compiler.patterns.map { $0.automaton?.tables }), formats: arena.copy(compiler.formats),
      dynamicTargets: arena.copy(compiler.dynamicTargets), resourceCount: compiler.registry.resources.count,
      root: Int32(root), rootObject: rootObject)
    enumeratedOthers = compiler.enumeratedOthers
    patterns = compiler.patterns
    exactNumbers = compiler.exactNumbers
    rules = compiler.rules
    nodeDepths = compiler.sites.map { $0.place.pointer.tokens.count }
    resources = compiler.registry.resources.map {
      Resource(uri: $0.uri.description, depth: $0.root.pointer.tokens.count)
    }
    slotNames = compiler.slotNames
    rootSlotCount = rootObject < 0 ? 0 : Int(objects[Int(rootObject)].slotCount)
    successorCount = objects.reduce(0) { max($0, Int($1.successors) + Int($1.slotCount) + 1) }
    hasDynamicScope = !compiler.dynamicTargets.isEmpty
    self.arena = arena
  }

  /// The slot under which members of this name of the whole record are found, if the schema names them.
  func rootSlot(of name: String) -> Int? {
    let object = Int(tables.rootObject)
    return object < 0 ? nil : slotNames[object].firstIndex(of: name)
  }
}
