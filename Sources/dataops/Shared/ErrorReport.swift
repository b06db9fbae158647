import DataOpsCore

/// A failure as it is told on standard error.
struct ErrorReport: Encodable {
  private let error: Content

  private struct Content: Encodable {
    let code: FailureCode
    let message: String
    let remedy: String?
    let step: StepName?
    let retryable: Bool
  }

  private init(_ failure: Failure) {
    error = Content(
      code: failure.code, message: failure.message, remedy: failure.remedy, step: failure.step,
      retryable: failure.retryable)
  }

  /// `error: <message>` and an indented remedy; or one JSON object.
  static func tell(_ failure: Failure, as format: OutputFormat, on console: Console) {
    guard format == .table else {
      // A failure that cannot be encoded is still told.
      if let text = try? JSONDocument.text(of: ErrorReport(failure)) {
        try? console.error.write(text)
        return
      }
      return console.say(lines(failure))
    }
    console.say(lines(failure))
  }

  static func lines(_ failure: Failure) -> [Line] {
    var lines = Line.lines(of: failure.message)
    if let first = lines.first { lines[0] = "\("error:", .bad) \(first)" }
    if let remedy = failure.remedy { lines += Line.lines(of: remedy, indentedBy: 2) }
    return lines
  }
}
