public import DataRecords

/// One thing that is wrong with a template, or could be better.
public struct TemplateFinding: Sendable, Hashable {
  public enum Severity: String, Sendable, Hashable, Codable {
    /// The template is refused.
    case error
    /// The template can be used.
    case warning
  }

  public let severity: Severity
  /// The file as the caller named it.
  public let file: String
  /// Where in the file; the whole document for text that is not JSON.
  public let pointer: JSONPointer
  /// What is wrong.
  public let problem: String
  /// What would be right.
  public let remedy: String
}

extension TemplateFinding: CustomStringConvertible {
  /// `file#/pointer: error: problem; remedy`
  public var description: String {
    "\(file)#\(pointer): \(severity.rawValue): \(problem); \(remedy)"
  }
}
