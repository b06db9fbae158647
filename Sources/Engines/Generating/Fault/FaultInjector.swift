public import DataRecords

/// Damages a share of the records of a dataset, each one in a way that follows from seed and index alone.
///
/// For trying out checks: what was damaged, and how, is known.
public struct FaultInjector: Sendable {
  private static let stream: UInt64 = 0xFA17
  private static let parts = 1_000_000

  private let generator: RecordGenerator
  private let key: UInt64
  /// How many of a million records have a fault.
  private let share: Int
  /// The ways there are, by kind; every kind is as likely as any other.
  private let damages: [[FieldDamage]]

  /// - Parameter ratio: the share of damaged records, from 0 to 1.
  public init(_ generator: RecordGenerator, template: TemplateDocument, ratio: Double, seed: UInt64) {
    self.generator = generator
    key = RandomSource.mixed(seed &+ 0x5EED)
    share = Int((min(max(ratio, 0), 1) * Double(Self.parts)).rounded())
    let all = template.fields.flatMap(FieldDamage.all)
    var damages: [[FieldDamage]] = []
    for kind in RecordFault.Kind.allCases {
      let ofKind = all.filter { $0.kind == kind }
      if !ofKind.isEmpty { damages.append(ofKind) }
    }
    self.damages = damages
  }

  /// Writes record number `index` as one JSON text, damaged or as it is; nothing for an index outside of the dataset.
  ///
  /// - Returns: what is wrong with it; nil for most records.
  @discardableResult
  public func write(_ index: Int, to writer: inout JSONWriter) -> RecordFault? {
    var random = RandomSource(key: key, stream: Self.stream, index: UInt64(truncatingIfNeeded: index))
    guard random.chance(share, in: Self.parts), (0..<generator.count).contains(index) else {
      generator.write(index, to: &writer)
      return nil
    }
    var whole = JSONWriter()
    generator.write(index, to: &whole)
    // Two kinds are of the record, not of one field.
    let choice = random.next(below: damages.count + 2)
    if choice == damages.count + 1, let id = earlierID(index, &random), replace("id", by: .string(id), in: &whole) {
      writer.raw(whole.bytes)
      return RecordFault(kind: .duplicateID, field: "id")
    }
    if choice < damages.count {
      let damage = damages[choice][random.next(below: damages[choice].count)]
      if replace(damage.field, by: damage.value, in: &whole) {
        writer.raw(whole.bytes)
        return RecordFault(kind: damage.kind, field: damage.field)
      }
    }
    writer.raw(malformed(whole.bytes, &random))
    return RecordFault(kind: .malformedJSON, field: nil)
  }

  /// False where the record is no object.
  private func replace(_ field: String, by value: JSONValue?, in record: inout JSONWriter) -> Bool {
    guard case .object(var object)? = try? JSONValue(parsing: record.bytes) else { return false }
    object[field] = value
    record.removeAll(keepingCapacity: true)
    JSONValue.object(object).write(to: &record)
    return true
  }

  /// The id of an earlier record that is as it should be; nil where none was found quickly.
  private func earlierID(_ index: Int, _ random: inout RandomSource) -> String? {
    for _ in 0..<8 where index > 0 {
      let other = random.next(below: index)
      var fate = RandomSource(key: key, stream: Self.stream, index: UInt64(truncatingIfNeeded: other))
      if !fate.chance(share, in: Self.parts) { return generator.key(at: other) }
    }
    return nil
  }

  /// The record as no JSON: cut off, a comma too much, a quote too little, or a control character.
  private func malformed(_ record: [UInt8], _ random: inout RandomSource) -> [UInt8] {
    var bytes = record
    switch random.next(below: 4) {
    case 0: bytes.removeLast(1 + random.next(below: max(bytes.count - 1, 1)))
    case 1: bytes.insert(UInt8(ascii: ","), at: max(bytes.count - 1, 0))
    case 2:
      if let quote = bytes.firstIndex(of: UInt8(ascii: "\"")) { bytes.remove(at: quote) }
    default:
      if let quote = bytes.lastIndex(of: UInt8(ascii: "\"")) { bytes.insert(0x01, at: quote) }
    }
    // An empty object holds nothing that could be damaged.
    return bytes.isEmpty || bytes == record ? Array("{".utf8) : bytes
  }
}
