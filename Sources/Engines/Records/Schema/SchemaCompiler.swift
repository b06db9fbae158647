/// Turns a JSON Schema into the flat tables of a ``SchemaProgram``.
struct SchemaCompiler {
  let arena = Arena()
  private(set) var nodes: [SchemaNode] = []
  private(set) var instructions: [SchemaInstruction] = []
  private(set) var objects: [SchemaObject] = []
  private(set) var decimalSteps: [DecimalStep] = []
  private(set) var enumerations: [SchemaEnumeration] = []
  private(set) var patterns: [RecordPattern] = []
  private(set) var rules: [SchemaRule] = []
  private(set) var slotNames: [[String]] = []
  private(set) var scratchNeeds: [Int] = []

  private static let maximumDepth = 64
  private static let maximumNodes = 10_000

  private static let annotations: Set<String> = [
    "$schema", "$id", "$comment", "$defs", "title", "description", "default", "examples", "deprecated", "readOnly",
    "writeOnly", "additionalProperties", "required",
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
  private mutating func node(_ schema: JSONValue, at pointer: JSONPointer) throws(SchemaError) -> Int {
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
      case "properties":
        guard value.object != nil else { throw invalid(place, "properties must be an object of schemas") }
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
    let properties = keywords["properties"]?.object ?? JSONObject()
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

  // MARK: Drafts

  /// An instruction that has no place yet.
  private struct Draft {
    let instruction: SchemaInstruction
    let rule: SchemaRule
  }

  private mutating func enumeration(_ values: [JSONValue], _ place: JSONPointer, _ keyword: String) -> Draft {
    var strings: [String] = []
    for case .string(let string) in values where !strings.contains(string) { strings.append(string) }
    let others = values.filter { $0.string == nil }
    enumerations.append(SchemaEnumeration(strings: NameTable(strings, in: arena), others: others))
    let shown = values.prefix(8).map { $0.string ?? String(decoding: $0.bytes(), as: UTF8.self) }
    let list = shown.joined(separator: ", ") + (values.count > 8 ? ", … (\(values.count) values)" : "")
    return Draft(
      instruction: .init(opcode: .enumeration, operand: Int32(enumerations.count - 1)),
      rule: SchemaRule(
        location: place, keyword: keyword, demand: values.count == 1 ? "must be \(list)" : "must be one of \(list)"))
  }

  private mutating func stringDraft(
    _ keyword: String, _ value: JSONValue, at place: JSONPointer
  ) throws(SchemaError) -> Draft {
    func draft(_ instruction: SchemaInstruction, _ demand: String) -> Draft {
      Draft(instruction: instruction, rule: SchemaRule(location: place, keyword: keyword, demand: demand))
    }
    switch keyword {
    case "minLength", "maxLength":
      let count = try self.count(value, at: place)
      return keyword == "minLength"
        ? draft(.init(opcode: .minLength, value: count), "must have at least \(count.counting("character"))")
        : draft(.init(opcode: .maxLength, value: count), "must have at most \(count.counting("character"))")
    case "pattern":
      guard let text = value.string else { throw invalid(place, "pattern must be a string") }
      do throws(PatternError) {
        patterns.append(try RecordPattern(compiling: text))
      } catch {
        throw SchemaError(kind: .invalidPattern, pointer: place, message: "the pattern cannot be used: \(error)")
      }
      return draft(.init(opcode: .pattern, operand: Int32(patterns.count - 1)), "must match the pattern \(text)")
    default:
      guard let format = value.string.flatMap(TextFormat.init(schemaName:)) else {
        throw SchemaError(
          kind: .unsupportedFormat, pointer: place,
          message: "the format must be one of \(TextFormat.allCases.map(\.schemaName).joined(separator: ", "))")
      }
      return draft(.init(opcode: .format, operand: Int32(format.rawValue)), "must be \(format.sentence)")
    }
  }

  private mutating func numberDraft(_ keyword: String, _ value: JSONValue, at place: JSONPointer) throws(SchemaError) -> Draft {
    var instruction: SchemaInstruction
    let limit: String
    switch value {
    case .integer(let integer):
      limit = String(integer)
      instruction = .init(opcode: .minimum, operand: 1, value: UInt64(bitPattern: integer))
    case .number(let number):
      limit = String(number)
      instruction = .init(opcode: .minimum, operand: 0, value: number.bitPattern)
    default: throw invalid(place, "\(keyword) must be a number")
    }
    let demand: String
    switch keyword {
    case "minimum": (instruction.opcode, demand) = (.minimum, "must be at least \(limit)")
    case "maximum": (instruction.opcode, demand) = (.maximum, "must be at most \(limit)")
    case "exclusiveMinimum": (instruction.opcode, demand) = (.exclusiveMinimum, "must be greater than \(limit)")
    case "exclusiveMaximum": (instruction.opcode, demand) = (.exclusiveMaximum, "must be less than \(limit)")
    default:
      guard (value.number ?? 0) > 0 else { throw invalid(place, "multipleOf must be greater than 0") }
      if let integer = value.integer {
        instruction = .init(opcode: .multipleOf, value: UInt64(integer))
      } else if let step = DecimalStep(value.number ?? 0) {
        decimalSteps.append(step)
        instruction = .init(opcode: .multipleOfDecimal, operand: Int32(decimalSteps.count - 1))
      } else {
        throw invalid(place, "multipleOf must have at most 15 digits and at most 15 decimal places")
      }
      demand = "must be a multiple of \(limit)"
    }
    return Draft(instruction: instruction, rule: SchemaRule(location: place, keyword: keyword, demand: demand))
  }

  private mutating func arrayDraft(
    _ keyword: String, _ value: JSONValue, at place: JSONPointer, into index: Int
  ) throws(SchemaError) -> Draft? {
    func draft(_ instruction: SchemaInstruction, _ demand: String) -> Draft {
      Draft(instruction: instruction, rule: SchemaRule(location: place, keyword: keyword, demand: demand))
    }
    switch keyword {
    case "minItems":
      let count = try self.count(value, at: place)
      return draft(.init(opcode: .minItems, value: count), "must have at least \(count.counting("element"))")
    case "maxItems":
      let count = try self.count(value, at: place)
      return draft(.init(opcode: .maxItems, value: count), "must have at most \(count.counting("element"))")
    case "uniqueItems":
      guard let isUnique = value.bool else { throw invalid(place, "uniqueItems must be true or false") }
      return isUnique ? draft(.init(opcode: .uniqueItems), "must not have the same element twice") : nil
    default:
      let child = try node(value, at: place)
      scratchNeeds[index] = max(scratchNeeds[index], scratchNeeds[child])
      return draft(.init(opcode: .items, operand: Int32(child)), "must have valid elements")
    }
  }

  // MARK: Parts

  private func kinds(_ value: JSONValue, at place: JSONPointer) throws(SchemaError) -> KindSet {
    var kinds = KindSet()
    for element in value.array ?? [value] {
      guard let kind = element.string.flatMap(KindSet.init(schemaName:)) else {
        throw invalid(
          place, "a type is one of null, boolean, integer, number, string, array and object, or an array of them")
      }
      kinds.formUnion(kind)
    }
    guard !kinds.isEmpty else { throw invalid(place, "at least one type must be allowed") }
    return kinds
  }

  private func count(_ value: JSONValue, at place: JSONPointer) throws(SchemaError) -> UInt64 {
    guard let count = value.integer, count >= 0 else { throw invalid(place, "this must be a whole number, 0 or more") }
    return UInt64(count)
  }

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

  private func invalid(_ pointer: JSONPointer, _ message: String) -> SchemaError {
    SchemaError(kind: .invalidKeyword, pointer: pointer, message: message)
  }
}

extension UInt64 {
  /// `1 element`, `2 elements`.
  func counting(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(self) \(noun)s" }
}
