extension FieldProfile {
  /// What was seen, in a line: `string in 98.2 %, null in 3 %; 412 different values; 5 to 120 characters; 99.4 % date-time`.
  ///
  /// - Parameter occasions: how often the field could have been there.
  public func summary(of occasions: Int) -> String {
    var parts = [presence(of: occasions)]
    if kinds.scalars > 0 { parts.append(differences) }
    if let minimum = strings.lengths.minimum, let maximum = strings.lengths.maximum {
      parts.append(Self.range(minimum, maximum, "character"))
    }
    if let (format, share) = strings.likelyFormat, share >= 0.5 {
      parts.append(share == 1 ? format.sentence : "\(Figure.percent(share)) \(format.sentence)")
    }
    if let minimum = numbers.minimum, let maximum = numbers.maximum {
      parts.append(
        minimum == maximum
          ? "always \(Figure.number(minimum))" : "\(Figure.number(minimum)) to \(Figure.number(maximum))")
    }
    if kinds.boolean > 0 { parts.append("\(Figure.percent(Double(trues) / Double(kinds.boolean))) true") }
    if let minimum = arrays.minimum, let maximum = arrays.maximum {
      parts.append(Self.range(minimum, maximum, "element"))
    }
    if isPartial { parts.append("not all values were seen") }
    return parts.joined(separator: "; ")
  }

  private func presence(of occasions: Int) -> String {
    let total = kinds.total
    guard total > 0 else { return "never there" }
    let kindNames = kinds.seen.filter { $0.name != "null" }.map { kind in
      kind.count == total - kinds.null
        ? kind.name : "\(kind.name) (\(Figure.percent(Double(kind.count) / Double(total))))"
    }
    var text = kindNames.isEmpty ? "always null" : kindNames.joined(separator: " or ")
    if occasions > present { text += " in \(Figure.percent(Double(present) / Double(occasions)))" }
    if kinds.null > 0, !kindNames.isEmpty { text += ", null in \(Figure.percent(nullShare))" }
    return text
  }

  private var differences: String {
    let count = differentValues
    if isUnique { return "every value different" }
    if count == 1 { return "always the same value" }
    return "\(distinct.isExact ? "" : "about ")\(Figure.count(count, "different value"))"
  }

  private static func range(_ minimum: Int, _ maximum: Int, _ noun: String) -> String {
    minimum == maximum
      ? Figure.count(minimum, noun) : "\(Figure.grouped(minimum)) to \(Figure.count(maximum, noun))"
  }
}

extension GuessedFormat {
  /// What such strings are called.
  var sentence: String {
    switch self {
    case .dateTime: "dates with time"
    case .date: "dates"
    case .email: "e-mail addresses"
    case .uri: "URIs"
    case .uuid: "UUIDs"
    case .ipv4: "IPv4 addresses"
    case .ipv6: "IPv6 addresses"
    case .integer: "integers in strings"
    case .number: "decimal numbers in strings"
    case .boolean: "booleans in strings"
    }
  }
}
