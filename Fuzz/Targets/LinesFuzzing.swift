@testable import DataRecords

/// Lines whose structure is found together are read as each line is by itself.
enum LinesFuzzing: FuzzTarget {
  static let name = "lines"

  static func check(_ bytes: UnsafeRawBufferPointer) throws {
    let schema = try RecordSchema(compiling: ["properties": ["a": ["type": "integer"]]])
    var together = RecordReader(schema.program, maximumRecordBytes: 1 << 20, maximumViolations: 10)
    var alone = RecordReader(schema.program, maximumRecordBytes: 1 << 20, maximumViolations: 10)
    let repeated = DuplicateNames()
    var stream = RecordStream(MemoryByteSource(Array(bytes)), form: .ndjson)
    var batch = RecordBatch()
    while (try? stream.read(into: &batch)) == true {
      together.begin(batch)
      for span in batch.spans {
        let record = batch.record(span)
        let value = together.read(span, of: batch)
        let wanted = alone.read(record, isPadded: false)
        try hold(value?.copy == wanted?.copy, "a line among others is read otherwise than alone")
        guard let value else { continue }
        try hold(together.isValid == alone.isValid, "a line among others is judged otherwise than alone")
        try hold(together.mayRepeatNames || !repeated.exist(in: value), "a name that stands twice is not noticed")
      }
    }
  }
}
