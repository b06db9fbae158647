/// What is gathered beside the verdicts, for a report.
public struct ReportOptions: Sendable, Hashable {
  /// How failing records are shown.
  public var failures: FailureOptions

  /// Whether a line is written of every failure, not only of those that are kept as examples.
  public var writesLines: Bool

  /// Nil for no profile; it takes more time than the validation itself.
  public var profile: ProfileOptions?

  /// 200 examples, no lines and no profile unless said otherwise.
  public init(failures: FailureOptions = .init(), writesLines: Bool = false, profile: ProfileOptions? = nil) {
    self.failures = failures
    self.writesLines = writesLines
    self.profile = profile
  }
}

/// How failing records are shown.
public struct FailureOptions: Sendable, Hashable {
  /// How many are kept altogether, a quarter of them of one rule.
  public var maximumExamples: Int

  /// How much of a record is shown; 0 for nothing.
  public var excerptBytes: Int

  /// The member by which people know a record: a string or an integer.
  public var keyField: String

  /// 200 examples with 200 bytes of each record, known by `id`, unless said otherwise.
  public init(maximumExamples: Int = 200, excerptBytes: Int = 200, keyField: String = "id") {
    self.maximumExamples = min(max(maximumExamples, 0), 10_000)
    self.excerptBytes = min(max(excerptBytes, 0), 10_000)
    self.keyField = keyField
  }

  func key(of root: TapeValue) -> String? {
    root.member(named: keyField)?.withKey { QualityExample.shortened(key: $0) }
  }
}
