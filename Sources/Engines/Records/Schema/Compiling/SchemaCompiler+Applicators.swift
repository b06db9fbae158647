extension SchemaCompiler {
  /// A `$dynamicRef` that may lead elsewhere on each way to it.
  struct DynamicReference {
    let anchor: String
    let fallback: Int32
    /// Where its instruction will stand is not known before all schemas are compiled; found by this number.
    let number: Int32
  }

  private static let maximumDynamicReferences = 256

  mutating func compileReference(_ name: String, _ keywords: inout Keywords) throws(SchemaError) {
    let place = keywords.place(name)
    guard let text = keywords.object[name]?.string else { throw invalid(place, "\(name) must be a URI reference") }
    guard name != "$recursiveRef" || text == "#" else { throw invalid(place, "$recursiveRef can only be \"#\"") }
    var target = try registry.resolve(text, from: keywords.site.resource, at: place)
    if name == "$recursiveRef" {
      let anchor = registry.anchor(SchemaRegistry.recursiveAnchor, in: target.site.resource)
      target.dynamicAnchor = anchor?.place == target.site.place ? SchemaRegistry.recursiveAnchor : nil
    }
    let node = Int32(try node(target.site))
    guard name != "$ref", let anchor = target.dynamicAnchor else {
      keywords.inPlace.append(keywords.draft(name, .init(opcode: .reference, operand: node), "must match \(text)"))
      return
    }
    let number =
      dynamicReferences.first { $0.anchor == anchor && $0.fallback == node }?.number ?? Int32(dynamicReferences.count)
    if number == dynamicReferences.count {
      guard number < Self.maximumDynamicReferences else {
        throw registry.error(
          .tooLarge, place, "there must not be more than \(Self.maximumDynamicReferences) dynamic anchors")
      }
      dynamicReferences.append(DynamicReference(anchor: anchor, fallback: node, number: number))
    }
    keywords.inPlace.append(
      keywords.draft(name, .init(opcode: .dynamicReference, operand: number), "must match \(text)"))
  }

  mutating func compileBranches(
    _ name: String, _ value: JSONValue, _ keywords: inout Keywords
  ) throws(SchemaError) {
    let place = keywords.place(name)
    guard let schemas = value.array, !schemas.isEmpty else {
      throw invalid(place, "\(name) must be an array of at least one schema")
    }
    var nodes: [Int32] = []
    for (index, schema) in schemas.enumerated() { nodes.append(try node(schema, at: place.appending(index))) }
    let opcode: SchemaInstruction.Opcode
    let demand: String
    switch name {
    case "allOf": (opcode, demand) = (.allOf, "must match all of \(nodes.count) schemas")
    case "anyOf": (opcode, demand) = (.anyOf, "must match one of \(UInt64(nodes.count).counting("alternative"))")
    default: (opcode, demand) = (.oneOf, "must match one of \(UInt64(nodes.count).counting("alternative"))")
    }
    let branches = add(branches: nodes)
    keywords.inPlace.append(keywords.draft(name, .init(opcode: opcode, operand: branches), demand))
  }

  /// `if` with its two branches; alone it only says what is evaluated.
  mutating func compileCondition(_ value: JSONValue, _ keywords: inout Keywords) throws(SchemaError) {
    var nodes = [try node(value, at: keywords.place("if"))]
    for name in ["then", "else"] {
      let branch = keywords[name]
      nodes.append(try branch.map { schema throws(SchemaError) in try node(schema, at: keywords.place(name)) } ?? -1)
    }
    var rules: [Int32] = []
    for (name, opcode) in [("then", SchemaInstruction.Opcode.then), ("else", .otherwise)] {
      let draft = keywords.draft(name, .init(opcode: opcode), "must match \(name)")
      rules.append(add(draft.instruction, draft.rule))
    }
    keywords.inPlace.append(
      keywords.draft("if", .init(opcode: .conditional, operand: add(branches: nodes, rules)), "must match then or else")
    )
  }

  mutating func compileUnevaluated(_ keywords: inout Keywords, into index: Int) throws(SchemaError) {
    if let value = keywords["unevaluatedItems"] {
      let node = try node(value, at: keywords.place("unevaluatedItems"), as: .furtherElement)
      let draft = keywords.draft(
        "unevaluatedItems", .init(opcode: .unevaluatedItems, operand: node), "must be a known element")
      nodes[index].unevaluatedItems = add(draft.instruction, draft.rule)
    }
    if let value = keywords["unevaluatedProperties"] {
      let node = try node(value, at: keywords.place("unevaluatedProperties"), as: .undeclaredMember)
      let draft = keywords.draft(
        "unevaluatedProperties", .init(opcode: .unevaluatedProperties, operand: node), "must be a known field")
      nodes[index].unevaluatedProperties = add(draft.instruction, draft.rule)
    }
  }
}
