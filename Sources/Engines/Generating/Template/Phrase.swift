/// A pattern of text with slots, `{name}`, that the generator fills.
struct Phrase: Sendable, Hashable {
  enum Part: Sendable, Hashable {
    case text(String)
    case slot(String)
  }

  struct Problem: Error {
    let message: String
    let remedy: String
  }

  let parts: [Part]

  init(_ text: String) throws(Problem) {
    var parts: [Part] = []
    var rest = text[...]
    while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else {
        throw Problem(
          message: rest[open] == "{" ? "a { has no }" : "a } has no {",
          remedy: "write slots as {name}; a brace cannot stand for itself")
      }
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      parts.append(.slot(String(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    self.parts = parts
  }

  var slots: [String] {
    parts.compactMap { part in
      if case .slot(let name) = part { name } else { nil }
    }
  }
}

/// The slots that the client's world fills.
enum WorldSlot: String, Sendable, CaseIterable {
  case person, team, space, repository, channel, project, number, percent, date, version
  case firstName = "first_name"
  case pageTitle = "page_title"
  case issueKey = "issue_key"
  case ticketCount = "ticket_count"

  /// No text that the slot is filled with is longer.
  static let longestText = 80
}
