/// Where a key-encryption key comes from, as a setting says it.
package enum KeySource: Hashable, Sendable {
  /// `file`: the data directory's own, made at first use.
  case dataDirectory
  /// `file:/path`: 32 bytes as they are, in Base64 or in hexadecimal digits.
  case file(String)
  /// `env:NAME`: 32 bytes in Base64 or in hexadecimal digits.
  case variable(String)
  /// `kms:ID /program argument …`: a command that wraps and unwraps with the key that we call ID.
  case command(id: String, program: String, arguments: [String])

  /// Nil for a text that is none of them.
  package init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":") else {
      guard text == "file" else { return nil }
      self = .dataDirectory
      return
    }
    let rest = String(text[text.index(after: colon)...])
    switch text[..<colon] {
    case "file" where rest.hasPrefix("/"): self = .file(rest)
    case "env" where !rest.isEmpty && rest.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }):
      self = .variable(rest)
    case "kms":
      let words = rest.split(separator: " ").map(String.init)
      guard words.count >= 2, words[1].hasPrefix("/"), words[0].utf8.count <= 64,
        words[0].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) })
      else { return nil }
      self = .command(id: words[0], program: words[1], arguments: Array(words.dropFirst(2)))
    default: return nil
    }
  }
}

extension KeySource: CustomStringConvertible {
  /// Without the arguments of a command.
  package var description: String {
    switch self {
    case .dataDirectory: "file"
    case .file(let path): "file:\(path)"
    case .variable(let name): "env:\(name)"
    case .command(let id, let program, _): "kms:\(id) \(program)"
    }
  }
}
