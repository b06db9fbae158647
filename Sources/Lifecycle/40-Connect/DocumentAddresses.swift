internal import DataOpsCore
internal import DataRecords

/// Holds the URLs of documents against the pattern that a datasource is registered with, as the search system does on arrival.
struct DocumentAddresses: Sendable {
  private let pattern: RecordPattern

  /// As many records of a template as can be made by hand, and so have URLs of their own; they come first in every dataset.
  static let handMadeAtMost = 10_000

  /// - Throws: `connector_misconfigured` for a pattern that is none.
  init(pattern: String) throws(Failure) {
    do { self.pattern = try RecordPattern(compiling: pattern) } catch {
      throw Failure(.connectorMisconfigured, "the URL pattern '\(pattern)' is no regular expression: \(error)")
    }
  }

  /// - Throws: `connector_misconfigured`, naming the first record that the search system would refuse, and its whole page with it.
  func check(_ documents: [SearchDocument], of subject: DoctorSubject) throws(Failure) {
    guard let number = documents.firstIndex(where: { !pattern.matches($0.url) }) else { return }
    let finding = subject.finding(
      .urlOutsidePattern,
      "record \(number + 1) has '\(documents[number].url.prefix(200))', the pattern is '\(pattern.text)'")
    throw Failure(.connectorMisconfigured, finding.message, remedy: finding.remedy)
  }
}
