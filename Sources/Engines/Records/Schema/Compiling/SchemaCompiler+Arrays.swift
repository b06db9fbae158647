extension SchemaCompiler {
  mutating func compileArray(_ keywords: inout Keywords, into index: Int) throws(SchemaError) {
    if let value = keywords["minItems"] {
      let count = try count(value, at: keywords.place("minItems"))
      keywords.array.append(
        keywords.draft(
          "minItems", .init(opcode: .minItems, value: count), "must have at least \(count.counting("element"))"))
    }
    if let value = keywords["maxItems"] {
      let count = try count(value, at: keywords.place("maxItems"))
      keywords.array.append(
        keywords.draft(
          "maxItems", .init(opcode: .maxItems, value: count), "must have at most \(count.counting("element"))"))
    }
    try compileElements(&keywords)
    try compileContains(&keywords)
    if let value = keywords["uniqueItems"] {
      guard let isUnique = value.bool else {
        throw invalid(keywords.place("uniqueItems"), "uniqueItems must be true or false")
      }
      if isUnique {
        keywords.array.append(
          keywords.draft("uniqueItems", .init(opcode: .uniqueItems), "must not have the same element twice"))
      }
    }
  }

  private mutating func compileElements(_ keywords: inout Keywords) throws(SchemaError) {
    let isNewer = keywords.ruling.dialect >= .draft2020_12
    var prefixName = "prefixItems"
    var restName = "items"
    if !isNewer {
      prefixName = keywords["items"]?.array == nil ? "" : "items"
      restName = prefixName.isEmpty ? "items" : "additionalItems"
      if prefixName.isEmpty, let value = keywords["additionalItems"] {
        // Without an array in `items` it checks nothing, but it has to be a schema.
        _ = try node(value, at: keywords.place("additionalItems"))
      }
    }
    var prefixCount = 0
    if !prefixName.isEmpty, let value = keywords[prefixName] {
      let place = keywords.place(prefixName)
      guard let schemas = value.array, !schemas.isEmpty || !isNewer else {
        throw invalid(place, "\(prefixName) must be an array of at least one schema")
      }
      var nodes: [Int32] = []
      for (index, schema) in schemas.enumerated() { nodes.append(try node(schema, at: place.appending(index))) }
      prefixCount = nodes.count
      keywords.array.append(
        keywords.draft(
          prefixName, .init(opcode: .prefixItems, operand: add(list: nodes), value: UInt64(nodes.count)),
          "must have valid elements"))
    }
    guard let value = keywords[restName] else { return }
    let place = keywords.place(restName)
    guard value.array == nil else {
      throw invalid(place, "items must be one schema in draft 2020-12; use prefixItems for an array of them")
    }
    let node = try node(value, at: place, as: .furtherElement)
    keywords.array.append(
      keywords.draft(
        restName, .init(opcode: .items, operand: node, value: UInt64(prefixCount)), "must have valid elements"))
  }

  private mutating func compileContains(_ keywords: inout Keywords) throws(SchemaError) {
    var bounds: [UInt64?] = []
    for name in ["minContains", "maxContains"] {
      let value = keywords[name]
      bounds.append(try value.map { value throws(SchemaError) in try count(value, at: keywords.place(name)) })
    }
    guard let value = keywords["contains"] else { return }
    let node = try node(value, at: keywords.place("contains"))
    let what = Self.kindOfElement(value)
    let least = bounds[0] ?? 1
    let minimum = keywords.draft(
      bounds[0] == nil ? "contains" : "minContains", .init(opcode: .contains),
      "must have at least \(least.counting("element")) that \(least == 1 ? "is" : "are") \(what)")
    let most = bounds[1] ?? .max
    let maximum = keywords.draft(
      bounds[1] == nil ? "contains" : "maxContains", .init(opcode: .contains),
      "must have at most \(most.counting("element")) that \(most == 1 ? "is" : "are") \(what)")
    contains.append(
      SchemaContains(
        node: node, minimum: least, maximum: most,
        minimumInstruction: add(minimum.instruction, minimum.rule),
        maximumInstruction: bounds[1] == nil ? -1 : add(maximum.instruction, maximum.rule),
        evaluates: keywords.ruling.dialect >= .draft2020_12))
    keywords.array.append(
      keywords.draft("contains", .init(opcode: .contains, operand: Int32(contains.count - 1)), "must have the elements")
    )
  }

  private static func kindOfElement(_ schema: JSONValue) -> String {
    if let object = schema.object, object.count == 1 {
      if let value = object["const"] { return excerpt(value) }
      if let name = object["type"]?.string, let kind = KindSet(schemaName: name) { return kind.sentence }
    }
    return "as \"contains\" asks"
  }
}
