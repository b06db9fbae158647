extension SchemaCompiler {
  /// The members of an object while nodes may still come to be.
  struct ObjectDraft {
    var names: [String] = []
    /// By slot, of those that `properties` declares.
    var declared: [Int32] = []
    var required: [SchemaObject.Requirement] = []
    var patterns: [SchemaObject.Pattern] = []
    var dependencies: [SchemaObject.Dependency] = []
    var additional = NoNode.anything
    var evaluatesAdditional = false
    var minimum: Int32 = -1
    var maximum: Int32 = -1
    var propertyNames: Int32 = -1
    var uniqueNames: Int32 = -1
    private var slots: [String: Int32] = [:]

    /// Whether members are asked for by their names alone, and a word can tell which are there.
    var isPlain: Bool {
      names.count <= 64 && patterns.isEmpty && dependencies.allSatisfy { $0.required >= 0 } && propertyNames < 0
    }

    mutating func slot(of name: String) -> Int32 {
      if let slot = slots[name] { return slot }
      names.append(name)
      slots[name] = Int32(names.count - 1)
      return Int32(names.count - 1)
    }
  }

  private static let objectKeywords = [
    "properties", "patternProperties", "additionalProperties", "required", "propertyNames", "minProperties",
    "maxProperties", "dependentRequired", "dependentSchemas", "dependencies",
  ]

  mutating func compileObject(_ keywords: inout Keywords, into index: Int) throws(SchemaError) {
    guard Self.objectKeywords.contains(where: { keywords[$0] != nil }) else { return }
    var draft = ObjectDraft()
    try compileProperties(keywords, &draft)
    try compileRequired(keywords, &draft)
    try compileCounts(keywords, &draft)
    for name in ["dependentRequired", "dependentSchemas", "dependencies"] {
      try compileDependencies(name, keywords, &draft)
    }
    draft.uniqueNames = add(keywords, "uniqueNames", .init(opcode: .uniqueNames), "is there more than once")
    objectDrafts.append(draft)
    nodes[index].object = Int32(objectDrafts.count - 1)
  }

  private mutating func compileProperties(_ keywords: Keywords, _ draft: inout ObjectDraft) throws(SchemaError) {
    if let value = keywords["properties"] {
      let place = keywords.place("properties")
      guard let properties = value.object else { throw invalid(place, "properties must be an object of schemas") }
      for property in properties {
        _ = draft.slot(of: property.name)
        draft.declared.append(try node(property.value, at: place.appending(property.name)))
      }
    }
    if let value = keywords["patternProperties"] {
      let place = keywords.place("patternProperties")
      guard let patterns = value.object else {
        throw invalid(place, "patternProperties must be an object of schemas by pattern")
      }
      for member in patterns {
        let inner = place.appending(member.name)
        draft.patterns.append(
          .init(pattern: try pattern(member.name, at: inner), node: try node(member.value, at: inner)))
      }
    }
    if let value = keywords["additionalProperties"] {
      draft.additional = try node(value, at: keywords.place("additionalProperties"), as: .undeclaredMember)
      draft.evaluatesAdditional = true
    } else if keywords["properties"] != nil, draft.patterns.isEmpty, !keywords.appliesInPlace {
      draft.additional = NoNode.unexpected
    }
    if let value = keywords["propertyNames"] {
      let node = try node(value, at: keywords.place("propertyNames"))
      draft.propertyNames = add(
        keywords, "propertyNames", .init(opcode: .propertyNames, operand: node), "must have names as the schema asks")
    }
  }

  private mutating func compileRequired(_ keywords: Keywords, _ draft: inout ObjectDraft) throws(SchemaError) {
    guard let value = keywords["required"] else { return }
    for name in try names(value, at: keywords.place("required")) {
      let instruction = add(
        keywords, "required", .init(opcode: .required), "is required but missing", missing: name)
      draft.required.append(.init(slot: draft.slot(of: name), instruction: instruction))
    }
  }

  private mutating func compileCounts(_ keywords: Keywords, _ draft: inout ObjectDraft) throws(SchemaError) {
    if let value = keywords["minProperties"] {
      let count = try count(value, at: keywords.place("minProperties"))
      draft.minimum = add(
        keywords, "minProperties", .init(opcode: .minProperties, value: count),
        "must have at least \(count.counting("member"))")
    }
    if let value = keywords["maxProperties"] {
      let count = try count(value, at: keywords.place("maxProperties"))
      draft.maximum = add(
        keywords, "maxProperties", .init(opcode: .maxProperties, value: count),
        "must have at most \(count.counting("member"))")
    }
  }

  private mutating func compileDependencies(
    _ name: String, _ keywords: Keywords, _ draft: inout ObjectDraft
  ) throws(SchemaError) {
    guard let value = keywords[name] else { return }
    let place = keywords.place(name)
    guard let object = value.object else {
      throw invalid(place, "\(name) must be an object by the name of a member")
    }
    for member in object {
      let slot = draft.slot(of: member.name)
      let inner = place.appending(member.name)
      if name == "dependentRequired" || (name == "dependencies" && member.value.array != nil) {
        for required in try names(member.value, at: inner) {
          let instruction = add(
            keywords, name, .init(opcode: .dependentRequired),
            "is required but missing, because \(member.name) is there", missing: required)
          draft.dependencies.append(
            .init(slot: slot, required: draft.slot(of: required), instruction: instruction))
        }
      } else if name == "dependencies", let required = member.value.string, keywords.ruling.dialect == .draft4 {
        // Draft 3 wrote a single name so; draft 4 does not have it.
        throw invalid(inner, "a dependency is a schema or an array of names, such as [\"\(required)\"]")
      } else {
        let node = try node(member.value, at: inner)
        let instruction = add(
          keywords, name, .init(opcode: .dependentSchema, operand: node), "because \(member.name) is there")
        draft.dependencies.append(.init(slot: slot, required: -1, instruction: instruction))
      }
    }
  }

  private mutating func add(
    _ keywords: Keywords, _ name: String, _ instruction: SchemaInstruction, _ demand: String, missing: String? = nil
  ) -> Int32 {
    let draft = keywords.draft(name, instruction, demand, missing: missing)
    return add(draft.instruction, draft.rule)
  }
}

extension SchemaCompiler.Keywords {
  /// Whether other schemas may declare members of the same object.
  fileprivate var appliesInPlace: Bool {
    ["$ref", "$dynamicRef", "$recursiveRef", "allOf", "anyOf", "oneOf", "if", "dependentSchemas", "dependencies"]
      .contains { self[$0] != nil } || self["unevaluatedProperties"] != nil
  }
}
