/// Failures as newline-delimited JSON, one a line.
///
/// ```json
/// {"record":17,"key":"MSG-18","pointer":"/priority","rule":"enum","sentence":"priority must be …","excerpt":"{\"id\":…"}
/// ```
///
/// `record` counts from 0, as in the verdicts of `dataops records validate`; `key` and `excerpt` are there where they are
/// known.
public struct FailureLines: Sendable {
  private var writer = JSONWriter()

  /// No lines yet.
  public init() {}

  /// What was written so far, whole lines of UTF-8.
  public var bytes: [UInt8] { writer.bytes }

  var byteCount: Int { writer.bytes.count }

  /// What was written since it was last taken.
  mutating func take() -> [UInt8] {
    let bytes = writer.bytes
    writer = JSONWriter()
    return bytes
  }

  /// Writes a line for every failing example of the report.
  public mutating func write(_ report: QualityReport) {
    for failure in report.failures { write(failure) }
  }

  /// - Parameter failure: of a record counted from 1.
  public mutating func write(_ failure: QualityExample) {
    writer.beginObject()
    writer.key("record")
    writer.integer(Int64(failure.record &- 1))
    if let key = failure.key {
      writer.key("key")
      writer.string(key)
    }
    writer.key("pointer")
    writer.string(failure.pointer.description)
    writer.key("rule")
    writer.string(failure.rule)
    writer.key("sentence")
    writer.string(failure.sentence)
    if let excerpt = failure.excerpt {
      writer.key("excerpt")
      writer.string(excerpt)
    }
    writer.endObject()
    writer.newline()
  }
}
