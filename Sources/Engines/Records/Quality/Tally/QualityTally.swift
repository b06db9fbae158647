/// What a pass over a part of the records has counted, with the keys and references of that part.
///
/// Tallies add up exactly: the sum of the tallies of consecutive parts is the tally of the whole, duplicates and
/// references across the parts included, however the stream was cut between records and in whatever order neighbours
/// are added. They can be encoded, so that the parts may be counted in different processes. What all of it amounts to
/// is said by ``result(under:)``.
///
/// Memory: 24 bytes for every key and for every reference within the dataset, and the text of the key; up to
/// ``MemoryBound/bytes``, beyond which they go to a temporary file that lives as long as the tally.
public struct QualityTally: Sendable {
  var counts: QualityCounts
  var evidence: KeyEvidence

  /// Of the plan.
  let identity: String

  /// Whether the first column holds the keys of the records.
  let hasKeys: Bool

  /// What the keys and references may take when tallies are added to this one.
  public var memory: MemoryBound

  init(_ counts: QualityCounts, _ evidence: KeyEvidence, identity: String, hasKeys: Bool, memory: MemoryBound) {
    self.counts = counts
    self.evidence = evidence
    self.identity = identity
    self.hasKeys = hasKeys
    self.memory = memory
  }

  /// Of nothing.
  public init(of plan: QualityPlan) {
    let rules = plan.rulesProgram
    self.init(
      QualityCounts(of: plan),
      KeyEvidence(
        columns: rules.columns.map { _ in KeyRuns() }, references: rules.relationships.map { _ in KeyRuns() },
        texts: KeyTexts()),
      identity: plan.identity, hasKeys: plan.keyField != nil, memory: plan.memory)
  }

  /// Records that were counted, malformed ones among them.
  public var records: Int { counts.records }

  /// With line ends.
  public var bytes: Int { counts.bytes }

  /// The keys of the records (``QualityPlan/keyField``); none without a key field.
  public var keys: KeySet { KeySet(hasKeys ? evidence.columns.first ?? KeyRuns() : KeyRuns()) }

  /// Adds the tally of the part that follows.
  ///
  /// - Throws: ``QualityError``; the tally is of no use then.
  public static func += (tally: inout QualityTally, later: QualityTally) throws(QualityError) {
    try tally.add(later, after: tally.records)
  }

  /// The tally of both parts, of which `later` follows `earlier`.
  ///
  /// - Throws: ``QualityError``.
  public static func + (earlier: QualityTally, later: QualityTally) throws(QualityError) -> QualityTally {
    var sum = earlier
    try sum += later
    return sum
  }

  /// Adds the tally of other records of the same stream, both counted with their numbers in the stream
  /// (``QualityPass/skip(toRecord:)``).
  public mutating func join(_ other: QualityTally) throws(QualityError) { try add(other, after: 0) }

  private mutating func add(_ other: QualityTally, after records: Int) throws(QualityError) {
    guard identity == other.identity else { throw .differentPlans }
    counts.add(other.counts, after: records)
    do throws(SpillError) { try evidence.add(other.evidence, after: records, memory) } catch { throw .spill(error) }
  }
}

extension QualityTally: Equatable {
  /// Whether both are tallies of the same records under the same plan; false also if keys on disk cannot be read.
  public static func == (left: QualityTally, right: QualityTally) -> Bool {
    guard left.identity == right.identity, left.counts == right.counts else { return false }
    do { return try left.evidence.holdsTheSame(as: right.evidence) } catch { return false }
  }
}
