import DataGenerating
import DataRecords

extension RecordGenerator {
  var lines: [UInt8] { batches(of: 100).reduce([], +) }

  /// SHA-256 of all lines.
  var hash: String { SnapshotHash(of: lines).description }

  func record(_ index: Int) throws -> JSONObject {
    var writer = JSONWriter()
    write(index, to: &writer)
    return try JSONValue(parsing: writer.bytes).object ?? [:]
  }

  func records() throws -> [JSONObject] {
    try (0..<count).map(record)
  }
}
