extension TextFormat {
  /// A URI of RFC 3986, or with `isInternational` an IRI of RFC 3987; with `isReference` it may be relative.
  static func isURI(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, isReference: Bool = false, isInternational: Bool = false
  ) -> Bool {
    var reader = FormatReader(bytes, count)
    let hasScheme = scheme(&reader)
    guard hasScheme || isReference else { return false }
    if !hasScheme { reader = FormatReader(bytes, count) }
    if reader.next == UInt8(ascii: "/") {
      reader.skip()
      if reader.accept("/"), !authority(&reader, isInternational) { return false }
    } else if !hasScheme {
      // Without a scheme, a colon in the first segment would end one.
      while character(&reader, isInternational, allowsColon: false) {}
      if reader.next == UInt8(ascii: ":") { return false }
    }
    while reader.accept("/") || character(&reader, isInternational) {}
    if reader.accept("?") {
      while reader.accept("/") || reader.accept("?") || character(&reader, isInternational, isQuery: true) {}
    }
    if reader.accept("#") { while reader.accept("/") || reader.accept("?") || character(&reader, isInternational) {} }
    return reader.isAtEnd
  }

  /// Reads a scheme and its colon.
  private static func scheme(_ reader: inout FormatReader) -> Bool {
    guard isLetter(reader.next) else { return false }
    while isLetter(reader.next) || isDigit(reader.next) || reader.next == UInt8(ascii: "+")
      || reader.next == UInt8(ascii: "-") || reader.next == UInt8(ascii: ".")
    {
      reader.skip()
    }
    return reader.accept(":")
  }

  /// Reads `user@host:port`; the reader stands before a `/`, `?` or `#`, or at the end then.
  private static func authority(_ reader: inout FormatReader, _ isInternational: Bool) -> Bool {
    let start = reader
    while character(&reader, isInternational, allowsAt: false) {}
    if !reader.accept("@") { reader = start }
    if reader.accept("[") {
      let literal = reader.index
      while !reader.isAtEnd, reader.next != UInt8(ascii: "]") { reader.skip() }
      let (bytes, count) = reader.bytes(since: literal)
      guard reader.accept("]"), isIPv6(bytes, count) || isFutureAddress(bytes, count) else { return false }
    } else {
      while character(&reader, isInternational, allowsColon: false, allowsAt: false) {}
    }
    if reader.accept(":") { _ = reader.digits() }
    switch reader.next {
    case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return true
    default: return reader.isAtEnd
    }
  }

  /// `v1.x`, with characters that need no encoding.
  private static func isFutureAddress(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var reader = FormatReader(bytes, count)
    guard reader.accept("v") || reader.accept("V"), isHexadecimal(reader.next) else { return false }
    while isHexadecimal(reader.next) { reader.skip() }
    guard reader.accept("."), !reader.isAtEnd, reader.next != UInt8(ascii: "%") else { return false }
    while reader.next != UInt8(ascii: "%"), character(&reader, false, allowsAt: false) {}
    return reader.isAtEnd
  }

  /// Reads a character of a path (`pchar`), an encoded one too.
  @inline(__always)
  private static func character(
    _ reader: inout FormatReader, _ isInternational: Bool, allowsColon: Bool = true, allowsAt: Bool = true,
    isQuery: Bool = false
  ) -> Bool {
    let byte = reader.next
    if isLetter(byte) || isDigit(byte) {
      reader.skip()
      return true
    }
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "!"),
      UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="):
      reader.skip()
      return true
    case UInt8(ascii: ":"):
      if allowsColon { reader.skip() }
      return allowsColon
    case UInt8(ascii: "@"):
      if allowsAt { reader.skip() }
      return allowsAt
    case UInt8(ascii: "%"): return reader.percentEncoded()
    default: return byte >= 0x80 && isInternational && internationalCharacter(&reader, isQuery: isQuery)
    }
  }

  /// Reads a scalar that an IRI may have beside ASCII (RFC 3987, section 2.2); private ones only in a query.
  static func internationalCharacter(_ reader: inout FormatReader, isQuery: Bool) -> Bool {
    var behind = reader
    guard let scalar = behind.scalar() else { return false }
    let isAllowed =
      switch scalar {
      case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF, 0xE1000...0xEFFFD: true
      case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: isQuery
      default: (0x10000...0xDFFFF).contains(scalar) && scalar & 0xFFFF <= 0xFFFD
      }
    if isAllowed { reader = behind }
    return isAllowed
  }
}
