import DataRecords

extension JSONValue {
  /// The value that a JSON pointer leads to; setting nil removes a member of an object.
  subscript(at pointer: String) -> JSONValue? {
    get { JSONPointer(pointer)?.resolve(in: self) }
    set { set(newValue, at: JSONPointer(pointer)?.tokens[...] ?? []) }
  }

  private mutating func set(_ value: JSONValue?, at tokens: ArraySlice<String>) {
    guard let first = tokens.first else {
      self = value ?? .null
      return
    }
    let isLast = tokens.count == 1
    switch self {
    case .object(var object):
      var member = object[first] ?? .null
      if !isLast { member.set(value, at: tokens.dropFirst()) }
      object[first] = isLast ? value : member
      self = .object(object)
    case .array(var elements):
      guard let index = Int(first), elements.indices.contains(index) else { return }
      if isLast {
        if let value { elements[index] = value } else { elements.remove(at: index) }
      } else {
        elements[index].set(value, at: tokens.dropFirst())
      }
      self = .array(elements)
    default: break
    }
  }

  mutating func append(_ value: JSONValue, at pointer: String) {
    self[at: pointer] = .array((self[at: pointer]?.array ?? []) + [value])
  }
}
