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
  /// A number on the tape that must be looked at to tell which of the two kinds it is; no kind of a schema.
  static var undecidedNumber: KindSet { KindSet(rawValue: 128) }

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

extension KindSet {
  /// By the tag of a word on the tape: the kind, and from bit 8 on how many words the value takes; 0 for a container.
  static let byTag: [UInt16] = (0..<256).map { tag in
    let (kind, width): (KindSet, UInt16) =
      switch UInt8(tag) {
      case Tag.string: (.string, 1)
      case Tag.signed, Tag.unsigned: (.integer, 2)
      case Tag.double: (.undecidedNumber, 2)
      case Tag.big: (.undecidedNumber, 1)
      case Tag.null: (.null, 1)
      case Tag.object: (.object, 0)
      case Tag.array: (.array, 0)
      default: (.boolean, 1)
      }
    return UInt16(kind.rawValue) | width << 8
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
