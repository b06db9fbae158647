import DataRecords

/// A way to damage the field of a record.
struct FieldDamage: Sendable {
  let kind: RecordFault.Kind
  let field: String
  /// What stands there instead; nil where the field is left out.
  let value: JSONValue?

  /// All ways that the definition of a field offers, each of them certain to break it.
  static func all(of field: FieldDefinition) -> [FieldDamage] {
    var damages = [FieldDamage(kind: .wrongType, field: field.name, value: wrongType(for: field.kind))]
    if field.isRequired {
      damages.append(FieldDamage(kind: .missingField, field: field.name, value: nil))
      damages.append(FieldDamage(kind: .nullField, field: field.name, value: .null))
    }
    for value in outOfRange(field) { damages.append(.init(kind: .outOfRange, field: field.name, value: value)) }
    if let allowed = field.allowedValues, let value = unlisted(field.kind, allowed) {
      damages.append(FieldDamage(kind: .unlistedValue, field: field.name, value: value))
    }
    if field.kind == .string, let format = field.format {
      damages.append(FieldDamage(kind: .badFormat, field: field.name, value: .string(wrongText(for: format))))
    }
    if field.kind == .string, let text = field.pattern, let pattern = try? RecordPattern(compiling: text),
      let value = ["?", "#0 ~", "", "\u{1F980}"].first(where: { !pattern.matches($0) })
    {
      damages.append(FieldDamage(kind: .brokenPattern, field: field.name, value: .string(value)))
    }
    return damages
  }

  private static func wrongType(for kind: FieldDefinition.Kind) -> JSONValue {
    switch kind {
    case .string: 7
    case .integer: 0.5
    case .number: "7"
    case .boolean: "true"
    case .array: [:]
    case .object: []
    }
  }

  private static func outOfRange(_ field: FieldDefinition) -> [JSONValue] {
    // Larger texts would make the record something else than a record with a fault.
    let longest = 10_000
    var values: [JSONValue] = []
    switch field.kind {
    case .string:
      if let most = field.maximumLength, most < longest {
        values.append(.string(String(repeating: "x", count: most + 1)))
      }
      if let least = field.minimumLength, least > 0 { values.append("") }
    case .integer, .number:
      if let most = field.maximum, abs(most) < 1e15 { values.append(.number(most + 1)) }
      if let least = field.minimum, abs(least) < 1e15 { values.append(.number(least - 1)) }
    case .array:
      if let least = field.minimumItems, least > 0 { values.append([]) }
    case .boolean, .object: break
    }
    return values
  }

  private static func unlisted(_ kind: FieldDefinition.Kind, _ allowed: [JSONValue]) -> JSONValue? {
    let values: [JSONValue]
    switch kind {
    case .string: values = ["none of these", "n/a", "?"]
    case .integer, .number: values = [-77_777, 987_654_321]
    default: return nil
    }
    return values.first { !allowed.contains($0) }
  }

  private static func wrongText(for format: FieldDefinition.Format) -> String {
    switch format {
    case .dateTime: "2024-02-30T25:61:00Z"
    case .date: "2024-13-45"
    case .email: "nobody at nowhere"
    case .uri: "not a uri"
    case .uuid: "123e4567-e89b-12d3-a456-42661417400"
    }
  }
}
