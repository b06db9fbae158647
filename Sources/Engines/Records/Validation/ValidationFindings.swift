/// What a validation has found: counts, and what was gathered for a report.
public struct ValidationFindings: Sendable {
  /// Takes whole lines, from one thread at a time; what it throws ends the validation.
  public typealias Write = @Sendable (UnsafeRawBufferPointer) throws -> Void

  /// How many records there are, and what became of them.
  public internal(set) var summary = ValidationSummary()

  /// Nil unless ``ValidationOptions/report`` is set.
  public internal(set) var failures: FailureTally?

  /// Nil unless it was asked for. With several threads, the order of the fields is that in which the threads ended.
  public internal(set) var profile: RecordProfile?

  /// Adds what a thread has found.
  mutating func add(_ summary: ValidationSummary, _ gathering: FailureGathering?) {
    self.summary += summary
    guard let gathering else { return }
    if failures == nil { failures = gathering.tally } else { failures? += gathering.tally }
    guard let part = gathering.profile?.profile else { return }
    if profile == nil { profile = part } else { profile? += part }
  }
}
