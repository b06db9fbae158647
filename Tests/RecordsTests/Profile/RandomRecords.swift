@testable import DataRecords

/// Records of every kind, the same for the same seed.
struct RandomRecords {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word &>> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word &>> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word &>> 31
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
  mutating func chance(_ share: Double) -> Bool { Double(next() >> 11) * 0x1p-53 < share }

  private static let names = ["id", "state", "when", "a/b", "~", "*", "", "größe", "labels", "nested", "list", "mixed"]

  /// Lines of newline-delimited JSON; every one is a whole record.
  mutating func lines(_ count: Int) -> [String] { (0..<count).map { record($0) } }

  mutating func record(_ number: Int) -> String {
    if chance(0.02) { return pick(["null", "17", "[1,2]", #""text""#]) }
    var members: [String] = []
    for name in Self.names where name == "id" || chance(0.9) {
      members.append(JSONValue.string(name).text + ":" + value(name, number, depth: 0))
    }
    return "{" + members.joined(separator: ",") + "}"
  }

  private mutating func value(_ name: String, _ number: Int, depth: Int) -> String {
    switch name {
    case "id": return #""PROJ-\#(number)""#
    case "state": return chance(0.1) ? "null" : pick([#""open""#, #""closed""#, #""blocked""#])
    case "when": return #""2024-0\#(1 + below(9))-1\#(below(10))T12:00:00Z""#
    case "*": return String(below(100))
    case "~": return "\(Double(below(10_000)) / 8 - 100)"
    case "": return pick(["true", "false"])
    case "labels": return "[" + (0..<below(4)).map { _ in #""l\#(below(40))""# }.joined(separator: ",") + "]"
    case "nested" where depth < 3:
      return #"{"x":\#(scalar()),"nested":\#(value(pick(["nested", "list", "~"]), number, depth: depth + 1))}"#
    case "list" where depth < 3:
      let elements = (0..<below(3)).map { _ in value(pick(["nested", "state", "*"]), number, depth: depth + 1) }
      return "[" + elements.joined(separator: ",") + "]"
    default: return scalar()
    }
  }

  mutating func scalar() -> String {
    switch below(12) {
    case 0: "null"
    case 1: pick(["true", "false"])
    case 2: "\(Int64(bitPattern: next()))"
    case 3: "\(next())"
    case 4: "\(Double(bitPattern: next() & 0x7FEF_FFFF_FFFF_FFFF))"
    case 5: pick(["0", "-0", "0.0", "1.0", "1e2", "-1"])
    case 6: #""""#
    case 7: JSONValue.string(String(repeating: "ü", count: below(90))).text
    case 8: pick([#""a@example.org""#, #""10.0.0.1""#, #""true""#, #""17""#, #""https://example.org/x""#])
    default: #""\#(String(next(), radix: 36))""#
    }
  }
}

extension JSONValue {
  fileprivate var text: String { String(decoding: bytes(), as: UTF8.self) }
}

extension RecordProfile {
  /// The profile of whole lines.
  static func of(_ lines: some Sequence<String>, options: ProfileOptions = .init()) throws -> RecordProfile {
    var pass = ProfilePass(options: options)
    let parser = JSONParser()
    for line in lines {
      try Array((line + "\n").utf8).withUnsafeBytes { try pass.add(ndjson: $0, with: parser) }
    }
    return pass.profile
  }

  func field(_ path: String) throws -> FieldProfile {
    guard let path = FieldPath(path), let field = self[path] else { throw MissingField(path: path) }
    return field
  }

  struct MissingField: Error { let path: String }
}
