/// How many values of each kind there are, as JSON Schema tells kinds apart: `1.0` is an integer.
public struct KindCounts: Sendable, Hashable, Codable {
  /// Values that are null.
  public var null = 0

  /// Values that are true or false.
  public var boolean = 0

  /// Numbers without a fractional part.
  public var integer = 0
  /// Numbers with a fractional part.
  public var number = 0

  /// Strings, also empty ones.
  public var string = 0

  /// Arrays, also empty ones.
  public var array = 0

  /// Objects, also empty ones.
  public var object = 0

  /// Of nothing.
  public init() {}

  /// All values.
  public var total: Int { null + scalars + array + object }

  /// Values that are neither null nor hold others.
  public var scalars: Int { boolean + integer + number + string }

  /// The kinds that occur, by the names of JSON Schema, from the most frequent to the least; null comes last.
  public var seen: [(name: String, count: Int)] {
    let counts = [
      ("string", string), ("integer", integer), ("number", number), ("boolean", boolean), ("object", object),
      ("array", array),
    ]
    let seen = counts.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 } + (null > 0 ? [("null", null)] : [])
    return seen.map { (name: $0.0, count: $0.1) }
  }

  mutating func add(_ other: KindCounts) {
    null += other.null
    boolean += other.boolean
    integer += other.integer
    number += other.number
    string += other.string
    array += other.array
    object += other.object
  }
}
