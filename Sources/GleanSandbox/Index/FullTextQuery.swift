/// What a user typed, as expressions of the full-text index.
///
/// Nothing a user types is syntax: every word and every phrase becomes a quoted string.
struct FullTextQuery: Sendable, Equatable {
  static let termLimit = 64

  /// Words, and phrases the user put in quotes. Empty when the text holds no letter and no digit.
  let terms: [String]

  /// Whether the text asks for every document: it is empty, or a star.
  let matchesEverything: Bool

  init(_ text: String) {
    matchesEverything = text.allSatisfy { $0.isWhitespace || $0 == "*" }
    var terms: [String] = []
    for (index, part) in text.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
      if index.isMultiple(of: 2) {
        terms += part.split(whereSeparator: \.isWhitespace).map(String.init)
      } else {
        terms.append(String(part))
      }
    }
    // A string without a letter or digit holds no token, and would be an expression that matches nothing.
    self.terms = Array(
      terms.lazy
        .map { $0.filter { $0 != "\0" } }
        .filter { $0.unicodeScalars.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil } }
        .prefix(Self.termLimit))
  }

  /// Documents that contain all terms.
  var all: String { expression(joiner: " AND ") }

  /// Documents that contain any of the terms.
  var any: String { expression(joiner: " OR ") }

  private func expression(joiner: String) -> String {
    terms.map { "\"" + $0.split(separator: "\"").joined(separator: " ") + "\"" }.joined(separator: joiner)
  }
}
