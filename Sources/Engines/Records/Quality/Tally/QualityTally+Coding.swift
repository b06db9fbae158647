/// A tally is encoded whole, keys on disk included: 32 characters for every key and reference, and the text of the key.
extension QualityTally: Codable {
  private enum CodingKeys: String, CodingKey {
    case version, plan, hasKeys, counts, columns, references, texts
  }

  /// Texts of consecutive records.
  private struct TextBlock: Codable {
    let first: Int
    let last: Int
    let texts: String
  }

  private static let version = 1
  private static let entriesPerBlock = 4096

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.version, forKey: .version)
    try container.encode(identity, forKey: .plan)
    try container.encode(hasKeys, forKey: .hasKeys)
    try container.encode(counts, forKey: .counts)
    try container.encode(try evidence.columns.map(Self.text), forKey: .columns)
    try container.encode(try evidence.references.map(Self.text), forKey: .references)
    try container.encode(
      try evidence.texts.blocks.map { block in
        TextBlock(first: block.first, last: block.last, texts: try block.bytes().withBytes(Base64.text))
      }, forKey: .texts)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let version = try container.decode(Int.self, forKey: .version)
    guard version == Self.version else {
      throw DecodingError.dataCorruptedError(
        forKey: .version, in: container, debugDescription: "this version reads tallies of version \(Self.version)")
    }
    let counts = try container.decode(QualityCounts.self, forKey: .counts)
    func runs(_ key: CodingKeys) throws -> [KeyRuns] {
      try container.decode([[String]].self, forKey: key).map { blocks in
        guard let runs = Self.runs(of: blocks) else {
          throw DecodingError.dataCorruptedError(
            forKey: key, in: container, debugDescription: "these are not sorted keys with their records")
        }
        return runs
      }
    }
    var texts = KeyTexts()
    for block in try container.decode([TextBlock].self, forKey: .texts) {
      guard let bytes = Base64.bytes(of: block.texts), texts.append(bytes, first: block.first, last: block.last) else {
        throw DecodingError.dataCorruptedError(
          forKey: .texts, in: container, debugDescription: "these are not the keys of consecutive records")
      }
    }
    self.init(
      counts, KeyEvidence(columns: try runs(.columns), references: try runs(.references), texts: texts),
      identity: try container.decode(String.self, forKey: .plan),
      hasKeys: try container.decode(Bool.self, forKey: .hasKeys), memory: MemoryBound())
  }

  private static func text(of runs: KeyRuns) throws(SpillError) -> [String] {
    var blocks: [String] = []
    let block = KeyBlock(capacity: entriesPerBlock)
    func close() {
      guard block.count > 0 else { return }
      blocks.append(Base64.text(of: UnsafeRawBufferPointer(block.content)))
      block.removeAll()
    }
    var merged = try runs.merged()
    while let entry = try merged.next() {
      block.append(entry.littleEndian)
      if block.count == entriesPerBlock { close() }
    }
    close()
    return blocks
  }

  private static func runs(of texts: [String]) -> KeyRuns? {
    let block = KeyBlock()
    let stride = MemoryLayout<KeyEntry>.stride
    for text in texts {
      guard let bytes = Base64.bytes(of: text), bytes.count % stride == 0 else { return nil }
      bytes.withUnsafeBytes { bytes in
        for offset in Swift.stride(from: 0, to: bytes.count, by: stride) {
          block.append(bytes.loadUnaligned(fromByteOffset: offset, as: KeyEntry.self).littleEndian)
        }
      }
    }
    let entries = block.content
    guard entries.allSatisfy(\.isPlausible), zip(entries, entries.dropFirst()).allSatisfy({ $0 <= $1 }) else {
      return nil
    }
    var runs = KeyRuns()
    runs.append(KeyRun(block))
    return runs
  }
}
