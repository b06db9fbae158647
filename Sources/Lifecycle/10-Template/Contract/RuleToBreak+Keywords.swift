internal import DataGenerating
internal import DataRecords

extension RuleToBreak {
  /// The keywords of a field's schema with ways to break each.
  static func keywords(of field: FieldDefinition) -> [(String, (JSONValue) -> [JSONValue?])] {
    var keywords: [(String, (JSONValue) -> [JSONValue?])] = []
    // What is of another kind is not in the list either, so with a list the kind cannot be broken alone.
    if field.allowedValues != nil {
      keywords.append(("enum", { _ in unlisted(field) }))
    } else {
      keywords.append(("type", { _ in wrongType(field) }))
    }
    if field.pattern != nil { keywords.append(("pattern", { texts(of: $0).flatMap(misspelled) })) }
    if field.format != nil { keywords.append(("format", { _ in ["not so", "2026-02-30", "2026-02-30T10:00:00Z"] })) }
    if let length = field.minimumLength, length > 0 {
      keywords.append(("minLength", { texts(of: $0).map { .string(String($0.prefix(length - 1))) } }))
    }
    if let length = field.maximumLength {
      keywords.append(("maxLength", { texts(of: $0).map { .string(lengthened($0, to: length + 1)) } }))
    }
    if let minimum = field.minimum { keywords.append(("minimum", { _ in [.shortest(minimum - 1)] })) }
    if let maximum = field.maximum { keywords.append(("maximum", { _ in [.shortest(maximum + 1)] })) }
    if let count = field.minimumItems, count > 0 {
      keywords.append(("minItems", { [$0.array.map { .array(Array($0.prefix(count - 1))) }] }))
    }
    if let count = field.maximumItems { keywords.append(("maxItems", { [tooMany($0, count + 1)] })) }
    if field.hasUniqueItems { keywords.append(("uniqueItems", { [doubled($0)] })) }
    return keywords
  }

  private static func wrongType(_ field: FieldDefinition) -> [JSONValue?] {
    switch field.kind {
    case .string: [4711]
    case .integer: [1.5, "many"]
    case .number, .boolean, .array, .object: ["none of the kind"]
    }
  }

  private static func unlisted(_ field: FieldDefinition) -> [JSONValue?] {
    field.kind == .string ? ["none of the list"] : [.integer(.max), true]
  }

  private static func texts(of value: JSONValue) -> [String] { value.string.map { [$0] } ?? [] }

  /// As long as it was, where that is enough to break the pattern.
  private static func misspelled(_ text: String) -> [JSONValue?] {
    [
      .string("~" + text.dropFirst()), .string(text.dropLast() + "~"), .string("~" + text), .string(text + "~"),
      .string(String(repeating: "~", count: max(1, text.count))),
    ]
  }

  private static func lengthened(_ text: String, to length: Int) -> String {
    let missing = length - text.unicodeScalars.count
    return missing > 0 ? text + String(repeating: "x", count: missing) : text
  }

  private static func tooMany(_ value: JSONValue, _ count: Int) -> JSONValue? {
    guard let elements = value.array, let first = elements.first else { return nil }
    let more = (elements.count..<max(count, elements.count)).map { number -> JSONValue in
      if case .string(let text) = first { .string("\(text)-\(number)") } else { first }
    }
    return .array(elements + more)
  }

  private static func doubled(_ value: JSONValue) -> JSONValue? {
    value.array.flatMap { elements in elements.first.map { .array([$0, $0] + elements.dropFirst(2)) } }
  }
}
