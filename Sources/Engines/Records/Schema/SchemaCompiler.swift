/// Turns a JSON Schema into the flat tables of a ``SchemaProgram``.
struct SchemaCompiler {
  let arena = Arena()
  var nodes: [SchemaNode] = []
  var instructions: [SchemaInstruction] = []
  var objects: [SchemaObject] = []
  var decimalSteps: [DecimalStep] = []
  var enumerations: [SchemaEnumeration] = []
  var patterns: [RecordPattern] = []
  var rules: [SchemaRule] = []
  var slotNames: [[String]] = []
  var scratchNeeds: [Int] = []

  private static let maximumDepth = 64
  private static let maximumNodes = 10_000

  private static let annotations: Set<String> = [
    "$schema", "$id", "$comment", "$defs", "title", "description", "default", "examples", "deprecated", "readOnly",
    "writeOnly",
  ]

  mutating func compile(_ schema: JSONValue) throws(SchemaError) -> SchemaProgram {
    if let dialect = schema["$schema"]?.string, !dialect.contains("json-schema.org/draft/2020-12/schema") {
      throw SchemaError(
        kind: .unsupportedDialect, pointer: JSONPointer(tokens: ["$schema"]),
        message: "the dialect must be https://json-schema.org/draft/2020-12/schema")
    }
    let root = try node(schema, at: JSONPointer())
    return SchemaProgram(self, root: root)
  }

  /// Adds a schema and the schemas inside it.
  mutating func node(_ schema: JSONValue, at pointer: JSONPointer) throws(SchemaError) -> Int {
    guard nodes.count < Self.maximumNodes, pointer.tokens.count <= Self.maximumDepth * 2 else {
      throw SchemaError(kind: .tooLarge, pointer: pointer, message: "the schema is too large or too deep")
    }
    let index = nodes.count
    nodes.append(SchemaNode())
    scratchNeeds.append(0)
    switch schema {
    case .bool(let isAllowed):
      if !isAllowed {
        nodes[index].types = []
        nodes[index].typeInstruction = add(.init(opcode: .never), at: pointer, "false", "must not be there")
      }
    case .object(let keywords):
      try compile(keywords, into: index, at: pointer)
    default:
      throw invalid(pointer, "a schema is an object, true or false; this is a \(schema.kindName)")
    }
    return index
  }

  private mutating func compile(
    _ keywords: JSONObject, into index: Int, at pointer: JSONPointer
  ) throws(SchemaError) {
    // Instructions of one kind must stand together, so they are collected first.
    var any: [Draft] = []
    var string: [Draft] = []
    var number: [Draft] = []
    var array: [Draft] = []
    for keyword in keywords {
      let place = pointer.appending(keyword.name)
      let value = keyword.value
      switch keyword.name {
      case "type":
        let kinds = try self.kinds(value, at: place)
        nodes[index].types = kinds
        nodes[index].typeInstruction = add(.init(opcode: .type), at: place, "type", "must be \(kinds.sentence)")
      case "enum":
        guard let values = value.array else { throw invalid(place, "enum must be an array of values") }
        any.append(enumeration(values, place, "enum"))
      case "const": any.append(enumeration([value], place, "const"))
      case "minLength", "maxLength", "pattern", "format":
        string.append(try stringDraft(keyword.name, value, at: place))
      case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf":
        number.append(try numberDraft(keyword.name, value, at: place))
      case "minItems", "maxItems", "uniqueItems", "items":
        if let draft = try arrayDraft(keyword.name, value, at: place, into: index) { array.append(draft) }
      case "properties", "required", "additionalProperties": break  // Compiled together, below.
      case "x-unexpected":
        guard value == "warn" else { throw invalid(place, "x-unexpected can only be \"warn\"") }
      case let name where Self.annotations.contains(name) || name.hasPrefix("x-"): break
      default:
        throw SchemaError(
          kind: .unsupportedKeyword, pointer: place,
          message: "the keyword \(keyword.name) is not supported; ignoring it could change the verdict")
      }
    }
    nodes[index].any = add(any)
    nodes[index].string = add(string)
    nodes[index].number = add(number)
    nodes[index].array = add(array)
    try compileMembers(keywords, into: index, at: pointer)
  }

  // MARK: Members

  private mutating func compileMembers(
    _ keywords: JSONObject, into index: Int, at pointer: JSONPointer
  ) throws(SchemaError) {
    guard let properties = (keywords["properties"] ?? [:]).object else {
      throw invalid(pointer.appending("properties"), "properties must be an object of schemas")
    }
    let required = try requiredNames(keywords["required"], at: pointer.appending("required"))
    let additional = keywords["additionalProperties"]
    guard keywords["properties"] != nil || !required.isEmpty || additional != nil else { return }

    var names = properties.names
    for name in required where properties[name] == nil { names.append(name) }
    var children: [Int32] = []
    var scratch = 0
    for property in properties {
      let child = try node(property.value, at: pointer.appending("properties").appending(property.name))
      children.append(Int32(child))
      scratch = max(scratch, scratchNeeds[child])
    }

    let undeclared: Int32
    switch additional {
    case nil, .bool(true)?: undeclared = keywords["properties"] == nil ? -2 : -1
    case .bool(false)?:
      let place = pointer.appending("additionalProperties")
      nodes.append(SchemaNode())
      scratchNeeds.append(0)
      undeclared = Int32(nodes.count - 1)
      nodes[Int(undeclared)].types = []
      nodes[Int(undeclared)].typeInstruction = add(
        .init(opcode: .never), at: place, "additionalProperties",
        "is not a field of the schema, which allows no others")
    case let schema?:
      let child = try node(schema, at: pointer.appending("additionalProperties"))
      undeclared = Int32(child)
      scratch = max(scratch, scratchNeeds[child])
    }
    // A name that is required but not declared is checked like any other undeclared one.
    while children.count < names.count { children.append(undeclared) }

    var requirements: [SchemaObject.Requirement] = []
    for name in required {
      guard let slot = names.firstIndex(of: name) else { continue }
      let instruction = add(
        .init(opcode: .required), at: pointer.appending("required"), "required", "is required but missing",
        missing: name)
      requirements.append(.init(slot: Int32(slot), instruction: instruction))
    }
    let uniqueNames = add(.init(opcode: .uniqueNames), at: pointer, "uniqueNames", "is there more than once")
    objects.append(
      SchemaObject(
        names: NameTable(names, in: arena), slotCount: names.count, children: arena.copy(children),
        requirements: arena.copy(requirements), requirementCount: requirements.count, additional: undeclared,
        uniqueNames: uniqueNames))
    slotNames.append(names)
    nodes[index].object = Int32(objects.count - 1)
    scratchNeeds[index] = max(scratchNeeds[index], names.count + scratch)
  }

  private func requiredNames(_ value: JSONValue?, at pointer: JSONPointer) throws(SchemaError) -> [String] {
    guard let value else { return [] }
    guard let elements = value.array else { throw invalid(pointer, "required must be an array of names") }
    var names: [String] = []
    for element in elements {
      guard let name = element.string else { throw invalid(pointer, "required must be an array of names") }
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  // MARK: Parts

  private mutating func add(
    _ instruction: SchemaInstruction, at place: JSONPointer, _ keyword: String, _ demand: String, missing: String? = nil
  ) -> Int32 {
    instructions.append(instruction)
    rules.append(SchemaRule(location: place, keyword: keyword, demand: demand, missing: missing))
    return Int32(instructions.count - 1)
  }

  private mutating func add(_ drafts: [Draft]) -> InstructionRange {
    let start = Int32(instructions.count)
    for draft in drafts {
      instructions.append(draft.instruction)
      rules.append(draft.rule)
    }
    return InstructionRange(start: start, end: Int32(instructions.count))
  }

  func invalid(_ pointer: JSONPointer, _ message: String) -> SchemaError {
    SchemaError(kind: .invalidKeyword, pointer: pointer, message: message)
  }
}
