import Dispatch
import Synchronization

/// Judges the records of an input of any length by a rules file, and by a schema if there is one, in one pass.
///
/// Memory: what the bound of the options allows for keys and references, and for each thread some batches of records.
///
/// ```swift
/// let rules = try RulesFile(parsing: #"{"version":1,"key":"id"}"#.utf8)
/// let result = try RecordCheck(rules: rules).run(MemoryByteSource("{\"id\":1}\n{\"id\":1}"))
/// print(result.duplicateKeys)  // 1
/// ```
public struct RecordCheck: Sendable {
  /// How records are read, and how much is kept of what is found.
  public struct Options: Sendable {
    /// How many threads work, at least 1.
    public var jobs: Int

    /// Nil to tell it by the text's beginning.
    public var form: RecordForm?

    /// How much of the input is held at a time.
    public var limits: RecordStream.Limits

    /// For keys and references, of all threads and of the files that references lead to together.
    public var memory: MemoryBound

    /// See ``QualityPlan/maximumExamples``.
    public var maximumExamples: Int

    /// See ``QualityPlan/maximumExcerptBytes``.
    public var maximumExcerptBytes: Int

    /// One thread, 64 MiB for keys and 20 examples without excerpts unless said otherwise; at most 256 threads.
    public init(
      jobs: Int = 1, form: RecordForm? = nil, limits: RecordStream.Limits = .init(),
      memory: MemoryBound = MemoryBound(), maximumExamples: Int = 20, maximumExcerptBytes: Int = 0
    ) {
      self.jobs = min(max(jobs, 1), 256)
      self.form = form
      self.limits = limits
      self.memory = memory
      self.maximumExamples = maximumExamples
      self.maximumExcerptBytes = maximumExcerptBytes
    }
  }

  /// What the records are judged by.
  public let rules: RulesFile

  /// What the records must satisfy, too; nil for nothing.
  public let schema: RecordSchema?

  /// How records are read, and how much is kept of what is found.
  public let options: Options

  /// - Parameter schema: what the records must satisfy, too; nil for nothing.
  public init(rules: RulesFile, schema: RecordSchema? = nil, options: Options = Options()) {
    self.rules = rules
    self.schema = schema
    self.options = options
  }

  /// Judges all records of `source`, which is decompressed if it is compressed with gzip or zstd.
  ///
  /// - Parameter open: opens a file that the rules name among their references.
  /// - Throws: ``InputError`` where an input cannot be read on, ``ReferenceError`` for a file of references that is no
  ///   good, ``QualityError`` when keys cannot be put aside on disk, ``RulesRefusal``; or what `open` throws.
  public func run(
    _ source: sending any ByteSource,
    opening open: (_ path: String) throws -> sending any ByteSource = { _ in MemoryByteSource("") }
  ) throws -> QualityResult {
    var keySets: [String: KeySet] = [:]
    let share = options.memory.shared(among: options.jobs + rules.references.count)
    for (name, reference) in rules.references.sorted(by: { $0.key < $1.key }) {
      switch reference {
      case .keys(let keys): keySets[name] = KeySet(keys)
      case .file(let path, let field):
        keySets[name] = try keys(of: field, in: try open(path), path, share)
      }
    }
    let plan = try plan(keySets, share)
    var tally = try tally(source, plan, jobs: options.jobs)
    tally.memory = options.memory
    return try tally.result(under: plan)
  }

  private func plan(_ keySets: [String: KeySet], _ memory: MemoryBound) throws(RulesRefusal) -> QualityPlan {
    try rules.plan(
      schema: schema, keySets: keySets, maximumExamples: options.maximumExamples,
      maximumExcerptBytes: options.maximumExcerptBytes, maximumRecordBytes: options.limits.recordBytes, memory: memory)
  }

  private func keys(
    of field: String, in source: sending any ByteSource, _ path: String, _ memory: MemoryBound
  ) throws -> KeySet {
    let plan = try QualityPlan(
      schema: nil, keyField: field, maximumExamples: 0, maximumRecordBytes: options.limits.recordBytes, memory: memory)
    let tally = try tally(source, plan, jobs: 1)
    guard tally.counts.malformed == 0 else {
      throw ReferenceError(path: path, malformed: tally.counts.malformed, records: tally.records)
    }
    return tally.keys
  }

  private func tally(_ source: sending any ByteSource, _ plan: QualityPlan, jobs: Int) throws -> QualityTally {
    let stream = RecordStream(try source.decompressed(), form: options.form, limits: options.limits)
    let run = CheckRun(stream, QualityTally(of: plan))
    if jobs == 1 {
      run.work(plan)
    } else {
      DispatchQueue.concurrentPerform(iterations: jobs) { _ in run.work(plan) }
    }
    return try run.finish()
  }
}

/// A file of keys that holds something else than records.
public struct ReferenceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file, as the rules name it.
  public let path: String

  /// Records that are not acceptable JSON.
  public let malformed: Int

  /// All records of the file.
  public let records: Int

  /// A sentence for a person.
  public var description: String {
    "\(malformed) of \(records) records of \(path) are not acceptable JSON, so it is not known which keys there are"
  }
}

/// What the threads of one check share: the input, from which each takes batches, and the sum of what they counted.
private final class CheckRun: Sendable {
  private struct Sum {
    var tally: QualityTally
    var failure: (any Error)?
  }

  private let input: Mutex<RecordStream>
  private let sum: Mutex<Sum>

  init(_ stream: consuming sending RecordStream, _ tally: QualityTally) {
    input = Mutex(stream)
    sum = Mutex(Sum(tally: tally))
  }

  /// Takes batches until there are none left; one call a thread.
  func work(_ plan: QualityPlan) {
    var pass = QualityPass(plan: plan)
    var batch = RecordBatch()
    do {
      while try take(&batch) { try pass.consume(batch) }
      let tally = try pass.finish()
      try sum.withLock { try $0.tally.join(tally) }
    } catch {
      sum.withLock { if $0.failure == nil { $0.failure = error } }
    }
  }

  func finish() throws -> QualityTally {
    try sum.withLock { sum throws in
      if let failure = sum.failure { throw failure }
      return sum.tally
    }
  }

  private func take(_ batch: inout RecordBatch) throws -> Bool {
    guard sum.withLock({ $0.failure == nil }) else { return false }
    return try input.withLock { stream throws(InputError) in try stream.read(into: &batch) }
  }
}
