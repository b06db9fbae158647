extension JSONValue {
  /// The value as text for people, with a line end: two spaces a level, arrays of scalars on one line; byte for byte the same
  /// each time.
  public var indentedText: [UInt8] {
    var text = IndentedText()
    text.write(self)
    return text.bytes + [0x0A]
  }

  /// A whole number as such.
  public static func shortest(_ number: Double) -> JSONValue {
    Int64(exactly: number).map(JSONValue.integer) ?? .number(number)
  }
}

private struct IndentedText {
  var bytes: [UInt8] = []
  private var depth = 0

  mutating func write(_ value: JSONValue) {
    switch value {
    case .object(let object) where !object.isEmpty:
      writeBlock("{", "}", object.members) { text, member in
        text.bytes += JSONValue.string(member.name).bytes()
        text.bytes += ": ".utf8
        text.write(member.value)
      }
    case .array(let elements) where elements.contains { $0.object != nil || $0.array != nil }:
      writeBlock("[", "]", elements) { text, element in text.write(element) }
    case .array(let elements) where !elements.isEmpty:
      bytes += "[".utf8
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes += ", ".utf8 }
        bytes += element.bytes()
      }
      bytes += "]".utf8
    default: bytes += value.bytes()
    }
  }

  private mutating func writeBlock<Element>(
    _ open: String, _ close: String, _ elements: [Element],
    _ writeElement: (inout IndentedText, Element) -> Void
  ) {
    bytes += open.utf8
    depth += 1
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes += ",".utf8 }
      breakLine()
      writeElement(&self, element)
    }
    depth -= 1
    breakLine()
    bytes += close.utf8
  }

  private mutating func breakLine() {
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
  }
}
