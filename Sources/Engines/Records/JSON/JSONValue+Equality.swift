extension JSONValue: Hashable {
  /// Numbers are equal when they count the same: 3, 3.0 and 30e-1. A double counts as the shortest decimal that reads
  /// back as it.
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)): left == right
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    case (.integer, .number), (.number, .integer), (.decimal, .decimal), (.decimal, .integer), (.decimal, .number),
      (.integer, .decimal), (.number, .decimal):
      // Infinities and NaN equal no other number.
      left.exactNumber.map { $0 == right.exactNumber } ?? false
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .integer(let value): hasher.combine(Double(value))
    case .number(let value): hasher.combine(value)
    case .decimal(let value): hasher.combine(value.nearestDouble)
    case .string(let value): hasher.combine(value)
    case .array(let value): hasher.combine(value)
    case .object(let value): hasher.combine(value)
    }
  }
}
