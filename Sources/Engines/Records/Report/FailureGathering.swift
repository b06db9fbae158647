/// Gathers failures and profile for one thread.
struct FailureGathering {
  let options: ReportOptions
  private(set) var tally: FailureTally
  var lines = FailureLines()
  private(set) var profile: ProfilePass?

  init(_ options: ReportOptions) {
    self.options = options
    tally = FailureTally(maximumExamples: options.failures.maximumExamples)
    profile = options.profile.map { ProfilePass(options: $0) }
  }

  /// - Parameter record: counted from 0.
  mutating func add(_ root: TapeValue, _ violations: [SchemaViolation], record: Int, _ text: UnsafeRawBufferPointer) {
    for violation in violations {
      let failure = tally.add(violation, record: record &+ 1, root, text, options)
      if let failure { lines.write(failure) }
    }
    profile?.add(root)
  }

  /// - Parameter text: nil where the record was too long to be kept.
  mutating func addMalformed(record: Int, _ message: String, _ text: UnsafeRawBufferPointer?) {
    if let failure = tally.addMalformed(record: record &+ 1, message, text, options) { lines.write(failure) }
    profile?.addMalformed()
  }
}
