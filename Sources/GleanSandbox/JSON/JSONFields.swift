import DataRecords

/// The members of one JSON object, read by name and type. `null` counts as absent.
struct JSONFields {
  private let members: JSONObject

  /// - Throws: a refusal when the value is no object.
  init(_ value: JSONValue) throws(Refusal) {
    guard case .object(let members) = value else { throw .invalid("expected an object, found \(value.kind)") }
    self.members = members
  }

  /// - Throws: a refusal when the value is no object, or names a field that is not in `known`.
  init(_ value: JSONValue, known: Set<String>) throws(Refusal) {
    try self.init(value)
    for member in members where !known.contains(member.name) {
      throw .invalid("unrecognized field: \(member.name.prefix(100))")
    }
  }

  subscript(name: String) -> JSONValue? {
    guard let value = members[name], value != .null else { return nil }
    return value
  }

  func string(_ name: String) throws(Refusal) -> String? {
    switch self[name] {
    case nil: nil
    case .string(let text): text
    case .some(let other): throw mistyped(name, "a string", other)
    }
  }

  func bool(_ name: String) throws(Refusal) -> Bool? {
    switch self[name] {
    case nil: nil
    case .bool(let value): value
    case .some(let other): throw mistyped(name, "a boolean", other)
    }
  }

  func integer(_ name: String) throws(Refusal) -> Int64? {
    switch self[name] {
    case nil: return nil
    case .integer(let value): return value
    case .number(let value):
      guard let integer = Int64(exactly: value) else { throw mistyped(name, "an integer", .number(value)) }
      return integer
    case .some(let other): throw mistyped(name, "an integer", other)
    }
  }

  /// Any number, as the nearest double.
  func number(_ name: String) throws(Refusal) -> Double? {
    guard let value = self[name] else { return nil }
    guard let number = value.number, number.isFinite else { throw mistyped(name, "a number", value) }
    return number
  }

  func array(_ name: String) throws(Refusal) -> [JSONValue]? {
    switch self[name] {
    case nil: nil
    case .array(let elements): elements
    case .some(let other): throw mistyped(name, "an array", other)
    }
  }

  func object(_ name: String) throws(Refusal) -> JSONFields? {
    guard let value = self[name] else { return nil }
    guard case .object = value else { throw mistyped(name, "an object", value) }
    return try JSONFields(value)
  }

  func strings(_ name: String) throws(Refusal) -> [String]? {
    guard let elements = try array(name) else { return nil }
    var strings: [String] = []
    strings.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      guard case .string(let text) = element else { throw mistyped("\(name)[\(index)]", "a string", element) }
      strings.append(text)
    }
    return strings
  }

  /// Reads every element of an array of objects; an error says which element it is about.
  func each<Element>(
    _ name: String, _ read: (JSONFields) throws(Refusal) -> Element
  ) throws(Refusal) -> [Element]? {
    guard let values = try array(name) else { return nil }
    var elements: [Element] = []
    elements.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      do {
        elements.append(try read(try JSONFields(value)))
      } catch {
        throw error.inside("\(name)[\(index)]")
      }
    }
    return elements
  }

  /// - Throws: a refusal that names the missing field.
  func required<Value>(_ name: String, _ value: Value?) throws(Refusal) -> Value {
    guard let value else { throw .invalid("required field missing: \(name)") }
    return value
  }

  func requiredString(_ name: String) throws(Refusal) -> String {
    let text = try required(name, try string(name))
    guard !text.isEmpty else { throw .invalid("\(name) cannot be empty.") }
    return text
  }

  private func mistyped(_ name: String, _ wanted: String, _ found: JSONValue) -> Refusal {
    .invalid("\(name): expected \(wanted), found \(found.kind)")
  }
}
