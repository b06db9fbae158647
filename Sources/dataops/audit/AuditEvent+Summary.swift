import DataOpsCore

extension AuditEvent {
  /// What a person wants to know first of what is kept after a change.
  private static let telling = [
    "name", "kind", "check_type", "score", "status", "failure", "records", "version", "text",
  ]

  /// The change in a few words: `dataset provisioning → validating`, `check schema_validation, 100, passed`.
  var summary: String {
    let kind = subject.split(separator: " ").first.map(String.init) ?? subject
    let because = reason.map { " (\($0))" } ?? ""
    for name in ["status", "phase", "version"] {
      if let old = before?[name]?.string, let new = after?[name]?.string, old != new {
        return "\(kind) \(old) → \(new)\(because)"
      }
    }
    let facts = before == nil ? Self.telling.compactMap { after?[$0]?.text } : []
    return facts.isEmpty ? subject + because : "\(kind) \(facts.joined(separator: ", "))\(because)"
  }
}

extension JSON {
  /// A scalar as people read it; nil for null and for what has parts.
  fileprivate var text: String? {
    switch self {
    case .string(let value): value
    case .integer(let value): String(value)
    case .number(let value): Figures.score(value)
    case .bool(let value): value ? "yes" : "no"
    case .null, .array, .object: nil
    }
  }
}
