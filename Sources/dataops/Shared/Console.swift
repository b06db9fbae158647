import DataOpsCore

/// The two ways out: results to standard output, everything else to standard error.
struct Console: Sendable {
  let output: OutputStream
  let error: OutputStream

  init(environment: [String: String]) {
    output = .standardOutput(environment: environment)
    error = .standardError(environment: environment)
  }

  /// Prints results.
  func print(_ lines: [Line]) throws(Failure) {
    try output.write(lines.map { $0.rendered(inColour: output.hasColour) + "\n" }.joined())
  }

  func print(_ line: Line) throws(Failure) { try print([line]) }

  func print(_ table: Table) throws(Failure) { try print(table.lines(width: output.width)) }

  /// Prints a document that is data already, such as JSON.
  func print(document: String) throws(Failure) { try output.write(document) }

  /// Says something beside the results. What cannot be said there is lost: there is no other place to say it.
  func say(_ lines: [Line]) {
    try? error.write(lines.map { $0.rendered(inColour: error.hasColour) + "\n" }.joined())
  }

  func say(_ line: Line) { say([line]) }
}
