/// Writes one line of JSON a record: what was found about it.
struct VerdictWriter {
  /// No further error is told of a record about which this many bytes were written.
  private static let enoughBytes = 1 << 20

  private var writer = JSONWriter()

  var byteCount: Int { writer.bytes.count }

  /// What was written since it was last taken.
  mutating func take() -> [UInt8] {
    let bytes = writer.bytes
    writer = JSONWriter(reservingCapacity: min(bytes.count, Self.enoughBytes))
    return bytes
  }

  /// `{"record":0,"valid":true}`, for which it is quicker than the other lines.
  mutating func valid(_ record: Int) {
    writer.bytes.append(contentsOf: #"{"record":"#.utf8)
    writer.bytes.append(contentsOf: String(record).utf8)
    writer.bytes.append(contentsOf: #","valid":true}"#.utf8)
    writer.newline()
  }

  /// `{"record":2,"valid":false,"error":"line 3, column 14: …"}`
  mutating func malformed(_ record: Int, _ message: String, at place: TextPlace) {
    begin(record, isValid: false)
    writer.key("error")
    writer.string("\(place): \(message)")
    end()
  }

  /// `{"record":1,"valid":false,"errors":[{"instanceLocation":"/a","keywordLocation":"/properties/a/type","error":"…"}]}`
  ///
  /// Warnings are a last member of the same shape, with `warning` for `error`; a record with nothing but warnings is valid.
  mutating func judged(_ record: Int, errors: [SchemaViolation], warnings: [SchemaViolation]) {
    begin(record, isValid: errors.isEmpty)
    write(errors, as: "error", in: "errors")
    write(warnings, as: "warning", in: "warnings")
    end()
  }

  private mutating func write(_ violations: [SchemaViolation], as noun: String, in name: String) {
    guard !violations.isEmpty else { return }
    let start = byteCount
    writer.key(name)
    writer.beginArray()
    for violation in violations where byteCount - start < Self.enoughBytes {
      writer.beginObject()
      writer.key("instanceLocation")
      writer.string(violation.pointer.description)
      writer.key("keywordLocation")
      writer.string(violation.keywordLocation.description)
      writer.key(noun)
      writer.string(violation.sentence)
      writer.endObject()
    }
    writer.endArray()
  }

  private mutating func begin(_ record: Int, isValid: Bool) {
    writer.beginObject()
    writer.key("record")
    writer.integer(Int64(record))
    writer.key("valid")
    writer.bool(isValid)
  }

  private mutating func end() {
    writer.endObject()
    writer.newline()
  }
}
