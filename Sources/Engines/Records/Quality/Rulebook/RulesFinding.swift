/// Something wrong with a rule or a rules file: where, what, and what would be right.
public struct RulesFinding: Sendable, Hashable, Codable, CustomStringConvertible {
  public let pointer: JSONPointer
  public let problem: String
  public let remedy: String

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

  public var description: String { findings.map(\.description).joined(separator: "\n") }
}
