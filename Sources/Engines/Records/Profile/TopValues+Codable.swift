extension TopValues: Hashable {
  public static func == (left: TopValues, right: TopValues) -> Bool {
    left.slack == right.slack && left.hidden == right.hidden && left.entries == right.entries
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(slack)
    hasher.combine(hidden)
  }
}

extension TopValues: Codable {
  private enum CodingKeys: String, CodingKey {
    case values, slack, hidden
    case isExact = "is_exact"
  }

  /// A value as it is written; a cut one with what tells it apart.
  private struct Written: Codable {
    var value: Scalar
    var count: Int
    var length: Int?
    var hash: String?
  }

  /// A string or a number in any encoding.
  private enum Scalar: Codable {
    case string(String)
    case signed(Int64)
    case unsigned(UInt64)
    case double(Double)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let value = try? container.decode(Int64.self) {
        self = .signed(value)
      } else if let value = try? container.decode(UInt64.self) {
        self = .unsigned(value)
      } else if let value = try? container.decode(Double.self) {
        self = .double(value)
      } else {
        self = .string(try container.decode(String.self))
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .string(let value): try container.encode(value)
      case .signed(let value): try container.encode(value)
      case .unsigned(let value): try container.encode(value)
      case .double(let value): try container.encode(value)
      }
    }
  }

  public init(from decoder: any Decoder) throws {
    self.init()
    let container = try decoder.container(keyedBy: CodingKeys.self)
    for written in try container.decode([Written].self, forKey: .values).prefix(Self.capacity) {
      guard written.count > 0, written.count < 1 &<< 52 else { continue }
      switch written.value {
      case .string(var text):
        let hash = written.hash.flatMap(SketchText.words)?.first
        text.withUTF8 { add(hash ?? ValueHash.of($0), count: written.count, length: written.length, Tag.string, $0) }
      case .signed(let value): add(NumberWord(value), times: written.count)
      case .unsigned(let value): add(NumberWord(value), times: written.count)
      case .double(let value): add(NumberWord(value), times: written.count)
      }
    }
    slack = try container.decode(Int.self, forKey: .slack)
    hidden = try container.decode(Int.self, forKey: .hidden)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(written, forKey: .values)
    try container.encode(slack, forKey: .slack)
    try container.encode(hidden, forKey: .hidden)
    try container.encode(isExact, forKey: .isExact)
  }

  private var written: [Written] {
    order.map { index in
      let slot = slots[index]
      let isCut = slot.length > Self.longestText
      return Written(
        value: scalar(index), count: slot.count, length: isCut ? slot.length : nil,
        hash: isCut ? SketchText.text(ofWords: [slot.hash]) : nil)
    }
  }

  private func scalar(_ index: Int) -> Scalar {
    switch slots[index].tag {
    case Tag.string: .string(String(decoding: text(index), as: UTF8.self))
    case Tag.signed: .signed(Int64(bitPattern: word(index)))
    case Tag.unsigned: .unsigned(word(index))
    default: .double(Double(bitPattern: word(index)))
    }
  }
}
