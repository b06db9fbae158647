import DataRecords

extension JSONValue {
  /// The deepest nesting of a request that is read.
  static let depthLimit = 64

  init(wire bytes: [UInt8]) throws(JSONError) {
    try self.init(parsing: bytes, limits: JSONLimits(maximumDepth: Self.depthLimit))
  }

  /// The value as compact JSON text.
  var text: String { String(decoding: bytes(), as: UTF8.self) }

  /// What the value is, in the words of an error text.
  var kind: String {
    switch kindName {
    case "null": "null"
    case "integer": "a number"
    case let name: name.first.map { "aeiou".contains($0) } == true ? "an \(name)" : "a \(name)"
    }
  }

  init(_ value: Int) { self = .integer(Int64(value)) }

  /// An object without the members whose value is nil.
  static func compact(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    .object(JSONObject(members.compactMap { name, value in value.map { .init(name: name, value: $0) } }))
  }
}
