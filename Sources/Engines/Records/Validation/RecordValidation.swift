import Dispatch

/// Validates the records of an input of any length against a schema, in constant memory.
///
/// Records are read, judged and reported in their order, by as many threads as wanted: each takes the next batch in its turn,
/// judges it on its own, and hands in what it wrote, again in turn.
public struct RecordValidation: Sendable {
  /// What the records must satisfy.
  public let schema: RecordSchema

  /// How records are read, and what is written about them.
  public let options: ValidationOptions

  /// One thread, and no lines, unless said otherwise.
  public init(schema: RecordSchema, options: ValidationOptions = ValidationOptions()) {
    self.schema = schema
    self.options = options
  }

  /// Validates all records of `source`, which is decompressed if it is compressed with gzip or zstd.
  ///
  /// - Parameter write: gets the lines that ``ValidationOptions/output`` asks for, whole lines in the order of the input, from
  ///   one thread at a time.
  /// - Throws: ``InputError`` where the input cannot be read on, after what could be read was validated and written; or what
  ///   `write` throws, which ends the validation.
  public func run(
    _ source: sending any ByteSource, write: @escaping ValidationFindings.Write = { _ in }
  ) throws -> ValidationSummary {
    try findings(source, write: write).summary
  }

  /// As ``run(_:write:)``, with what ``ValidationOptions/report`` asks for.
  ///
  /// - Parameter writeFailures: gets a line for every failure (``FailureLines``), if they are wanted.
  public func findings(
    _ source: sending any ByteSource, write: @escaping ValidationFindings.Write = { _ in },
    writeFailures: @escaping ValidationFindings.Write = { _ in }
  ) throws -> ValidationFindings {
    let stream = RecordStream(try source.decompressed(), form: options.form, limits: options.limits)
    let run = ValidationRun(stream, jobs: options.jobs, write: write, writeFailures: writeFailures)
    if options.jobs == 1 {
      run.work(BatchValidator(schema, options))
    } else {
      DispatchQueue.concurrentPerform(iterations: options.jobs) { _ in run.work(BatchValidator(schema, options)) }
    }
    return try run.finish()
  }
}
