extension TapeValue {
  /// A copy that may leave the closure; of members with the same name the first one stays.
  public var copy: JSONValue {
    switch kind {
    case .null: return .null
    case .bool: return .bool(tag == Tag.true)
    case .integer, .number:
      if let value = int64 { return .integer(value) }
      if tag == Tag.double { return .number(double ?? 0) }
      return exactNumber.map(JSONValue.init) ?? .null
    case .string: return .string(String(decoding: stringBytes, as: UTF8.self))
    case .array: return .array(elements.map(\.copy))
    case .object:
      var object = JSONObject()
      for member in members {
        _ = object.appendIfNew(name: String(decoding: member.name, as: UTF8.self), value: member.value.copy)
      }
      return .object(object)
    }
  }
}
