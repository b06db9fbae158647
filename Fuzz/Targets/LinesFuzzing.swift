@testable import DataRecords

/// Lines are read and judged in their batch as each is by itself, and a name that stands twice in one is noticed.
enum LinesFuzzing: FuzzTarget {
  static let name = "lines"

  static func check(_ bytes: UnsafeRawBufferPointer) throws {
    let schema = try RecordSchema(compiling: ["properties": ["a": ["type": "integer"]]])
    var inPlace = RecordReader(schema.program, maximumRecordBytes: 1 << 20, maximumViolations: 10)
    var alone = RecordReader(schema.program, maximumRecordBytes: 1 << 20, maximumViolations: 10)
    let repeated = DuplicateNames()
    var stream = RecordStream(MemoryByteSource(Array(bytes)), form: .ndjson)
    var batch = RecordBatch()
    while (try? stream.read(into: &batch)) == true {
      for span in batch.spans {
        let record = batch.record(span)
        let value = inPlace.read(record, isPadded: true)
        let wanted = alone.read(record, isPadded: false)
        try hold(value?.copy == wanted?.copy, "a line in its batch is read otherwise than alone")
        guard let value else { continue }
        try hold(inPlace.isValid == alone.isValid, "a line in its batch is judged otherwise than alone")
        try hold(inPlace.mayRepeatNames || !repeated.exist(in: value), "a name that stands twice is not noticed")
      }
    }
  }
}
