/// Turns a JSON Schema into the flat tables of a ``SchemaProgram``.
///
/// Schemas wait in a queue, so that neither depth nor recursion of the schema is one of the compiler.
struct SchemaCompiler {
  let arena = Arena()
  let options: SchemaOptions
  var registry: SchemaRegistry

  /// What a schema is for, as far as its messages depend on it.
  enum NodeRole {
    case plain, undeclaredMember, furtherElement
  }

  /// The schema of each node.
  private(set) var sites: [SchemaSite] = []
  private var roles: [NodeRole] = []
  var nodes: [SchemaNode] = []
  var instructions: [SchemaInstruction] = []
  var rules: [SchemaRule] = []
  var lists: [Int32] = []
  var branches: [SchemaBranches] = []
  var shares: [SchemaShare] = []
  var contains: [SchemaContains] = []
  var decimalSteps: [DecimalStep] = []
  var exactNumbers: [ExactNumber] = []
  var enumerations: [SchemaEnumeration] = []
  var enumeratedOthers: [[JSONValue]] = []
  var patterns: [RecordPattern] = []
  var formats: [TextFormat] = []
  var dynamicReferences: [DynamicReference] = []
  var dynamicTargets: [Int32] = []
  var objectDrafts: [ObjectDraft] = []
  var objects: [SchemaObject] = []
  var slotNames: [[String]] = []

  private var nodeByPlace: [SchemaPlace: Int] = [:]
  private var patternByText: [String: Int] = [:]
  private var compiled = 0

  private static let maximumNodes = 300_000
  private static let maximumPatterns = 5_000

  init(options: SchemaOptions) {
    self.options = options
    registry = SchemaRegistry(options: options)
  }

  mutating func compile(_ schema: JSONValue) throws(SchemaError) -> SchemaProgram {
    add(.init(opcode: .limit), SchemaRule(location: JSONPointer(), keyword: "limit", demand: Self.limitDemand))
    let base = SchemaURI(options.baseURI).withoutFragment
    let sites = try registry.add(schema, at: base)
    guard let first = sites.first else { return SchemaProgram(self, root: 0) }
    let root = try node(first)
    try compileQueue()
    // What nothing refers to must make sense, too.
    for site in sites { _ = try node(site) }
    try compileQueue()
    try compileDynamicTargets()
    try refuseEndlessRecursion()
    finishNodes()
    finishBranches()
    finishObjects()
    return SchemaProgram(self, root: root)
  }

  private static let limitDemand = "takes more steps to check than are allowed"

  /// The node of a schema; it is compiled later.
  mutating func node(_ site: SchemaSite, as role: NodeRole = .plain) throws(SchemaError) -> Int {
    if let node = nodeByPlace[site.place] { return node }
    guard nodes.count < Self.maximumNodes else {
      throw registry.error(.tooLarge, site.place, "there must not be more than \(Self.maximumNodes) schemas")
    }
    nodes.append(SchemaNode())
    sites.append(site)
    roles.append(role)
    nodeByPlace[site.place] = nodes.count - 1
    return nodes.count - 1
  }

  /// The node of a schema that stands inside another one.
  mutating func node(
    _ value: JSONValue, at place: SchemaPlace, as role: NodeRole = .plain
  ) throws(SchemaError) -> Int32 {
    guard value.object != nil || value.bool != nil else {
      throw invalid(place, "a schema is an object, true or false; this is \(value.withArticle)")
    }
    let resource = registry.residence[place] ?? registry.residence[place.parent] ?? 0
    return Int32(try node(SchemaSite(place: place, value: value, resource: resource), as: role))
  }

  mutating func compileQueue() throws(SchemaError) {
    while compiled < nodes.count {
      let index = compiled
      compiled += 1
      let site = sites[index]
      nodes[index].resource = Int32(site.resource)
      switch site.value {
      case .bool(let isAllowed):
        if !isAllowed { nodes[index].any = addNever(site, roles[index]) }
      case .object(let keywords): try compile(keywords, of: site, into: index)
      default: throw invalid(site.place, "a schema is an object, true or false; this is \(site.value.withArticle)")
      }
    }
  }

  /// What `false` says, by the keyword that holds it.
  private mutating func addNever(_ site: SchemaSite, _ role: NodeRole) -> InstructionRange {
    let demand: String
    switch role {
    case .plain: demand = "must not be there"
    case .undeclaredMember: demand = "is not a field of the schema, which allows no others"
    case .furtherElement: demand = "is one element more than the schema allows"
    }
    let keyword = role == .undeclaredMember ? site.place.pointer.tokens.last ?? "false" : "false"
    let rule = SchemaRule(
      location: site.place.pointer, keyword: keyword, demand: demand, resource: Int32(site.resource))
    return add([Draft(instruction: .init(opcode: .never), rule: rule)])
  }

  // MARK: Parts

  /// An instruction that has no position yet.
  struct Draft {
    var instruction: SchemaInstruction
    var rule: SchemaRule
  }

  @discardableResult
  mutating func add(_ instruction: SchemaInstruction, _ rule: SchemaRule) -> Int32 {
    instructions.append(instruction)
    rules.append(rule)
    return Int32(instructions.count - 1)
  }

  /// Instructions of one kind stand together.
  mutating func add(_ drafts: [Draft]) -> InstructionRange {
    let start = Int32(instructions.count)
    for draft in drafts { add(draft.instruction, draft.rule) }
    return InstructionRange(start: start, end: Int32(instructions.count))
  }

  mutating func add(list: [Int32]) -> Int32 {
    lists += list
    return Int32(lists.count - list.count)
  }

  mutating func add(branches nodes: [Int32], _ others: [Int32] = []) -> Int32 {
    branches.append(SchemaBranches(nodes: add(list: nodes + others), count: Int32(nodes.count)))
    return Int32(branches.count - 1)
  }

  mutating func pattern(_ text: String, at place: SchemaPlace) throws(SchemaError) -> Int32 {
    if let known = patternByText[text] { return Int32(known) }
    guard patterns.count < Self.maximumPatterns else {
      throw registry.error(.tooLarge, place, "there must not be more than \(Self.maximumPatterns) patterns")
    }
    do throws(PatternError) {
      patterns.append(try RecordPattern(compiling: text))
    } catch {
      throw registry.error(.invalidPattern, place, "the pattern cannot be used: \(error)")
    }
    patternByText[text] = patterns.count - 1
    return Int32(patterns.count - 1)
  }

  func invalid(_ place: SchemaPlace, _ message: String) -> SchemaError {
    registry.error(.invalidKeyword, place, message)
  }
}

extension SchemaPlace {
  var parent: SchemaPlace {
    SchemaPlace(document: document, pointer: JSONPointer(tokens: Array(pointer.tokens.dropLast())))
  }
}

extension JSONValue {
  /// `a string`, `an object`, `null`.
  var withArticle: String {
    switch self {
    case .null: "null"
    case .integer, .array, .object: "an \(kindName)"
    default: "a \(kindName)"
    }
  }
}
