/// A value that must not reach a log, an error, a table or a file in the clear.
///
/// Printing, interpolating and reflecting give `<redacted>`; only ``reveal()`` gives the value. Deliberately not `Codable`.
package struct Secret<Value: Sendable & Hashable>: Sendable, Hashable {
  private let value: Value

  package init(_ value: Value) {
    self.value = value
  }

  /// The value itself. Call it where the secret leaves for its one legitimate use.
  package func reveal() -> Value { value }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "<redacted>" }
  package var debugDescription: String { "<redacted>" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
