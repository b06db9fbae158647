import CSimdJSON

/// Tells whether a key exists outside the dataset: in the client's directories or in another dataset.
///
/// - Parameters:
///   - target: as the relationship names it.
///   - key: valid only during the call.
public typealias ReferenceResolver = (_ target: String, _ key: UnsafeBufferPointer<UInt8>) -> Bool

/// One pass over newline-delimited records that gathers all that they are judged by: schema, completeness, keys,
/// references and rules.
///
/// The tally does not depend on how the records are cut into buffers. Memory: buffers of about sixteen times the
/// longest record, and what ``QualityPlan/memory`` allows for keys and references.
public struct QualityPass: ~Copyable {
  let plan: QualityPlan
  let program: SchemaProgram
  let rules: RuleProgram
  let resolver: ReferenceResolver
  let scratch: QualityScratch

  var reader: RecordReader
  var counts: QualityCounts
  var unexpected = UnexpectedNames()
  var texts = KeyTexts()
  var file: SpillFile?

  /// The number of the record that is being looked at, or of the last one.
  var record = 0

  /// Bytes that keys and references have taken since the last spill.
  var evidenceBytes = 0

  /// The bag of the first column.
  let keys: KeyBag

  /// The key as the program of the rules has it.
  let keyPath: FieldLocator?
  let keepsTexts: Bool

  /// The beginning of a record that the next buffer goes on with.
  private var carried: [UInt8] = []

  /// Bytes of a record that is too long to be kept.
  private var skipped = 0

  /// - Parameter resolver: asked for the keys of every target that is not this dataset and not among
  ///   ``QualityPlan/keySets``; without it, none exists.
  public init(plan: QualityPlan, resolver: @escaping ReferenceResolver = { _, _ in false }) {
    self.plan = plan
    self.resolver = resolver
    program = plan.schemaProgram
    rules = plan.rulesProgram
    let scratch = QualityScratch(plan)
    self.scratch = scratch
    keys = scratch.columns.first ?? KeyBag()
    keyPath = plan.keyField == nil ? nil : rules.columns.first?.paths.first
    keepsTexts = keyPath != nil && plan.maximumExamples > 0
    reader = RecordReader(program, maximumRecordBytes: plan.maximumRecordBytes, maximumViolations: 100)
    counts = QualityCounts(of: plan)
  }

  /// Reads the next piece of the stream; a record may begin in one piece and end in another.
  ///
  /// - Throws: ``QualityError`` when there is no memory to parse a record, or no room on disk for keys; the pass cannot
  ///   go on then.
  public mutating func consume(_ ndjson: UnsafeRawBufferPointer) throws(QualityError) {
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
        try read(UnsafeRawBufferPointer(start: base + offset, count: length), lineEnd: 1, isPadded: isPadded)
      } else {
        carry(base + offset, length)
        try finishCarried(lineEnd: 1)
      }
      offset += length + 1
    }
  }

  /// Reads the next piece of the stream, as from a buffer.
  ///
  /// - Throws: ``QualityError``; the pass cannot go on then.
  public mutating func consume(_ ndjson: [UInt8]) throws(QualityError) {
    try ndjson.withBytes { bytes throws(QualityError) in try consume(bytes) }
  }

  /// Goes on behind records that others count, so that tallies can be joined (``QualityTally/join(_:)``).
  ///
  /// - Requires: the last record has ended, and `record`, counted from 1, comes after it.
  public mutating func skip(toRecord record: Int) {
    guard record - 1 > self.record else { return }
    self.record = record - 1
    // Texts of others will stand between.
    texts.close()
  }

  /// Ends the part of the stream: the last record needs no newline.
  ///
  /// To be called once; the pass has nothing more to say afterwards.
  public mutating func finish() throws(QualityError) -> QualityTally {
    if !carried.isEmpty || skipped > 0 { try finishCarried(lineEnd: 0) }
    scratch.add(to: &counts, plan)
    texts.close()
    let evidence = KeyEvidence(
      columns: scratch.columns.map { $0.finish() }, references: scratch.references.map { $0.finish() }, texts: texts,
      file: file)
    return QualityTally(
      counts, evidence, identity: plan.identity, hasKeys: plan.keyField != nil, memory: plan.memory)
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

  private mutating func finishCarried(lineEnd: Int) throws(QualityError) {
    if skipped > 0 {
      readTooLong(skipped + lineEnd)
      skipped = 0
      return
    }
    let line = carried
    carried.removeAll(keepingCapacity: true)
    try line.withBytes { bytes throws(QualityError) in try read(bytes, lineEnd: lineEnd, isPadded: false) }
  }
}
