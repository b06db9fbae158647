import CSimdJSON

extension SchemaProgram {
  /// A failure as a person sees it.
  func violation(_ failure: SchemaValidator.Failure, in root: TapeValue) -> SchemaViolation {
    let rule = rules[Int(failure.instruction)]
    var pointer = root.pointer(to: failure.index)
    if let name = rule.missing { pointer.append(name) }
    return SchemaViolation(
      pointer: pointer, keywordLocation: rule.location, keyword: rule.keyword,
      sentence: Self.subject(pointer) + " " + rule.demand + found(failure, root.at(failure.index)))
  }

  /// What was found instead, as far as it can be told without the value.
  private func found(_ failure: SchemaValidator.Failure, _ value: TapeValue) -> String {
    switch instructions[Int(failure.instruction)].opcode {
    case .type: return ", but is \(value.schemaKind.sentence)"
    case .minLength, .maxLength:
      let bytes = value.stringBytes
      return bytes.baseAddress.map { ", but has \(bytes_scalar_count($0, bytes.count))" } ?? ""
    case .minItems, .maxItems: return ", but has \(value.contentCount)"
    default: return ""
    }
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
