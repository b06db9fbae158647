import DataRecords

extension TemplateReader {
  private static let fieldsPointer = JSONPointer(tokens: ["schema", "fields"])

  /// Sources must name lists that exist and give values that their field allows.
  mutating func checkSources(_ fields: [FieldDefinition], _ data: Data) {
    checkSources(fields, data, Self.fieldsPointer)
  }

  private mutating func checkSources(_ fields: [FieldDefinition], _ data: Data, _ pointer: JSONPointer) {
    for (index, field) in fields.enumerated() {
      let here = pointer.appending(index)
      checkSource(field, data, here)
      checkSources(field.fields, data, here.appending("fields"))
      if let items = field.items { checkSource(items, data, here.appending("items")) }
    }
  }

  private mutating func checkSource(_ field: FieldDefinition, _ data: Data, _ pointer: JSONPointer) {
    guard let source = field.source else { return }
    let here = pointer.appending("source")
    if field.name == OwnField.id.rawValue {
      findings.error(here, "\"id\" has a source", remedy: "remove it: the generator makes the keys")
    }
    let receiver = field.kind == .array ? field.items ?? FieldDefinition(name: "", kind: source.kind) : field
    let fits = receiver.kind == source.kind || (receiver.kind == .number && source.kind == .integer)
    guard fits else {
      findings.error(
        here, "the source gives \(source.kind.rawValue) values, the field is of type \(receiver.kind.rawValue)",
        remedy: "choose another source or correct the type")
      return
    }
    switch source {
    case .vocabulary(let name):
      guard let list = list(name, data.vocabulary, "vocabulary", here) else { return }
      checkEntries(list, FieldCheck(receiver), here)
    case .phrases(let name):
      _ = list(name, data.phrases, "phrases", here)
    default: break
    }
  }

  private mutating func list(_ name: String, _ lists: [WordList], _ kind: String, _ pointer: JSONPointer) -> WordList? {
    if let list = lists.first(where: { $0.name == name }) { return list }
    findings.error(
      pointer, "there is no list \"\(name)\" in \(kind)",
      remedy: NearestName.advice(for: name, among: lists.map(\.name)))
    return nil
  }

  private mutating func checkEntries(_ list: WordList, _ check: FieldCheck, _ pointer: JSONPointer) {
    for entry in list.entries {
      guard let problem = check.problem(with: .string(entry)) else { continue }
      findings.error(
        pointer, "the entry \"\(entry)\" of vocabulary.\(list.name): \(problem)",
        remedy: "correct the entry or the constraints of the field")
    }
  }

  /// A hand-made record that breaks its own schema is reported only: the quality gate is there to catch it.
  mutating func checkRecords(_ records: [JSONObject], _ fields: [FieldDefinition], _ type: DatasetType) {
    let checks = Dictionary(fields.map { ($0.name, FieldCheck($0)) }) { first, _ in first }
    let names = fields.map(\.name)
    let pointer = JSONPointer(tokens: ["data", "records"])
    var ids: Set<JSONValue> = []
    for (index, record) in records.enumerated() {
      if let id = record[OwnField.id.rawValue], !ids.insert(id).inserted {
        findings.warning(
          pointer.appending(index).appending(OwnField.id.rawValue), "another record has the same key",
          remedy: "leave keys to the generator or make them unique")
      }
      for member in record {
        let here = pointer.appending(index).appending(member.name)
        guard let check = checks[member.name] else {
          findings.warning(
            here, "there is no field \"\(member.name)\" in the schema",
            remedy: NearestName.advice(for: member.name, among: names))
          continue
        }
        if member.value.isNull {
          guard check.field.isRequired else { continue }
          findings.warning(here, "is null, but the field is required", remedy: "write a value or leave the member out")
        } else if let problem = check.problem(with: member.value) {
          findings.warning(here, problem, remedy: "correct the value; the schema check fails on it")
        }
      }
      checkText(record, type, pointer.appending(index))
    }
  }

  private mutating func checkText(_ record: JSONObject, _ type: DatasetType, _ pointer: JSONPointer) {
    for field in type.textFields where record[field.rawValue] == nil {
      findings.warning(
        pointer, "\"\(field.rawValue)\" is missing",
        remedy: "write it by hand: only a person can say what the record is about")
    }
    if let made = type.requiredFields.first(where: { $0.isMadeByTheGenerator && record[$0.rawValue] != nil }) {
      findings.warning(
        pointer.appending(made.rawValue), "\"\(made.rawValue)\" is written by hand",
        remedy: "leave keys and people to the generator, or records of other types cannot refer to this one")
    }
  }
}
