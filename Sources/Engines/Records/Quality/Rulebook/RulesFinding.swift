/// Something wrong with a rule or a rules file: where, what, and what would be right.
public struct RulesFinding: Sendable, Hashable, Codable, CustomStringConvertible {
  /// Where in the rule or the rules file (RFC 6901).
  public let pointer: JSONPointer

  /// What is wrong.
  public let problem: String

  /// What would be right; empty where that is plain.
  public let remedy: String

  /// The pointer, the problem, and the remedy if there is one.
  public var description: String {
    let place = pointer.tokens.isEmpty ? "" : "\(pointer): "
    return place + problem + (remedy.isEmpty ? "" : "; \(remedy)")
  }
}

/// Why rules cannot be used.
public struct RulesRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  /// At least one, at most 50.
  public let findings: [RulesFinding]

  static let mostFindings = 50

  init(_ findings: [RulesFinding]) { self.findings = Array(findings.prefix(Self.mostFindings)) }

  /// A finding a line.
  public var description: String { findings.map(\.description).joined(separator: "\n") }
}
