/// The formats of JSON Schema that are asserted.
enum TextFormat: UInt8, CaseIterable {
  case dateTime, date, email, uri, uuid

  init?(schemaName: String) {
    guard let format = Self.allCases.first(where: { $0.schemaName == schemaName }) else { return nil }
    self = format
  }

  var schemaName: String {
    switch self {
    case .dateTime: "date-time"
    case .date: "date"
    case .email: "email"
    case .uri: "uri"
    case .uuid: "uuid"
    }
  }

  var sentence: String {
    switch self {
    case .dateTime: "a date and time such as 2024-05-31T12:00:00Z"
    case .date: "a date such as 2024-05-31"
    case .email: "an e-mail address"
    case .uri: "a URI with a scheme, such as https://example.org/page"
    case .uuid: "a UUID such as 123e4567-e89b-12d3-a456-426614174000"
    }
  }

  func matches(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    switch self {
    case .dateTime: Self.isDateTime(bytes, count)
    case .date: count == 10 && Self.isDate(bytes)
    case .email: Self.isEmail(bytes, count)
    case .uri: Self.isURI(bytes, count)
    case .uuid: Self.isUUID(bytes, count)
    }
  }
}
