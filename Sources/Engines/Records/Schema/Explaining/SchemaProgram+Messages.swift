import CSimdJSON

extension SchemaProgram {
  /// A failure as a person sees it.
  func violation(_ failure: SchemaValidator.Failure, in root: TapeValue) -> SchemaViolation {
    let rule = rules[Int(failure.instruction)]
    let own = failure.isName ? root.pointer(toMemberNameAt: failure.index) : root.pointer(to: failure.index)
    var pointer = own
    if let name = rule.missing { pointer.append(name) }
    let instanceLocation = failure.isName ? JSONPointer(tokens: Array(own.tokens.dropLast())) : own
    return SchemaViolation(
      pointer: pointer, instanceLocation: instanceLocation, keywordLocation: keywordLocation(failure),
      absoluteKeywordLocation: absoluteKeywordLocation(failure), keyword: rule.keyword,
      sentence: sentence(failure, in: root, from: root, nesting: 0))
  }

  /// What is wrong, said of a value that was reached from `base`.
  private func sentence(
    _ failure: SchemaValidator.Failure, in root: TapeValue, from base: TapeValue, nesting: Int
  ) -> String {
    let rule = rules[Int(failure.instruction)]
    var pointer =
      failure.isName ? base.pointer(toMemberNameAt: failure.index) : base.pointer(to: failure.index)
    if let name = rule.missing { pointer.append(name) }
    var subject = Self.subject(pointer)
    // The subject of a nearest branch is the value of which the sentence speaks already.
    if pointer.tokens.isEmpty, nesting > 0 { subject = "" }
    if failure.isName { subject = "the name of \(subject)" }
    let value = root.at(failure.index)
    let demand = rule.demand + found(failure, value) + detail(failure, in: root, nesting: nesting)
    return (subject.isEmpty ? demand : "\(subject) \(demand)") + (nesting == 0 ? reason(failure) : "")
  }

  /// What was found instead, as far as it can be told without the value.
  private func found(_ failure: SchemaValidator.Failure, _ value: TapeValue) -> String {
    switch tables.instructions[Int(failure.instruction)].opcode {
    case .type: return ", but is \(value.schemaKind.sentence)"
    case .minLength, .maxLength:
      let bytes = value.stringBytes
      return bytes.baseAddress.map { ", but has \(bytes_scalar_count($0, bytes.count))" } ?? ""
    case .pattern:
      let pattern = patterns[Int(tables.instructions[Int(failure.instruction)].operand)]
      let isUnknown = pattern.outcome(utf8: value.stringBytes) == .exceededLimit
      return isUnknown ? ", but looking for it takes more steps than are allowed" : ""
    case .minItems, .maxItems, .minProperties, .maxProperties: return ", but has \(value.contentCount)"
    default: return ""
    }
  }

  private static let deepestDetail = 3

  private func detail(_ failure: SchemaValidator.Failure, in root: TapeValue, nesting: Int) -> String {
    switch failure.detail {
    case .none: return ""
    case .count(let count): return ", but has \(count)"
    case .matches(let branches):
      let shown = branches.prefix(8).map { "#\($0 + 1)" }
      let rest = branches.count - shown.count
      let list = rest > 0 ? shown.joined(separator: ", ") + " and \(rest) more" : Self.joined(shown)
      return " and no other, but matches \(list)"
    case .nearest(let branch, let causes):
      guard nesting < Self.deepestDetail, let cause = causes.first else { return "" }
      let location = keywordLocation(failure).appending(branch)
      let more = causes.count > 1 ? " (and \(UInt64(causes.count - 1).counting("more fault")))" : ""
      let inner = sentence(cause, in: root, from: root.at(failure.index), nesting: nesting + 1)
      return "; nearest is #\(branch + 1) (\(location)): \(inner)\(more)"
    }
  }

  private static func joined(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  /// The last condition on the way.
  private func reason(_ failure: SchemaValidator.Failure) -> String {
    var trail = failure.trail
    while let step = trail {
      switch tables.instructions[Int(step.instruction)].opcode {
      case .then: return ", because the condition under \"if\" is met"
      case .otherwise: return ", because the condition under \"if\" is not met"
      case .dependentSchema: return ", \(rules[Int(step.instruction)].demand)"
      default: trail = step.before
      }
    }
    return ""
  }

  /// `title`, `author.id`, `labels[2]`, or `the record`.
  static func subject(_ pointer: JSONPointer) -> String {
    var text = ""
    for token in pointer.tokens {
      if JSONPointer.arrayIndex(token) != nil, !text.isEmpty {
        text += "[\(token)]"
      } else {
        text += text.isEmpty ? token : ".\(token)"
      }
    }
    return text.isEmpty ? "the record" : text
  }
}
