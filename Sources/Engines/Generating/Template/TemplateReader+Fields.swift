import DataRecords

extension TemplateReader {
  private static let common = ["type", "required", "description", "enum", "source"]
  private static let constraints: [FieldDefinition.Kind: [String]] = [
    .string: ["format", "pattern", "min_length", "max_length"],
    .integer: ["minimum", "maximum"],
    .number: ["minimum", "maximum"],
    .boolean: [],
    .array: ["min_items", "max_items", "unique_items", "items"],
    .object: ["fields"],
  ]

  mutating func readFields(_ elements: [JSONValue], _ pointer: JSONPointer, depth: Int = 0) -> [FieldDefinition] {
    var fields: [FieldDefinition] = []
    for (index, element) in elements.enumerated() {
      let here = pointer.appending(index)
      guard let field = readField(element, here, isNamed: true, depth: depth) else { continue }
      if fields.contains(where: { $0.name == field.name }) {
        findings.error(here.appending("name"), "there are two fields \"\(field.name)\"", remedy: "keep one of them")
      } else {
        fields.append(field)
      }
    }
    return fields
  }

  private mutating func readField(
    _ value: JSONValue, _ pointer: JSONPointer, isNamed: Bool, depth: Int
  ) -> FieldDefinition? {
    let everywhere = (isNamed ? ["name"] : []) + Self.common
    let known =
      everywhere + ["format", "pattern", "min_length", "max_length", "minimum", "maximum", "min_items"]
      + ["max_items", "unique_items", "items", "fields"]
    guard let reader = ObjectReader(value, pointer, known: known, &findings) else { return nil }
    guard depth < TemplateLimits.fieldDepth else {
      findings.error(pointer, "fields are nested too deeply", remedy: "keep within \(TemplateLimits.fieldDepth) levels")
      return nil
    }
    let name = isNamed ? readFieldName(reader) : ""
    guard let kindName = reader.requiredString("type", &findings) else { return nil }
    guard let kind = FieldDefinition.Kind(rawValue: kindName) else {
      findings.error(
        reader.at("type"), "\"\(kindName)\" is not a type",
        remedy: NearestName.advice(for: kindName, among: FieldDefinition.Kind.allCases.map(\.rawValue)))
      return nil
    }
    let allowed = everywhere + (Self.constraints[kind] ?? [])
    for member in reader.object.names where known.contains(member) && !allowed.contains(member) {
      findings.error(
        reader.at(member), "\"\(member)\" says nothing about a field of type \(kindName)",
        remedy: "remove it or correct the type")
    }
    guard let name else { return nil }

    var field = FieldDefinition(name: name, kind: kind)
    field.isRequired = reader.bool("required", &findings) ?? false
    field.description = reader.string("description", &findings)
    field.source = readSource(reader)
    switch kind {
    case .string: readText(reader, &field)
    case .integer, .number: readNumbers(reader, &field)
    case .array: readArray(reader, &field, depth: depth)
    case .object:
      let elements = reader.array("fields", limit: TemplateLimits.fields, &findings) ?? []
      field.fields = readFields(elements, reader.at("fields"), depth: depth + 1)
    case .boolean: break
    }
    readAllowedValues(reader, &field)
    return field
  }

  private mutating func readFieldName(_ reader: ObjectReader) -> String? {
    guard let name = reader.requiredString("name", &findings) else { return nil }
    guard name.isSnakeCase else {
      findings.error(
        reader.at("name"), "\"\(name)\" is not snake_case",
        remedy: "use lower-case letters, digits and underscores, beginning with a letter")
      return nil
    }
    return name
  }

  private mutating func readText(_ reader: ObjectReader, _ field: inout FieldDefinition) {
    field.minimumLength = reader.count("min_length", &findings)
    field.maximumLength = reader.count("max_length", &findings)
    checkOrder(
      reader, "min_length", "max_length", field.minimumLength.map(Double.init), field.maximumLength.map(Double.init))
    checkDemand(reader, "min_length", field.minimumLength, limit: TemplateLimits.textLength)
    if let name = reader.string("format", &findings) {
      field.format = FieldDefinition.Format(rawValue: name)
      if field.format == nil {
        findings.error(
          reader.at("format"), "\"\(name)\" is not a format",
          remedy: NearestName.advice(for: name, among: FieldDefinition.Format.allCases.map(\.rawValue)))
      }
    }
    if let text = reader.string("pattern", &findings) {
      do throws(PatternError) {
        _ = try RecordPattern(compiling: text)
        _ = try TextPattern(text)
        field.pattern = text
      } catch {
        findings.error(
          reader.at("pattern"), "the expression is wrong \(error)",
          remedy: "use anchors, classes, quantifiers, groups and alternation only")
      }
    }
  }

  private mutating func readNumbers(_ reader: ObjectReader, _ field: inout FieldDefinition) {
    field.minimum = reader.number("minimum", &findings)
    field.maximum = reader.number("maximum", &findings)
    checkOrder(reader, "minimum", "maximum", field.minimum, field.maximum)
  }

  private mutating func readArray(_ reader: ObjectReader, _ field: inout FieldDefinition, depth: Int) {
    field.minimumItems = reader.count("min_items", &findings)
    field.maximumItems = reader.count("max_items", &findings)
    field.hasUniqueItems = reader.bool("unique_items", &findings) ?? false
    checkOrder(
      reader, "min_items", "max_items", field.minimumItems.map(Double.init), field.maximumItems.map(Double.init))
    checkDemand(reader, "min_items", field.minimumItems, limit: TemplateLimits.items)
    if let items = reader.object["items"] {
      field.items = readField(items, reader.at("items"), isNamed: false, depth: depth + 1)
    }
  }

  private mutating func checkOrder(
    _ reader: ObjectReader, _ low: String, _ high: String, _ least: Double?, _ most: Double?
  ) {
    guard let least, let most, least > most else { return }
    findings.error(reader.at(low), "\"\(low)\" is above \"\(high)\"", remedy: "swap or correct them")
  }

  private mutating func checkDemand(_ reader: ObjectReader, _ name: String, _ value: Int?, limit: Int) {
    guard let value, value > limit else { return }
    findings.error(reader.at(name), "asks for \(value)", remedy: "ask for at most \(limit)")
  }

  private mutating func readAllowedValues(_ reader: ObjectReader, _ field: inout FieldDefinition) {
    guard let values = reader.array("enum", limit: TemplateLimits.entriesPerList, &findings) else { return }
    guard !values.isEmpty else {
      findings.error(reader.at("enum"), "allows nothing", remedy: "list at least one value or remove it")
      return
    }
    let check = FieldCheck(field)
    for (index, value) in values.enumerated() {
      if let problem = check.problem(with: value) {
        findings.error(
          reader.at("enum").appending(index), problem, remedy: "list values that the field itself allows")
      }
      if values[..<index].contains(value) {
        findings.error(reader.at("enum").appending(index), "the value is listed twice", remedy: "keep one of them")
      }
    }
    field.allowedValues = values
  }

  private mutating func readSource(_ reader: ObjectReader) -> FieldSource? {
    guard let text = reader.string("source", &findings) else { return nil }
    if let source = FieldSource(text) { return source }
    let names = FieldSource.plain.keys.sorted()
    findings.error(
      reader.at("source"), "\"\(text)\" is not a source",
      remedy: NearestName.advice(for: text, among: ["vocabulary.NAME", "phrases.NAME"] + names))
    return nil
  }
}
