/// How the records of a text are set apart.
///
/// Where nobody says, the first value of the text tells:
/// - an object or array that ends on its line, with another one behind it on the same line: concatenated;
/// - an array that ends on its line, with a value at the beginning of the next line: NDJSON, each line an array;
/// - any other array: the array of the records;
/// - an object that goes on over its line: concatenated; but NDJSON with a bad first line, where the line ends inside of a
///   string, or the next line is a whole object or array by itself;
/// - anything else: NDJSON.
public enum RecordForm: String, Sendable, Hashable, CaseIterable {
  /// Newline-delimited JSON: one record a line, blank lines passed over. A line that is no JSON costs that line only.
  case ndjson
  /// One JSON array; its elements are the records.
  case array
  /// JSON texts one after the other, also over several lines each, with or without white space between them.
  case concatenated
}
