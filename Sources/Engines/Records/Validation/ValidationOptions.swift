/// How records are validated, and what is written about them.
public struct ValidationOptions: Sendable, Hashable {
  /// What is written.
  public enum Output: String, Sendable, Hashable, CaseIterable {
    /// Nothing but what ``RecordValidation/run(_:write:)`` gives.
    case summary
    /// A line for every record.
    case verdicts
    /// The lines of those records only that are not valid.
    case failures
  }

  /// What is written.
  public var output: Output

  /// How many threads work, at least 1.
  public var jobs: Int

  /// The most errors that are told of one record, at least 1.
  public var maximumErrors: Int

  /// Nil to tell it by the text's beginning.
  public var form: RecordForm?

  /// How much of the input is held at a time.
  public var limits: RecordStream.Limits

  /// What is gathered for a report; nil for nothing.
  public var report: ReportOptions?

  /// One thread, 100 errors a record, and nothing written or gathered, unless said otherwise; at most 256 threads.
  public init(
    output: Output = .summary, jobs: Int = 1, maximumErrors: Int = 100, form: RecordForm? = nil,
    limits: RecordStream.Limits = .init(), report: ReportOptions? = nil
  ) {
    self.output = output
    self.jobs = min(max(jobs, 1), 256)
    self.maximumErrors = max(maximumErrors, 1)
    self.form = form
    self.limits = limits
    self.report = report
  }
}
