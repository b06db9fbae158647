/// A JSON value held in memory, for small documents: templates, schemas, manifests.
///
/// Records in bulk go through ``JSONParser`` instead, which makes no copies. Values are equal when they say the same:
/// numbers by what they count, however they are written, and objects whatever the order of their members.
public enum JSONValue: Sendable {
  /// Nothing: `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number written without fraction and exponent that fits 64 signed bits.
  case integer(Int64)
  /// Any other number that a double stands for exactly: the number is the shortest decimal that reads back as it.
  case number(Double)
  /// A number that needs more digits, or a greater exponent, than the other cases have.
  case decimal(ExactNumber)
  /// Text without escapes.
  case string(String)
  /// Elements in their order.
  case array([JSONValue])
  /// Members with unique names.
  case object(JSONObject)
}

extension JSONValue {
  /// A string's text, without escapes; nil for every other kind.
  public var string: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// A boolean; nil for every other kind.
  public var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// An integer, also if it was written as a number without a fractional part.
  public var integer: Int64? {
    switch self {
    case .integer(let value): value
    case .number(let value): Int64(exactly: value)
    case .decimal(let value): value.int64
    default: nil
    }
  }

  /// Any number, as the nearest double; nil beyond the range of doubles.
  public var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    case .decimal(let value): value.nearestDouble.isFinite ? value.nearestDouble : nil
    default: nil
    }
  }

  /// Any number, exactly; nil for infinities and NaN, which JSON does not have.
  public var exactNumber: ExactNumber? {
    switch self {
    case .integer(let value): ExactNumber(value)
    case .number(let value): ExactNumber(value)
    case .decimal(let value): value
    default: nil
    }
  }

  /// The number in the smallest case that holds it: ``integer(_:)``, else ``number(_:)``, else ``decimal(_:)``.
  public init(_ number: ExactNumber) {
    if let integer = number.int64 {
      self = .integer(integer)
    } else if let double = number.double {
      self = .number(double)
    } else {
      self = .decimal(number)
    }
  }

  /// An array's elements; nil for every other kind.
  public var array: [JSONValue]? {
    if case .array(let value) = self { value } else { nil }
  }

  /// An object's members; nil for every other kind.
  public var object: JSONObject? {
    if case .object(let value) = self { value } else { nil }
  }

  /// Whether it is `null`.
  public var isNull: Bool { self == .null }

  /// The member of an object; nil for every other kind.
  public subscript(name: String) -> JSONValue? { object?[name] }

  /// What it is, for messages: `null`, `boolean`, `integer`, `number`, `string`, `array` or `object`.
  public var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .integer: "integer"
    case .number, .decimal: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(nilLiteral: ()) { self = .null }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// A later value of the same name replaces the earlier one.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    var object = JSONObject()
    for (name, value) in elements { object[name] = value }
    self = .object(object)
  }
}
