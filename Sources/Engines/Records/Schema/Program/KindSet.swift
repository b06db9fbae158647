/// Kinds of JSON values, as a set.
struct KindSet: OptionSet, Hashable, BitwiseCopyable {
  let rawValue: UInt8

  static var null: KindSet { KindSet(rawValue: 1) }
  static var boolean: KindSet { KindSet(rawValue: 2) }
  static var integer: KindSet { KindSet(rawValue: 4) }
  /// A number with a fractional part.
  static var fraction: KindSet { KindSet(rawValue: 8) }
  static var string: KindSet { KindSet(rawValue: 16) }
  static var array: KindSet { KindSet(rawValue: 32) }
  static var object: KindSet { KindSet(rawValue: 64) }
  static var all: KindSet { KindSet(rawValue: 127) }

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The name that JSON Schema gives to a kind.
  init?(schemaName: String) {
    switch schemaName {
    case "null": self = .null
    case "boolean": self = .boolean
    case "integer": self = .integer
    case "number": self = KindSet(rawValue: KindSet.integer.rawValue | KindSet.fraction.rawValue)
    case "string": self = .string
    case "array": self = .array
    case "object": self = .object
    default: return nil
    }
  }

  /// For a message: `a string or null`.
  var sentence: String {
    var names: [String] = []
    if contains(.string) { names.append("a string") }
    if contains(.fraction) { names.append("a number") } else if contains(.integer) { names.append("an integer") }
    if contains(.boolean) { names.append("a boolean") }
    if contains(.array) { names.append("an array") }
    if contains(.object) { names.append("an object") }
    if contains(.null) { names.append("null") }
    return names.joined(separator: " or ")
  }
}

extension TapeValue {
  /// The kind as JSON Schema sees it: 1.0 is an integer.
  var schemaKind: KindSet {
    switch tag {
    case Tag.string: .string
    case Tag.signed, Tag.unsigned: .integer
    case Tag.double:
      Double(bitPattern: tape[index + 1]).rounded(.towardZero) == Double(bitPattern: tape[index + 1])
        ? .integer : .fraction
    case Tag.big: exactNumber?.isInteger ?? false ? .integer : .fraction
    case Tag.null: .null
    case Tag.object: .object
    case Tag.array: .array
    default: .boolean
    }
  }
}
