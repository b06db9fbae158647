import DataRecords

/// Collects what is found while one file is read; keeps a bounded number.
struct FindingList {
  let file: String
  private(set) var findings: [TemplateFinding] = []
  private(set) var hasErrors = false

  init(file: String) {
    self.file = file
  }

  /// The remedy is worked out only if there is room for the finding.
  mutating func error(_ pointer: JSONPointer, _ problem: String, remedy: @autoclosure () -> String) {
    add(.error, pointer, problem, remedy)
    hasErrors = true
  }

  /// The remedy is worked out only if there is room for the finding.
  mutating func warning(_ pointer: JSONPointer, _ problem: String, remedy: @autoclosure () -> String) {
    add(.warning, pointer, problem, remedy)
  }

  private mutating func add(
    _ severity: TemplateFinding.Severity, _ pointer: JSONPointer, _ problem: String, _ remedy: () -> String
  ) {
    // An error always finds room, so that a refusal never comes without its reason.
    guard findings.count < TemplateLimits.findings || (severity == .error && !hasErrors) else { return }
    findings.append(
      TemplateFinding(severity: severity, file: file, pointer: pointer, problem: problem, remedy: remedy()))
  }
}
