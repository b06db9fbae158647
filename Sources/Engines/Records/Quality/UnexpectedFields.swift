import CSimdJSON

/// Counts members that the schema does not know; remembers a bounded number of names.
struct UnexpectedFields {
  private static let maximumNames = 256

  private var positions: [UInt64: Int] = [:]
  private var fields: [(name: String, count: Int)] = []
  private var others = 0

  mutating func count(_ unexpected: SchemaValidator.Unexpected, in root: TapeValue) {
    let name = root.at(unexpected.nameIndex).stringBytes
    // The same name in another part of the schema is another field.
    let identity = bytes_hash64(name.baseAddress, name.count) &+ UInt64(unexpected.object) &* 0x9E37_79B9_7F4A_7C15
    if let position = positions[identity] {
      fields[position].count += 1
    } else if fields.count < Self.maximumNames {
      positions[identity] = fields.count
      fields.append((Self.describe(root.path(toMemberNameAt: unexpected.nameIndex)), 1))
    } else {
      others += 1
    }
  }

  func add(to counts: inout [String: Int]) {
    for field in fields { counts[field.name, default: 0] += field.count }
    if others > 0 { counts[QualityTally.otherFields, default: 0] += others }
  }

  private static func describe(_ path: [TapeValue.Step]) -> String {
    let tokens = path.map { step in
      switch step {
      case .member(let name): name
      case .element: "*"
      }
    }
    return JSONPointer(tokens: tokens).description
  }
}
