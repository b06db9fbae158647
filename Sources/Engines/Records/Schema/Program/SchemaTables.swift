import CSimdJSON

/// The flat tables of a program, to be read without reference counting while the program lives.
struct SchemaTables: BitwiseCopyable {
  let nodes: UnsafePointer<SchemaNode>
  /// ``KindSet/byTag``.
  let kinds: UnsafePointer<UInt16>
  let instructions: UnsafePointer<SchemaInstruction>
  let objects: UnsafePointer<SchemaObject>
  /// Runs of nodes, and of what belongs to them: the branches of an applicator, the schemas of `prefixItems`.
  let lists: UnsafePointer<Int32>
  let branches: UnsafePointer<SchemaBranches>
  let shares: UnsafePointer<SchemaShare>
  let contains: UnsafePointer<SchemaContains>
  let enumerations: UnsafePointer<SchemaEnumeration>
  let decimalSteps: UnsafePointer<DecimalStep>
  let runs: UnsafePointer<UnsafePointer<byte_runs>?>
  let automata: UnsafePointer<PatternAutomaton.Tables?>
  let formats: UnsafePointer<TextFormat>
  /// The fallback of each dynamic reference, then its target in each resource or -1.
  let dynamicTargets: UnsafePointer<Int32>
  let resourceCount: Int
  let root: Int32
  /// The object of the record itself, or -1.
  let rootObject: Int32
}

/// `contains` with its bounds.
struct SchemaContains: BitwiseCopyable {
  var node: Int32
  var minimum: UInt64
  var maximum: UInt64
  /// The instructions of `minContains` and `maxContains`, or that of `contains`.
  var minimumInstruction: Int32
  var maximumInstruction: Int32
  /// Whether the elements that match count as evaluated, as they do since 2020-12.
  var evaluates: Bool
}

/// The values of `enum` or `const`: strings in a table, the rest one by one.
struct SchemaEnumeration: BitwiseCopyable {
  let strings: NameTable
  /// The kinds of the values that are null, true or false: by tag.
  let allowsNull: Bool
  let allowsTrue: Bool
  let allowsFalse: Bool
  let integers: UnsafePointer<Int64>
  let integerCount: Int
  /// Whether there are numbers, arrays or objects besides: see ``SchemaProgram/enumeratedOthers``.
  let hasOthers: Bool
}
