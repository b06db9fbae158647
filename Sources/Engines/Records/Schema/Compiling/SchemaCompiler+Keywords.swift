extension SchemaCompiler {
  /// The keywords of one schema while they are compiled, sorted by what they are asked of.
  struct Keywords {
    let site: SchemaSite
    let object: JSONObject
    let ruling: SchemaRuling
    var any: [Draft] = []
    var inPlace: [Draft] = []
    var string: [Draft] = []
    var length: [Draft] = []
    var number: [Draft] = []
    var array: [Draft] = []

    /// The value of a keyword that is in force.
    subscript(name: String) -> JSONValue? { ruling.keyword(name) == nil ? nil : object[name] }

    /// Says that the references are not alone in declaring members.
    mutating func sharesObject() {
      for index in inPlace.indices where [.reference, .dynamicReference].contains(inPlace[index].instruction.opcode) {
        inPlace[index].instruction.value = 1
      }
    }

    func place(_ name: String) -> SchemaPlace { site.place.appending(name) }

    func draft(
      _ name: String, _ instruction: SchemaInstruction, _ demand: String, missing: String? = nil
    ) -> Draft {
      Draft(
        instruction: instruction,
        rule: SchemaRule(
          location: place(name).pointer, keyword: name, demand: demand, missing: missing,
          resource: Int32(site.resource)))
    }
  }

  mutating func compile(_ object: JSONObject, of site: SchemaSite, into index: Int) throws(SchemaError) {
    let ruling = registry.resources[site.resource].ruling
    var keywords = Keywords(site: site, object: object, ruling: ruling)
    if ruling.dialect.isReferenceAlone, object["$ref"]?.string != nil {
      try compileReference("$ref", &keywords)
    } else {
      for member in object { try compile(member.name, member.value, &keywords, into: index) }
      try compileArray(&keywords, into: index)
      try compileObject(&keywords, into: index)
      try compileUnevaluated(&keywords, into: index)
    }
    if nodes[index].object >= 0 || keywords.inPlace.count > 1 { keywords.sharesObject() }
    nodes[index].any = add(keywords.any)
    nodes[index].string = add(keywords.string)
    nodes[index].length = add(keywords.length)
    for draft in keywords.length { bound(draft.instruction, index) }
    nodes[index].number = add(keywords.number)
    nodes[index].array = add(keywords.array)
    nodes[index].inPlace = add(keywords.inPlace)
  }

  private mutating func compile(
    _ name: String, _ value: JSONValue, _ keywords: inout Keywords, into index: Int
  ) throws(SchemaError) {
    guard keywords.ruling.keyword(name) != nil else {
      try passOver(name, value, keywords)
      return
    }
    let place = keywords.place(name)
    switch name {
    case "type":
      let kinds = try self.kinds(value, at: place)
      let draft = keywords.draft(name, .init(opcode: .type), "must be \(kinds.sentence)")
      nodes[index].types = kinds
      nodes[index].typeInstruction = add(draft.instruction, draft.rule)
    case "enum":
      guard let values = value.array else { throw invalid(place, "enum must be an array of values") }
      keywords.any.append(enumeration(values, name, keywords))
    case "const": keywords.any.append(enumeration([value], name, keywords))
    case "minLength", "maxLength", "pattern", "format": try compileString(name, value, &keywords)
    case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf":
      try compileNumber(name, value, &keywords)
    case "$ref", "$dynamicRef", "$recursiveRef": try compileReference(name, &keywords)
    case "allOf", "anyOf", "oneOf": try compileBranches(name, value, &keywords)
    case "not":
      let node = try node(value, at: place)
      keywords.inPlace.append(
        keywords.draft(name, .init(opcode: .not, operand: node), "must not \(Self.negation(of: value))"))
    case "if": try compileCondition(value, &keywords)
    case "then", "else": _ = try node(value, at: place)
    default: try checkShape(name, value, at: place)
    }
  }

  /// `enum` and `const`.
  private mutating func enumeration(_ values: [JSONValue], _ name: String, _ keywords: Keywords) -> Draft {
    var strings: [String] = []
    var known: Set<String> = []
    for case .string(let string) in values where known.insert(string).inserted { strings.append(string) }
    let integers = values.compactMap { value in if case .integer(let integer) = value { integer } else { nil } }
    let others = values.filter { $0.string == nil && $0.bool == nil && !$0.isNull }
    enumerations.append(
      SchemaEnumeration(
        strings: NameTable(strings, in: arena), allowsNull: values.contains(.null), allowsTrue: values.contains(true),
        allowsFalse: values.contains(false), integers: arena.copy(integers), integerCount: integers.count,
        hasOthers: !others.isEmpty))
    enumeratedOthers.append(others)
    let shown = values.prefix(8).map { Self.excerpt($0) }
    let list = shown.joined(separator: ", ") + (values.count > 8 ? ", … (\(values.count) values)" : "")
    return keywords.draft(
      name, .init(opcode: .enumeration, operand: Int32(enumerations.count - 1)),
      values.isEmpty ? "must not be there" : values.count == 1 ? "must be \(list)" : "must be one of \(list)")
  }

  /// A value of the schema, in not too many characters.
  static func excerpt(_ value: JSONValue) -> String {
    let text = value.string ?? String(decoding: value.bytes(), as: UTF8.self)
    return text.unicodeScalars.count > 100
      ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(100))) + "…" : text
  }

  private mutating func compileString(
    _ name: String, _ value: JSONValue, _ keywords: inout Keywords
  ) throws(SchemaError) {
    let place = keywords.place(name)
    switch name {
    case "minLength", "maxLength":
      let count = try count(value, at: place)
      keywords.length.append(
        name == "minLength"
          ? keywords.draft(
            name, .init(opcode: .minLength, value: count), "must have at least \(count.counting("character"))")
          : keywords.draft(
            name, .init(opcode: .maxLength, value: count), "must have at most \(count.counting("character"))"))
    case "pattern":
      guard let text = value.string else { throw invalid(place, "pattern must be a string") }
      let pattern = try pattern(text, at: place)
      keywords.string.append(
        keywords.draft(
          name, .init(opcode: .pattern, operand: pattern), "must match the pattern \(Self.excerpt(value))"))
    default:
      guard let text = value.string else { throw invalid(place, "format must be a string") }
      let isAsserted = options.assertsFormats || keywords.ruling.vocabularies.contains(.formatAssertion)
      guard isAsserted else { return }
      // Formats that are not known are annotations (Validation 2020-12, clause 7.2.3).
      guard let format = TextFormat(schemaName: text) else { return warn(ofFormat: text, at: place) }
      formats.append(format)
      keywords.string.append(
        keywords.draft(
          name, .init(opcode: .format, operand: Int32(formats.count - 1)), "must be \(format.sentence)"))
    }
  }

  /// A character takes one to four bytes, so counting is seldom needed.
  private mutating func bound(_ instruction: SchemaInstruction, _ index: Int) {
    if instruction.opcode == .minLength {
      let bytes = instruction.value.multipliedReportingOverflow(by: 4)
      // The first character alone is enough for a length of one.
      nodes[index].surelyLongEnough =
        instruction.value < 2 ? UInt32(instruction.value) : bytes.overflow ? .max : UInt32(clamping: bytes.partialValue)
    } else {
      nodes[index].surelyShortEnough = UInt32(clamping: instruction.value)
    }
  }

  func kinds(_ value: JSONValue, at place: SchemaPlace) throws(SchemaError) -> KindSet {
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

  func count(_ value: JSONValue, at place: SchemaPlace) throws(SchemaError) -> UInt64 {
    guard let count = value.integer, count >= 0 else { throw invalid(place, "this must be a whole number, 0 or more") }
    return UInt64(count)
  }

  func names(_ value: JSONValue, at place: SchemaPlace) throws(SchemaError) -> [String] {
    guard let elements = value.array else {
      throw invalid(place, "\(place.pointer.tokens.last ?? "this") must be an array of names")
    }
    var names: [String] = []
    var known: Set<String> = []
    for element in elements {
      guard let name = element.string else {
        throw invalid(place, "\(place.pointer.tokens.last ?? "this") must be an array of names")
      }
      if known.insert(name).inserted { names.append(name) }
    }
    return names
  }
}

extension UInt64 {
  /// `1 element`, `2 elements`.
  func counting(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(self) \(noun)s" }
}
