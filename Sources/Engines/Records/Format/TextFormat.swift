/// The formats of JSON Schema, from draft 4 to 2020-12.
///
/// A text is asked as its bytes, which must be UTF-8. The common formats read them once and allocate nothing.
enum TextFormat: UInt8, CaseIterable, Sendable {
  case dateTime, date, time, duration
  case email, idnEmail
  case hostname, idnHostname
  case ipv4, ipv6
  case uri, uriReference, iri, iriReference, uriTemplate
  case jsonPointer, relativeJSONPointer
  case regex
  case uuid

  /// Nil for a format that the standard does not define; it is an annotation then.
  init?(schemaName: String) {
    guard let format = Self.allCases.first(where: { $0.schemaName == schemaName }) else { return nil }
    self = format
  }

  var schemaName: String {
    switch self {
    case .dateTime: "date-time"
    case .date: "date"
    case .time: "time"
    case .duration: "duration"
    case .email: "email"
    case .idnEmail: "idn-email"
    case .hostname: "hostname"
    case .idnHostname: "idn-hostname"
    case .ipv4: "ipv4"
    case .ipv6: "ipv6"
    case .uri: "uri"
    case .uriReference: "uri-reference"
    case .iri: "iri"
    case .iriReference: "iri-reference"
    case .uriTemplate: "uri-template"
    case .jsonPointer: "json-pointer"
    case .relativeJSONPointer: "relative-json-pointer"
    case .regex: "regex"
    case .uuid: "uuid"
    }
  }

  /// What a text of the format is, to be read after "must be".
  var sentence: String {
    switch self {
    case .dateTime: "a date and time such as 2024-05-31T12:00:00Z"
    case .date: "a date such as 2024-05-31"
    case .time: "a time with its offset such as 12:00:00Z or 12:00:00+02:00"
    case .duration: "a duration such as P1DT12H"
    case .email: "an e-mail address"
    case .idnEmail: "an e-mail address, which may have letters of any script"
    case .hostname: "a host name such as www.example.org"
    case .idnHostname: "a host name, which may have letters of any script"
    case .ipv4: "an IPv4 address such as 192.0.2.1"
    case .ipv6: "an IPv6 address such as 2001:db8::1"
    case .uri: "a URI with a scheme, such as https://example.org/page"
    case .uriReference: "a URI or a relative reference such as ../page"
    case .iri: "an IRI with a scheme, such as https://example.org/Straße"
    case .iriReference: "an IRI or a relative reference such as ../Straße"
    case .uriTemplate: "a URI template such as https://example.org/{id}"
    case .jsonPointer: "a JSON Pointer such as /items/0"
    case .relativeJSONPointer: "a relative JSON Pointer such as 1/items"
    case .regex: "a regular expression of ECMA-262"
    case .uuid: "a UUID such as 123e4567-e89b-12d3-a456-426614174000"
    }
  }

  /// Whether the text is of this format; the bytes must be UTF-8.
  func matches(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    switch self {
    case .dateTime: Self.isDateTime(bytes, count)
    case .date: count == 10 && Self.isDate(bytes)
    case .time: Self.isTime(bytes, count)
    case .duration: Self.isDuration(bytes, count)
    case .email: Self.isEmail(bytes, count)
    case .idnEmail: Self.isEmail(bytes, count, isInternational: true)
    case .hostname: Self.isHostName(bytes, count)
    case .idnHostname: Self.isInternationalHostName(bytes, count)
    case .ipv4: Self.isIPv4(bytes, count)
    case .ipv6: Self.isIPv6(bytes, count)
    case .uri: Self.isURI(bytes, count)
    case .uriReference: Self.isURI(bytes, count, isReference: true)
    case .iri: Self.isURI(bytes, count, isInternational: true)
    case .iriReference: Self.isURI(bytes, count, isReference: true, isInternational: true)
    case .uriTemplate: Self.isURITemplate(bytes, count)
    case .jsonPointer: Self.isJSONPointer(bytes, count)
    case .relativeJSONPointer: Self.isRelativeJSONPointer(bytes, count)
    case .regex: Self.isPattern(bytes, count)
    case .uuid: Self.isUUID(bytes, count)
    }
  }
}
