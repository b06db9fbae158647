/// Writes XML 1.0 in UTF-8 that is well-formed whatever text comes in.
struct XMLWriter {
  private(set) var bytes = Array(#"<?xml version="1.0" encoding="UTF-8"?>"#.utf8) + [0x0A]
  private var open: [StaticString] = []

  /// `content` writes what is inside.
  mutating func element(
    _ name: StaticString, _ attributes: [(name: StaticString, value: String)] = [],
    _ content: ((inout XMLWriter) -> Void)? = nil
  ) {
    indent()
    append("<")
    append(name)
    for attribute in attributes {
      append(" ")
      append(attribute.name)
      append("=\"")
      escape(attribute.value, inAttribute: true)
      append("\"")
    }
    guard let content else {
      append("/>\n")
      return
    }
    append(">\n")
    open.append(name)
    content(&self)
    open.removeLast()
    indent()
    append("</")
    append(name)
    append(">\n")
  }

  /// An element of nothing but text, which is kept as it is.
  mutating func element(
    _ name: StaticString, _ attributes: [(name: StaticString, value: String)] = [], text: String
  ) {
    indent()
    append("<")
    append(name)
    for attribute in attributes {
      append(" ")
      append(attribute.name)
      append("=\"")
      escape(attribute.value, inAttribute: true)
      append("\"")
    }
    append(">")
    escape(text, inAttribute: false)
    append("</")
    append(name)
    append(">\n")
  }

  private mutating func indent() { bytes.append(contentsOf: repeatElement(0x20, count: open.count * 2)) }

  private mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Characters that XML 1.0 does not have (production 2, `Char`) become U+FFFD. In attributes, white space is written by
  /// its number, because a reader would make plain spaces of it (section 3.3.3); so is a carriage return anywhere.
  private mutating func escape(_ text: String, inAttribute: Bool) {
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x26: append("&amp;")
      case 0x3C: append("&lt;")
      case 0x3E: append("&gt;")
      case 0x22: append("&quot;")
      case 0x0D: append("&#13;")
      case 0x0A where inAttribute: append("&#10;")
      case 0x09 where inAttribute: append("&#9;")
      case 0x09, 0x0A, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...:
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      default: bytes.append(contentsOf: UTF8.encodedReplacementCharacter)
      }
    }
  }
}
