import CSimdJSON

extension TextFormat {
  /// A URI of RFC 3986, or with `isInternational` an IRI of RFC 3987; with `isReference` it may be relative.
  static func isURI(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, isReference: Bool = false, isInternational: Bool = false
  ) -> Bool {
    var reader = FormatReader(bytes, count)
    let hasScheme = scheme(&reader)
    guard hasScheme || isReference else { return false }
    if !hasScheme { reader = FormatReader(bytes, count) }
    if reader.accept("/") {
      if reader.accept("/"), !authority(&reader, isInternational) { return false }
    } else if !hasScheme {
      // Without a scheme, a colon in the first segment would end one.
      characters(bytes_of_names, &reader, isInternational)
      if reader.next == UInt8(ascii: ":") { return false }
    }
    characters(bytes_of_paths, &reader, isInternational)
    if reader.accept("?") { characters(bytes_of_queries, &reader, isInternational, isQuery: true) }
    if reader.accept("#") { characters(bytes_of_queries, &reader, isInternational) }
    return reader.isAtEnd
  }

  /// Reads a scheme and its colon.
  private static func scheme(_ reader: inout FormatReader) -> Bool {
    guard isLetter(reader.next) else { return false }
    reader.skip(bytes_of_schemes)
    return reader.accept(":")
  }

  /// Reads `user@host:port`; the reader stands before a `/`, `?` or `#`, or at the end then.
  private static func authority(_ reader: inout FormatReader, _ isInternational: Bool) -> Bool {
    let start = reader
    characters(bytes_of_users, &reader, isInternational)
    if !reader.accept("@") { reader = start }
    if reader.accept("[") {
      let literal = reader.index
      while !reader.isAtEnd, reader.next != UInt8(ascii: "]") { reader.skip() }
      let (bytes, count) = reader.bytes(since: literal)
      guard reader.accept("]"), isIPv6(bytes, count) || isFutureAddress(bytes, count) else { return false }
    } else {
      characters(bytes_of_hosts, &reader, isInternational)
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
    guard reader.accept("."), !reader.isAtEnd else { return false }
    reader.skip(bytes_of_users)
    return reader.isAtEnd
  }

  /// Reads as many characters of the set as there are, and encoded ones; in an IRI, those beyond ASCII too.
  @inline(__always)
  private static func characters(
    _ set: byte_class, _ reader: inout FormatReader, _ isInternational: Bool, isQuery: Bool = false
  ) {
    repeat {
      reader.skip(set)
    } while reader.percentEncoded()
      || isInternational && reader.next >= 0x80 && internationalCharacter(&reader, isQuery: isQuery)
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
