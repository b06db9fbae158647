import DataRecords

/// Reads the members of one JSON object and reports those that are unknown, missing or of the wrong type.
struct ObjectReader {
  let object: JSONObject
  let pointer: JSONPointer

  /// Nil, with a finding, where `value` is not an object. Members outside of `known` are errors.
  init?(_ value: JSONValue, _ pointer: JSONPointer, known: [String], _ findings: inout FindingList) {
    guard let object = value.object else {
      findings.error(
        pointer, "is \(value.articledKind)", remedy: "write an object with \(known.joined(separator: ", "))")
      return nil
    }
    self.object = object
    self.pointer = pointer
    for name in object.names where !known.contains(name) {
      findings.error(
        pointer.appending(name), "unknown member \"\(name)\"", remedy: NearestName.advice(for: name, among: known))
    }
  }

  func at(_ name: String) -> JSONPointer { pointer.appending(name) }

  /// A member that must be there.
  func required(_ name: String, _ kind: String, _ findings: inout FindingList) -> JSONValue? {
    guard let value = object[name] else {
      findings.error(pointer, "\"\(name)\" is missing", remedy: "add \"\(name)\" (\(kind))")
      return nil
    }
    return value
  }

  func requiredString(_ name: String, _ findings: inout FindingList) -> String? {
    guard let value = required(name, "string", &findings) else { return nil }
    return string(value, name, &findings)
  }

  func string(_ name: String, _ findings: inout FindingList) -> String? {
    object[name].flatMap { string($0, name, &findings) }
  }

  func bool(_ name: String, _ findings: inout FindingList) -> Bool? {
    guard let value = object[name] else { return nil }
    if value.bool == nil { wrongKind(name, value, "true or false", &findings) }
    return value.bool
  }

  /// A whole number that is not negative.
  func count(_ name: String, _ findings: inout FindingList) -> Int? {
    guard let value = object[name] else { return nil }
    guard let number = value.integer, number >= 0 else {
      wrongKind(name, value, "a whole number from 0 on", &findings)
      return nil
    }
    return Int(clamping: number)
  }

  func number(_ name: String, _ findings: inout FindingList) -> Double? {
    guard let value = object[name] else { return nil }
    if value.number == nil { wrongKind(name, value, "a number", &findings) }
    return value.number
  }

  /// The elements of an array member, at most `limit` of them.
  func array(_ name: String, limit: Int, _ findings: inout FindingList) -> [JSONValue]? {
    guard let value = object[name] else { return nil }
    guard let elements = value.array else {
      wrongKind(name, value, "an array", &findings)
      return nil
    }
    guard elements.count <= limit else {
      findings.error(at(name), "has \(elements.count) elements", remedy: "keep at most \(limit)")
      return Array(elements.prefix(limit))
    }
    return elements
  }

  /// The elements of an array of strings that are not empty.
  func strings(_ name: String, limit: Int, _ findings: inout FindingList) -> [String]? {
    guard let elements = array(name, limit: limit, &findings) else { return nil }
    return elements.enumerated().compactMap { index, element in
      guard let text = element.string, !text.isEmpty else {
        findings.error(
          at(name).appending(index), "is \(element.string == nil ? element.articledKind : "empty")",
          remedy: "write a string with at least one character")
        return nil
      }
      return text
    }
  }

  private func string(_ value: JSONValue, _ name: String, _ findings: inout FindingList) -> String? {
    if value.string == nil { wrongKind(name, value, "a string", &findings) }
    return value.string
  }

  private func wrongKind(_ name: String, _ value: JSONValue, _ wanted: String, _ findings: inout FindingList) {
    findings.error(at(name), "is \(value.articledKind)", remedy: "write \(wanted)")
  }
}

extension JSONValue {
  /// `a string`, `an array`, `null` …
  var articledKind: String {
    switch self {
    case .null: "null"
    case .integer, .array, .object: "an \(kindName)"
    default: "a \(kindName)"
    }
  }
}
