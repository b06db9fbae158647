/// A field of a record as people write it: a name, or a JSON pointer such as `/author/id`, in which `*` stands for
/// every element of an array.
struct FieldName: Sendable, Hashable {
  let text: String
  let pointer: JSONPointer

  /// Nil for a pointer that is none (RFC 6901), and for the empty text.
  init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    guard let pointer = text.hasPrefix("/") ? JSONPointer(text) : JSONPointer(tokens: [text]) else { return nil }
    self.text = text
    self.pointer = pointer
  }

  /// Whether it may have several values in one record.
  var isEach: Bool { pointer.tokens.contains("*") }
}
