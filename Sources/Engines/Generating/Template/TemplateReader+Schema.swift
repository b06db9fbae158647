import DataRecords

extension TemplateReader {
  struct Schema {
    var fields: [FieldDefinition]
    var relationships: [Relationship]
  }

  mutating func readSchema(_ value: JSONValue, type: DatasetType?) -> Schema {
    let pointer = JSONPointer(tokens: ["schema"])
    guard let reader = ObjectReader(value, pointer, known: ["fields", "relationships", "search"], &findings) else {
      return Schema(fields: [], relationships: [])
    }
    var fields: [FieldDefinition] = []
    if reader.required("fields", "array", &findings) != nil {
      fields = readFields(reader.array("fields", limit: TemplateLimits.fields, &findings) ?? [], reader.at("fields"))
    }
    if let type { checkOwnFields(fields, type, reader.at("fields")) }
    let elements = reader.array("relationships", limit: TemplateLimits.relationships, &findings) ?? []
    if reader.object["relationships"] == nil {
      findings.warning(pointer, "\"relationships\" is missing", remedy: "add the list, empty if nothing is related")
    }
    return Schema(
      fields: fields, relationships: readRelationships(elements, reader.at("relationships"), fields))
  }

  /// The type's own fields must be there, required where search documents are made from them, and of the right type.
  private mutating func checkOwnFields(_ fields: [FieldDefinition], _ type: DatasetType, _ pointer: JSONPointer) {
    for own in type.requiredFields where !fields.contains(where: { $0.name == own.rawValue }) {
      findings.error(
        pointer, "the field \"\(own.rawValue)\" is missing",
        remedy: "declare it as a required \(own.kind.rawValue): every template of \(type.rawValue) has it")
    }
    for (index, field) in fields.enumerated() {
      guard let own = type.ownField(field.name) else { continue }
      if field.kind != own.kind {
        findings.error(
          pointer.appending(index).appending("type"), "\"\(field.name)\" is declared as \(field.kind.rawValue)",
          remedy: "\"\(field.name)\" of \(type.rawValue) is of type \(own.kind.rawValue)")
      }
      if !field.isRequired, type.requiredFields.contains(own) {
        findings.error(
          pointer.appending(index), "\"\(field.name)\" is not required",
          remedy: "set \"required\": true: search documents are made from it")
      }
    }
  }

  private mutating func readRelationships(
    _ elements: [JSONValue], _ pointer: JSONPointer, _ fields: [FieldDefinition]
  ) -> [Relationship] {
    var relationships: [Relationship] = []
    for (index, element) in elements.enumerated() {
      let here = pointer.appending(index)
      let known = ["name", "field", "target", "essential"]
      guard let reader = ObjectReader(element, here, known: known, &findings),
        let name = reader.requiredString("name", &findings),
        let field = reader.requiredString("field", &findings),
        let targetName = reader.requiredString("target", &findings)
      else { continue }
      let essential = reader.bool("essential", &findings) ?? false
      if relationships.contains(where: { $0.name == name }) {
        findings.error(reader.at("name"), "there are two relationships \"\(name)\"", remedy: "rename one of them")
      }
      checkRelationshipField(field, reader.at("field"), fields)
      guard let target = RelationshipTarget(rawValue: targetName) else {
        findings.error(
          reader.at("target"), "\"\(targetName)\" is not a target",
          remedy: NearestName.advice(for: targetName, among: RelationshipTarget.allCases.map(\.rawValue)))
        continue
      }
      relationships.append(Relationship(name: name, field: field, target: target, isEssential: essential))
    }
    return relationships
  }

  private mutating func checkRelationshipField(_ name: String, _ pointer: JSONPointer, _ fields: [FieldDefinition]) {
    guard let field = fields.first(where: { $0.name == name }) else {
      findings.error(
        pointer, "there is no field \"\(name)\"", remedy: NearestName.advice(for: name, among: fields.map(\.name)))
      return
    }
    let isKey = field.kind == .string || (field.kind == .array && field.items?.kind ?? .string == .string)
    if !isKey {
      findings.error(
        pointer, "the field \"\(name)\" is of type \(field.kind.rawValue)",
        remedy: "name a field of strings: keys are text")
    }
  }
}
