import DataRecords

/// Judges values by one field's type and constraints; null is judged by the caller.
struct FieldCheck {
  let field: FieldDefinition
  private let pattern: RecordPattern?
  private let items: [FieldCheck]
  private let members: [FieldCheck]

  init(_ field: FieldDefinition) {
    self.field = field
    pattern = field.pattern.flatMap { try? RecordPattern(compiling: $0) }
    items = field.items.map { [FieldCheck($0)] } ?? []
    members = field.fields.map(FieldCheck.init)
  }

  /// What keeps `value` from being a value of the field; nil if nothing does.
  func problem(with value: JSONValue) -> String? {
    guard matchesKind(value) else {
      return "\(value.articledKind) stands where \(field.kind.article) \(field.kind.rawValue) belongs"
    }
    if let allowed = field.allowedValues, !allowed.contains(value) {
      return "\(value.excerpt) is not one of the values of the enum"
    }
    switch value {
    case .string(let text): return problem(withText: text)
    case .integer, .number, .decimal: return problem(withNumber: value.number ?? 0)
    case .array(let elements): return problem(withItems: elements)
    case .object(let object): return problem(withMembers: object)
    case .null, .bool: return nil
    }
  }

  private func matchesKind(_ value: JSONValue) -> Bool {
    switch field.kind {
    case .string: value.string != nil
    case .integer: value.integer != nil
    case .number: value.number != nil
    case .boolean: value.bool != nil
    case .array: value.array != nil
    case .object: value.object != nil
    }
  }

  private func problem(withText text: String) -> String? {
    let length = text.unicodeScalars.count
    if let least = field.minimumLength, length < least { return "has \(length) characters, fewer than \(least)" }
    if let most = field.maximumLength, length > most { return "has \(length) characters, more than \(most)" }
    if let pattern, !pattern.matches(text) { return "\(JSONValue.string(text).excerpt) does not match \(pattern.text)" }
    if let format = field.format, !format.accepts(text) {
      return "\(JSONValue.string(text).excerpt) is not of the format \(format.rawValue)"
    }
    return nil
  }

  private func problem(withNumber number: Double) -> String? {
    if let least = field.minimum, number < least { return "\(number) is below \(least)" }
    if let most = field.maximum, number > most { return "\(number) is above \(most)" }
    return nil
  }

  private func problem(withItems elements: [JSONValue]) -> String? {
    if let least = field.minimumItems, elements.count < least {
      return "has \(elements.count) items, fewer than \(least)"
    }
    if let most = field.maximumItems, elements.count > most { return "has \(elements.count) items, more than \(most)" }
    if field.hasUniqueItems, Set(elements).count < elements.count { return "has the same item twice" }
    for check in items {
      for (index, element) in elements.enumerated() {
        if let problem = check.problem(with: element) { return "item \(index): \(problem)" }
      }
    }
    return nil
  }

  private func problem(withMembers object: JSONObject) -> String? {
    for check in members {
      let value = object[check.field.name] ?? .null
      if value.isNull {
        if check.field.isRequired { return "\"\(check.field.name)\" is missing" }
      } else if let problem = check.problem(with: value) {
        return "\"\(check.field.name)\": \(problem)"
      }
    }
    return nil
  }
}

extension FieldDefinition.Kind {
  fileprivate var article: String {
    switch self {
    case .integer, .array, .object: "an"
    default: "a"
    }
  }
}

extension JSONValue {
  /// The value, shortened for a message.
  fileprivate var excerpt: String {
    let text = String(decoding: bytes(), as: UTF8.self)
    return text.count > 60 ? text.prefix(60) + "…" : text
  }
}

extension FieldDefinition.Format {
  private static let patterns: [Self: RecordPattern?] = [
    .dateTime: try? RecordPattern(
      compiling:
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$"),
    .date: try? RecordPattern(compiling: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    .email: try? RecordPattern(compiling: "^[^@\\s]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$"),
    .uri: try? RecordPattern(compiling: "^[A-Za-z][A-Za-z0-9+.-]*:[^\\s]+$"),
    .uuid: try? RecordPattern(compiling: "^[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$"),
  ]

  /// Whether the text looks like one of the format; the schema check of the gate looks closer.
  fileprivate func accepts(_ text: String) -> Bool {
    Self.patterns[self].flatMap(\.self)?.matches(text) ?? true
  }
}
