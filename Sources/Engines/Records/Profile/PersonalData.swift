/// Tells what looks as if it spoke of a person or opened a door; careful rather than exact.
enum PersonalData {
  /// Words in names of fields, in lower case.
  private static let words: Set<String> = [
    // Persons.
    "firstname", "lastname", "surname", "fullname", "nickname", "username", "user", "users", "person", "people",
    "author", "authors", "assignee", "assignees", "reporter", "creator", "owner", "owners", "sender", "recipient",
    "recipients", "customer", "patient", "employee", "contact", "contacts", "participant", "participants", "reviewer",
    "reviewers", "email", "emails", "mail", "phone", "telephone", "mobile", "fax", "address", "street", "zip",
    "postcode",
    "birth", "birthday", "birthdate", "dob", "age", "gender", "sex", "religion", "salary", "income", "diagnosis", "mrn",
    "passport", "ssn", "nino", "license", "licence", "account", "iban", "bic", "card", "cvv", "ip", "latitude",
    "longitude",
    "geo",
    // Credentials.
    "password", "passwd", "passphrase", "pin", "secret", "secrets", "token", "tokens", "credential", "credentials",
    "apikey", "authorization", "cookie", "session", "signature",
  ]

  /// Words that make the name of a person of a `name`; channels and spaces have names, too.
  private static let nameWords: Set<String> = [
    "first", "last", "middle", "full", "given", "family", "maiden", "display", "legal", "birth", "nick", "real",
  ]

  /// Whether the name of a field has such a word in it: `author_id`, `homePhone`; or is that of a person: `name`,
  /// `displayName`.
  static func isNamed(_ name: String) -> Bool {
    let parts = parts(of: name)
    if parts.contains(where: words.contains) || words.contains(name.lowercased()) { return true }
    return parts.contains("name") && (parts.count == 1 || parts.contains(where: nameWords.contains))
  }

  /// The words of a name, in lower case.
  private static func parts(of name: String) -> [String] {
    var parts: [String] = []
    var word = ""
    var previousIsLower = false
    for scalar in name.unicodeScalars {
      if !scalar.properties.isAlphabetic || (scalar.properties.isUppercase && previousIsLower) {
        if !word.isEmpty { parts.append(word) }
        word = ""
      }
      if scalar.properties.isAlphabetic { word += scalar.properties.lowercaseMapping }
      previousIsLower = scalar.properties.isLowercase
    }
    return word.isEmpty ? parts : parts + [word]
  }

  /// How careful one has to be with a value.
  enum Care {
    /// It may be shown.
    case none
    /// It is not shown: text that somebody wrote, or a number that may be a telephone's.
    case unshown
    /// It is not shown, and nothing is kept by which a guess could be confirmed.
    case forgotten
  }

  static func care(for text: UnsafeBufferPointer<UInt8>, _ format: GuessedFormat?) -> Care {
    switch format {
    case .email, .ipv4, .ipv6: return .forgotten
    case .uri: return text.contains(UInt8(ascii: "@")) || text.contains(UInt8(ascii: "?")) ? .forgotten : .none
    case .date, .dateTime, .uuid, .boolean, .number: return .none
    case .integer, nil: break
    }
    guard text.count <= TopValues.longestText else { return .unshown }
    var digits = 0
    var letters = 0
    var spaces = 0
    for byte in text {
      if byte &- 0x30 < 10 {
        digits &+= 1
      } else if byte == 0x20 {
        spaces &+= 1
      } else if (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 {
        letters &+= 1
      }
    }
    if letters == 0, digits >= 9, digits <= 19 {
      // With separators or a plus: a telephone, card or identity number. Digits alone are more often an identifier.
      return digits == text.count && !isCardNumber(text) ? .unshown : .forgotten
    }
    // Keys that open something: long, without a space, digits and letters mixed.
    if spaces == 0, text.count >= 20, digits >= 4, letters >= 8, !isSpelled(text), !isHexadecimal(text) {
      return .forgotten
    }
    // Many words are written by someone about something; they are no code.
    return spaces > 2 ? .unshown : .none
  }

  /// Thirteen digits or more whose check digit is right (ISO/IEC 7812-1, Luhn).
  private static func isCardNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count >= 13 else { return false }
    var sum = 0
    for (place, byte) in text.reversed().enumerated() {
      let digit = Int(byte &- 0x30)
      sum &+= place % 2 == 0 ? digit : digit > 4 ? digit &* 2 &- 9 : digit &* 2
    }
    return sum % 10 == 0
  }

  /// A hash, such as the identity of a commit.
  private static func isHexadecimal(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x61 < 6 }
  }

  /// Whether hyphens, underscores, dots or slashes divide the text into short parts, as they do in names of things.
  private static func isSpelled(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var length = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ":"): length = 0
      default: length &+= 1
      }
      if length > 16 { return false }
    }
    return true
  }
}
