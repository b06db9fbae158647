/// How the records of a text are set apart.
public enum RecordForm: String, Sendable, Hashable, CaseIterable {
  /// Newline-delimited JSON: one record a line, blank lines passed over. A line that is no JSON costs that line only.
  case ndjson
  /// One JSON array; its elements are the records.
  case array
  /// JSON texts one after the other, also over several lines each, with or without white space between them.
  case concatenated
}
