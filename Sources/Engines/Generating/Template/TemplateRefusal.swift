/// A file is not a usable template; holds everything that was found wrong with it, warnings included.
public struct TemplateRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  public let file: String
  /// At least one of them is an error.
  public let findings: [TemplateFinding]

  /// One line a finding, errors first.
  public var description: String {
    let errors = findings.filter { $0.severity == .error }
    let warnings = findings.filter { $0.severity == .warning }
    let heading = "\(file) is not a usable template: \(errors.count) \(errors.count == 1 ? "error" : "errors")"
    return ([heading] + (errors + warnings).map { "  \($0)" }).joined(separator: "\n")
  }
}
