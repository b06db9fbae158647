import CSimdJSON

/// Counts members that the schema does not know; remembers a bounded number of names.
///
/// The names that are kept are those with the least hashes, because then a name that is kept for the whole is kept for
/// every part, and the counts of parts add up exactly.
struct UnexpectedFields: Sendable, Hashable {
  private struct Field: Hashable {
    let name: String
    var count: Int
  }

  static let maximumNames = 256

  /// By the hash of the name.
  private var fields: [UInt64: Field] = [:]
  private var others = 0
  private var greatest: UInt64 = 0

  /// By pointer (`*` for any array element); what is left under ``QualityResult/otherFields``.
  var counts: [String: Int] {
    var counts = Dictionary(fields.values.map { ($0.name, $0.count) }, uniquingKeysWith: +)
    if others > 0 { counts[QualityResult.otherFields] = others }
    return counts
  }

  /// False if the name is not one of those that are kept.
  mutating func count(nameWithHash hash: UInt64, times: Int = 1) -> Bool {
    guard let place = fields.index(forKey: hash) else { return false }
    fields.values[place].count += times
    return true
  }

  mutating func count(_ name: String, times: Int = 1) {
    let hash = Self.hash(name)
    if count(nameWithHash: hash, times: times) { return }
    guard fields.count < Self.maximumNames || hash < greatest else {
      others += times
      return
    }
    fields[hash] = Field(name: name, count: times)
    if fields.count > Self.maximumNames, let removed = fields.removeValue(forKey: greatest) { others += removed.count }
    greatest = fields.keys.max() ?? 0
  }

  mutating func add(_ other: UnexpectedFields) {
    for field in other.fields.values { count(field.name, times: field.count) }
    others += other.others
  }

  mutating func countOthers(_ times: Int = 1) { others += times }

  static func hash(_ name: String) -> UInt64 {
    var name = name
    return name.withUTF8 { bytes_hash64($0.baseAddress, $0.count) }
  }
}

extension UnexpectedFields: Codable {
  private enum CodingKeys: CodingKey {
    case fields, others
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    for (name, times) in try container.decode([String: Int].self, forKey: .fields) { count(name, times: times) }
    others += try container.decode(Int.self, forKey: .others)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(
      Dictionary(fields.values.map { ($0.name, $0.count) }, uniquingKeysWith: +), forKey: .fields)
    try container.encode(others, forKey: .others)
  }
}
