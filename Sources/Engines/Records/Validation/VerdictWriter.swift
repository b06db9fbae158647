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
  /// Members whose name is there twice are warnings: `,"warnings":[{"instanceLocation":"/a","warning":"…"}]`, behind the
  /// errors. A record with nothing but warnings is valid.
  mutating func judged(_ record: Int, errors: [SchemaViolation], duplicates: [JSONPointer]) {
    begin(record, isValid: errors.isEmpty)
    let start = byteCount
    if !errors.isEmpty {
      writer.key("errors")
      writer.beginArray()
      for error in errors where byteCount - start < Self.enoughBytes {
        writer.beginObject()
        write("instanceLocation", error.instanceLocation.description)
        write("keywordLocation", error.keywordLocation.description)
        write("error", error.sentence)
        writer.endObject()
      }
      writer.endArray()
    }
    if !duplicates.isEmpty {
      writer.key("warnings")
      writer.beginArray()
      for duplicate in duplicates where byteCount - start < Self.enoughBytes {
        writer.beginObject()
        write("instanceLocation", duplicate.description)
        write("warning", SchemaProgram.subject(duplicate) + " is there more than once")
        writer.endObject()
      }
      writer.endArray()
    }
    end()
  }

  private mutating func write(_ name: String, _ text: String) {
    writer.key(name)
    writer.string(text)
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
