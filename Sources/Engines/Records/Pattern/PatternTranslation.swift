/// Writes a syntax tree in the syntax of PCRE2.
struct PatternTranslation {
  private(set) var text: String
  private let syntax: PatternSyntax
  private var size = 0

  private static let maximumSize = 20_000

  /// - Throws: ``PatternError`` for what PCRE2 cannot match as ECMA-262 does, and for a tree that is too large.
  init(_ syntax: PatternSyntax) throws(PatternError) {
    self.syntax = syntax
    if syntax.hasBackReferences { try CaptureCheck.check(syntax) }
    // A match may begin anywhere, but is looked for in one go, so that its steps are counted together.
    text = "(?s:.)*?"
    try append(syntax.root)
  }

  private mutating func append(_ node: PatternNode) throws(PatternError) {
    size += 1
    guard size <= Self.maximumSize else { throw .tooLarge }
    switch node {
    case .set(let set): text += set.translation
    case .start: text += "\\A"
    case .end: text += "\\z"
    case .wordBoundary(let isInverted): text += isInverted ? "\\B" : "\\b"
    case .sequence(let nodes): for node in nodes { try append(node) }
    case .alternatives(let nodes): try append(nodes, opening: "(?:")
    case .group(let node, _):
      // Only a back reference has a use for what a group matched.
      try append([node], opening: syntax.hasBackReferences ? "(" : "(?:")
    case .repetition(let node, let repetition):
      // A group would be copied as often as it is repeated.
      if case .set = node { try append(node) } else { try append([node], opening: "(?:") }
      text += "{\(repetition.minimum),\(repetition.maximum.map(String.init) ?? "")}\(repetition.isLazy ? "?" : "")"
    case .look(let node, let look):
      let branches = look.isBehind ? try LookBehind(node, look).branches : [node]
      if syntax.hasBackReferences, look.isBehind, branches.count > 1, node.hasGroups {
        throw PatternError(
          position: look.position, message: "a group in look-behind of several lengths is not supported")
      }
      try append(branches, opening: "(?\(look.isBehind ? "<" : "")\(look.isInverted ? "!" : "=")")
    case .backReference(let reference, let ignoresCase, _):
      text += ignoresCase ? "(?i:\(translation(of: reference)))" : translation(of: reference)
    }
  }

  private mutating func append(_ branches: [PatternNode], opening: String) throws(PatternError) {
    text += opening
    for (index, branch) in branches.enumerated() {
      if index > 0 { text += "|" }
      try append(branch)
    }
    text += ")"
  }

  /// Of groups with the same name, the one that took part.
  private func translation(of reference: PatternReference) -> String {
    switch reference {
    case .number(let number): return "\\g{\(number)}"
    case .name(let name):
      let numbers = syntax.groupsByName[name] ?? []
      guard let last = numbers.last else { return "" }
      return numbers.dropLast().reversed().reduce("\\g{\(last)}") { "(?(\($1))\\g{\($1)}|\($0))" }
    }
  }
}
