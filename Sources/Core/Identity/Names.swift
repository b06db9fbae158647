/// The naming rules of clients and connectors; of datasources letters and digits are the only names that Glean is known to take.
package enum Names {
  /// The longest name of a client or dataset, in characters.
  package static let maximumLength = 80

  /// Lower-case ASCII letters and digits joined by single hyphens; empty if nothing of `text` is usable.
  package static func slug(_ text: String) -> String {
    var slug = ""
    for character in text.lowercased() {
      if character.isASCII, character.isLetter || character.isNumber {
        slug.append(character)
      } else if !slug.isEmpty, slug.last != "-" {
        slug.append("-")
      }
    }
    while slug.last == "-" { slug.removeLast() }
    return slug
  }

  /// `{client}-{stage}-{connector_type}`, with `-2`, `-3` … for further ones (seed, "Auto-Configuration Process").
  ///
  /// - Parameter ordinal: 1 for the first connector of this client, stage and type.
  package static func connectorDisplayName(
    client: String, stage: Stage, type: ConnectorType, ordinal: Int
  ) -> String {
    let base = "\(client)-\(stage.rawValue)-\(type.rawValue)"
    return ordinal <= 1 ? base : "\(base)-\(ordinal)"
  }

  /// The Glean `name` that belongs to a display name: its letters and digits, lower-cased.
  ///
  /// Two display names can fold to one datasource name (`a-b` and `ab`), so `discriminator` (hexadecimal digits derived
  /// from the connector's identity) is appended.
  package static func datasource(displayName: String, discriminator: String) -> String {
    let letters = displayName.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return String(letters.prefix(40)) + discriminator
  }

  /// Why `name` cannot name a client or dataset, or nil if it can.
  package static func objection(to name: String, what: String) -> String? {
    if name.isEmpty { return "\(what) must not be empty" }
    if name.count > maximumLength {
      return "\(what) has \(name.count) characters; at most \(maximumLength) are allowed"
    }
    if name.first?.isWhitespace == true || name.last?.isWhitespace == true {
      return "\(what) must not begin or end with a space"
    }
    let hidden = name.unicodeScalars.first { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }
    if hidden != nil { return "\(what) must not contain control or invisible characters" }
    if slug(name).isEmpty { return "\(what) needs at least one ASCII letter or digit" }
    return nil
  }
}
