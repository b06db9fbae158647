internal import DataGenerating
internal import DataRecords

/// A keyword of a template's schema, and values that break it.
struct RuleToBreak {
  let keywordLocation: JSONPointer
  /// The value that is damaged.
  private let place: JSONPointer
  /// Values instead of the one that is there, to be tried in turn; nil removes the member.
  private let damages: (JSONValue) -> [JSONValue?]

  /// The record damaged in each way; none where it has nothing at the place.
  func damage(_ record: JSONValue) -> [JSONValue] {
    guard let value = place.resolve(in: record), !value.isNull else { return [] }
    return damages(value).compactMap { record.replacing(place.tokens[...], with: $0) }
  }

  static func all(in fields: [FieldDefinition]) -> [RuleToBreak] {
    rules(of: fields, schema: JSONPointer(), place: JSONPointer())
  }

  private static func rules(
    of fields: [FieldDefinition], schema: JSONPointer, place: JSONPointer
  ) -> [RuleToBreak] {
    fields.flatMap { field -> [RuleToBreak] in
      let value = place.appending(field.name)
      let missing = RuleToBreak(keywordLocation: schema.appending("required"), place: value) { _ in [nil] }
      return (field.isRequired ? [missing] : [])
        + rules(of: field, schema: schema.appending("properties").appending(field.name), place: value)
    }
  }

  private static func rules(
    of field: FieldDefinition, schema: JSONPointer, place: JSONPointer
  ) -> [RuleToBreak] {
    var rules = keywords(of: field).map { keyword, damages in
      RuleToBreak(keywordLocation: schema.appending(keyword), place: place, damages: damages)
    }
    rules += Self.rules(of: field.fields, schema: schema, place: place)
    if let items = field.items {
      rules += Self.rules(of: items, schema: schema.appending("items"), place: place.appending(0))
    }
    return rules
  }
}

extension JSONValue {
  /// With another value at the path, or without that member; nil where the path leads nowhere.
  fileprivate func replacing(_ path: ArraySlice<String>, with value: JSONValue?) -> JSONValue? {
    guard let token = path.first else { return value }
    switch self {
    case .object(var object):
      guard let member = object[token] else { return nil }
      object[token] = path.count == 1 ? value : member.replacing(path.dropFirst(), with: value)
      return .object(object)
    case .array(var elements):
      guard let index = Int(token), elements.indices.contains(index),
        let element = elements[index].replacing(path.dropFirst(), with: value)
      else { return nil }
      elements[index] = element
      return .array(elements)
    default: return nil
    }
  }
}
