extension SchemaProgram {
  /// The way to a keyword through references (Core 2020-12, clause 12.3.1).
  func keywordLocation(_ failure: SchemaValidator.Failure) -> JSONPointer {
    var tokens: [String] = []
    var depth = 0
    for step in references(failure) {
      tokens += rules[Int(step.instruction)].location.tokens.dropFirst(depth)
      depth = nodeDepths[Int(step.node)]
    }
    return JSONPointer(tokens: tokens + rules[Int(failure.instruction)].location.tokens.dropFirst(depth))
  }

  /// Where the keyword of a failure behind a reference stands (clause 12.3.2).
  func absoluteKeywordLocation(_ failure: SchemaValidator.Failure) -> String? {
    guard !references(failure).isEmpty else { return nil }
    let rule = rules[Int(failure.instruction)]
    let resource = resources[Int(rule.resource)]
    let inner = JSONPointer(tokens: Array(rule.location.tokens.dropFirst(resource.depth)))
    return "\(resource.uri)#\(SchemaURI.encoded(fragment: inner.description))"
  }

  /// From the first to the last.
  private func references(_ failure: SchemaValidator.Failure) -> [SchemaTrail] {
    var references: [SchemaTrail] = []
    var trail = failure.trail
    while let step = trail {
      switch tables.instructions[Int(step.instruction)].opcode {
      case .reference, .dynamicReference: references.append(step)
      default: break
      }
      trail = step.before
    }
    return references.reversed()
  }
}
