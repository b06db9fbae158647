extension JSONValue {
  /// Appends the value; members keep their order.
  public func write(to writer: inout JSONWriter) {
    write(to: &writer, sortingNames: false)
  }

  /// The value as compact JSON; with `sortingNames`, members stand in the order of their names' UTF-8 bytes, so that
  /// equal values give equal bytes.
  public func bytes(sortingNames: Bool = false) -> [UInt8] {
    var writer = JSONWriter()
    write(to: &writer, sortingNames: sortingNames)
    return writer.bytes
  }

  private func write(to writer: inout JSONWriter, sortingNames: Bool) {
    switch self {
    case .null: writer.null()
    case .bool(let value): writer.bool(value)
    case .integer(let value): writer.integer(value)
    case .number(let value): writer.number(value)
    case .decimal(let value): writer.number(value)
    case .string(let value): writer.string(value)
    case .array(let elements):
      writer.beginArray()
      for element in elements { element.write(to: &writer, sortingNames: sortingNames) }
      writer.endArray()
    case .object(let object):
      var members = object.members
      if sortingNames { members.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) } }
      writer.beginObject()
      for member in members {
        writer.key(member.name)
        member.value.write(to: &writer, sortingNames: sortingNames)
      }
      writer.endObject()
    }
  }
}
