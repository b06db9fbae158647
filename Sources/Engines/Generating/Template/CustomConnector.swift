/// The system that records of the type `custom` stand for.
public enum CustomConnector: String, Sendable, Hashable, CaseIterable, Codable {
  /// Files of Google Drive.
  case gdrive
  /// A client's own kind of record, mapped by the template's ``SearchContract``.
  case custom
}
