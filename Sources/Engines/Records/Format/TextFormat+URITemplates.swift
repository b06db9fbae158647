extension TextFormat {
  /// RFC 6570, section 2, with its reserved operators.
  static func isURITemplate(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var reader = FormatReader(bytes, count)
    while !reader.isAtEnd {
      if reader.accept("{") {
        guard expression(&reader) else { return false }
      } else if reader.next >= 0x80 {
        guard internationalCharacter(&reader, isQuery: true) else { return false }
      } else if !reader.percentEncoded() {
        guard isLiteral(reader.next) else { return false }
        reader.skip()
      }
    }
    return true
  }

  private static func isLiteral(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "%"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"),
      UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
      return false
    default: return byte > 0x20 && byte < 0x7F
    }
  }

  /// Reads an expression behind its opening brace.
  private static func expression(_ reader: inout FormatReader) -> Bool {
    switch reader.next {
    case UInt8(ascii: "+"), UInt8(ascii: "#"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ";"),
      UInt8(ascii: "?"), UInt8(ascii: "&"), UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: "!"),
      UInt8(ascii: "@"), UInt8(ascii: "|"):
      reader.skip()
    default: break
    }
    repeat {
      guard variable(&reader) else { return false }
    } while reader.accept(",")
    return reader.accept("}")
  }

  /// Reads `name`, `name*` or `name:3`.
  private static func variable(_ reader: inout FormatReader) -> Bool {
    repeat {
      guard variableCharacter(&reader) else { return false }
      while variableCharacter(&reader) {}
    } while reader.accept(".")
    if reader.accept("*") || !reader.accept(":") { return true }
    guard reader.next != UInt8(ascii: "0") else { return false }
    return (1...4).contains(reader.digits())
  }

  /// Reads a letter, a digit, `_` or an encoded character.
  private static func variableCharacter(_ reader: inout FormatReader) -> Bool {
    if isLetter(reader.next) || isDigit(reader.next) || reader.next == UInt8(ascii: "_") {
      reader.skip()
      return true
    }
    return reader.percentEncoded()
  }
}
