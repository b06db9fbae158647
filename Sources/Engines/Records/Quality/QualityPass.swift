import CSimdJSON

/// Tells whether a key exists outside the dataset: in the client's directories or in another dataset.
///
/// - Parameters:
///   - target: as the relationship names it.
///   - key: valid only during the call.
public typealias ReferenceResolver = (_ target: String, _ key: UnsafeBufferPointer<UInt8>) -> Bool

/// One pass over newline-delimited records that gathers all that the quality gate needs.
///
/// References to the dataset itself and duplicate keys are exact over the whole stream, wherever it is cut into
/// buffers. Memory: 10 to 15 bytes a record for its key (see ``KeySet``), 40 bytes for each reference whose key has not
/// come yet, and buffers of about sixteen times the longest record.
public struct QualityPass: ~Copyable {
  static let longestKeyInExample = 200

  let plan: QualityPlan
  let program: SchemaProgram
  let resolver: ReferenceResolver
  let parser: JSONParser
  let keyField: RecordField
  let requiredFields: [RecordField]
  let relationFields: [RecordField]

  /// The slots of the required fields, and what must be known of every relationship: read for every record, without
  /// counting references.
  let requiredSlots: [Int]
  let relationTraits: [RelationTraits]

  /// The keys of the records that were read so far; another pass may resolve its references with them.
  public let keys = KeySet()

  var validator: SchemaValidator
  var tally: QualityTally
  var unexpected = UnexpectedFields()
  var pending = PendingReferences()
  var violations: [Int]
  var requiredCounts: [Int]
  var relations: [QualityTally.Relationship]

  /// The beginning of a record that the next buffer goes on with.
  private var carried: [UInt8] = []

  /// Bytes of a record that is too long to be kept.
  private var skipped = 0

  /// - Parameter resolver: asked for keys of every target but ``QualityPlan/itself``; without it, none exists.
  public init(plan: QualityPlan, resolver: @escaping ReferenceResolver = { _, _ in false }) {
    self.plan = plan
    self.resolver = resolver
    program = plan.schema.program
    parser = JSONParser(limits: JSONLimits(maximumBytes: plan.maximumRecordBytes))
    keyField = RecordField(plan.keyField, in: program)
    requiredFields = plan.requiredFields.map { [program] in RecordField($0, in: program) }
    relationFields = plan.relationships.map { [program] in RecordField($0.field, in: program) }
    requiredSlots = requiredFields.map(\.slot)
    relationTraits = zip(plan.relationships, relationFields).map { relationship, field in
      RelationTraits(
        slot: field.slot, isItself: relationship.target == QualityPlan.itself, isEssential: relationship.isEssential)
    }
    validator = SchemaValidator(program, maximumViolations: 100)
    tally = QualityTally(maximumExamples: plan.maximumExamples)
    violations = [Int](repeating: 0, count: program.rules.count)
    requiredCounts = [Int](repeating: 0, count: plan.requiredFields.count)
    relations = plan.relationships.map { .init(target: $0.target, isEssential: $0.isEssential) }
  }

  /// Reads the next piece of the stream; a record may begin in one piece and end in another.
  ///
  /// - Throws: only when there is no memory to parse a record; the pass cannot go on then.
  public mutating func consume(_ ndjson: UnsafeRawBufferPointer) throws(JSONError) {
    guard let base = ndjson.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
    var offset = 0
    while offset < ndjson.count {
      let rest = ndjson.count - offset
      let length = bytes_index_of(base + offset, rest, 0x0A)
      guard length < rest else {
        carry(base + offset, rest)
        return
      }
      if carried.isEmpty, skipped == 0 {
        let isPadded = rest - length >= Int(tape_padding)
        try record(UnsafeRawBufferPointer(start: base + offset, count: length), lineEnd: 1, isPadded: isPadded)
      } else {
        carry(base + offset, length)
        try finishCarried(lineEnd: 1)
      }
      offset += length + 1
    }
  }

  public mutating func consume(_ ndjson: [UInt8]) throws(JSONError) {
    try ndjson.withBytes { bytes throws(JSONError) in try consume(bytes) }
  }

  /// Ends the stream: the last record needs no newline, and references that are still open point nowhere.
  ///
  /// To be called once; the pass has nothing more to say afterwards.
  public mutating func finish() throws(JSONError) -> QualityTally {
    if !carried.isEmpty || skipped > 0 { try finishCarried(lineEnd: 0) }
    settleReferences()
    reportUnresolved()
    for (instruction, count) in violations.enumerated() where count > 0 {
      let rule = program.rules[instruction]
      tally.violations[rule.keyword, default: 0] += count
      tally.violationsByLocation[rule.location.description, default: 0] += count
    }
    unexpected.add(to: &tally.unexpectedFields)
    for (field, count) in zip(requiredFields, requiredCounts) { tally.requiredFields[field.name] = count }
    for (relationship, relation) in zip(plan.relationships, relations) {
      tally.relationships[relationship.name] = relation
    }
    return tally
  }

  /// Flat, so that reading it copies nothing.
  struct RelationTraits: BitwiseCopyable {
    let slot: Int
    let isItself: Bool
    let isEssential: Bool
  }

  /// The place of a field's value on the tape, where the validator has found it; 0 if it is missing or null.
  @inline(__always)
  static func place(_ slot: Int, _ root: TapeValue, _ slots: UnsafePointer<UInt32>) -> Int {
    let place = Int(slots[slot])
    return place != 0 && root.at(place).tag == Tag.null ? 0 : place
  }

  // MARK: Records across buffers

  private mutating func carry(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    if skipped > 0 || carried.count + count > plan.maximumRecordBytes {
      skipped += carried.count + count
      carried.removeAll()
    } else {
      carried.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
    }
  }

  private mutating func finishCarried(lineEnd: Int) throws(JSONError) {
    if skipped > 0 {
      recordTooLong(skipped + lineEnd)
      skipped = 0
      return
    }
    let line = carried
    carried.removeAll(keepingCapacity: true)
    try line.withBytes { bytes throws(JSONError) in try record(bytes, lineEnd: lineEnd, isPadded: false) }
  }
}
