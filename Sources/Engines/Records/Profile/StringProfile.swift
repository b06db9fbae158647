import CSimdJSON

/// What strings are like: lengths, formats, characters.
public struct StringProfile: Sendable, Hashable {
  /// In Unicode scalars.
  public private(set) var lengths = LengthProfile()

  /// Strings of no characters.
  public private(set) var empty = 0

  /// For every format, the strings that are written like it.
  public var formats: [GuessedFormat: Int] {
    var formats: [GuessedFormat: Int] = [:]
    for (format, count) in zip(GuessedFormat.allCases, formatCounts) where count > 0 { formats[format] = count }
    return formats
  }

  private(set) var shape = TextShape()
  private var formatCounts = [Int](repeating: 0, count: GuessedFormat.allCases.count)

  /// Of nothing.
  public init() {}

  /// How many strings there are.
  public var count: Int { lengths.count }

  /// The format of most strings, with the share of those that have it; nil if none has any.
  public var likelyFormat: (format: GuessedFormat, share: Double)? {
    let most = zip(GuessedFormat.allCases, formatCounts).max { $0.1 < $1.1 }
    guard let most, most.1 > 0 else { return nil }
    return (most.0, Double(most.1) / Double(count))
  }

  @inline(__always)
  mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ format: GuessedFormat?, mayShow: Bool) {
    let length = text.baseAddress.map { bytes_scalar_count($0, text.count) } ?? 0
    lengths.add(length)
    if length == 0 { empty &+= 1 }
    if let format { formatCounts[format.position] &+= 1 }
    if shape.isOpen { shape.add(text, mayShow: mayShow) }
  }

  mutating func add(_ other: StringProfile) {
    lengths.add(other.lengths)
    empty += other.empty
    for index in formatCounts.indices { formatCounts[index] += other.formatCounts[index] }
    shape.add(other.shape)
  }
}

extension GuessedFormat {
  fileprivate var position: Int {
    switch self {
    case .dateTime: 0
    case .date: 1
    case .email: 2
    case .uri: 3
    case .uuid: 4
    case .ipv4: 5
    case .ipv6: 6
    case .integer: 7
    case .number: 8
    case .boolean: 9
    }
  }
}

extension StringProfile: Codable {
  private enum CodingKeys: CodingKey {
    case lengths, empty, formats, shape
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    lengths = try container.decode(LengthProfile.self, forKey: .lengths)
    empty = try container.decode(Int.self, forKey: .empty)
    shape = try container.decode(TextShape.self, forKey: .shape)
    for (name, count) in try container.decode([String: Int].self, forKey: .formats) {
      guard let format = GuessedFormat(rawValue: name) else { continue }
      formatCounts[format.position] = count
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(lengths, forKey: .lengths)
    try container.encode(empty, forKey: .empty)
    try container.encode(
      [String: Int](uniqueKeysWithValues: formats.map { ($0.key.rawValue, $0.value) }), forKey: .formats)
    try container.encode(shape, forKey: .shape)
  }
}
