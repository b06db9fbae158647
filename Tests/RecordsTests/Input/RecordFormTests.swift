import Testing

@testable import DataRecords

@Suite struct `The form of a text` {
  @Test(arguments: [
    ("{\"a\":1}\n{\"a\":2}\n", RecordForm.ndjson),
    ("{\"a\":1}", .ndjson),
    ("", .ndjson),
    ("{\"a\":1} x\n", .ndjson),
    ("not json\n{\"a\":1}\n", .ndjson),
    ("1\n2\n", .ndjson),
    // A first line that is cut off.
    ("{\"a\":\n{\"b\":2}\n", .ndjson),
    ("{\"a\":\"x\n{\"b\":2}\n", .ndjson),
    ("{\"a\":", .ndjson),
    // Lines that are arrays.
    ("[1,2]\n[3,4]\n", .ndjson),
    ("\n[1,2]\r\n\r\n[3,4]\r\n", .ndjson),
    ("[1,2]\ntrue\n", .ndjson),
    // One array.
    ("[1,2]", .array),
    ("[]\n", .array),
    ("[{\"a\":1},\n{\"a\":2}]\n", .array),
    ("[\n{\"a\":1},\n{\"a\":2}\n]\n", .array),
    ("[\"x\n", .array),
    ("[1]\n}", .array),
    // Texts in a row.
    ("{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n", .concatenated),
    ("{\"a\":{\n\"b\":1}}", .concatenated),
    ("{\"a\":\n{\"b\":1}}", .concatenated),
    ("{\n}", .concatenated),
    ("{\"a\":1}{\"a\":2}{\"a\":3}", .concatenated),
    ("{\"a\":1} {\"a\":2}\n", .concatenated),
    ("[1][2]", .concatenated),
  ])
  func `is told by its beginning`(text: String, form: RecordForm) {
    for size in [1, 3, .max] {
      #expect(StreamedRecords(text, cutInto: size).form == form, "cut into \(size)")
    }
  }

  @Test func `is told without waiting for what does not matter`() {
    for (text, form) in [
      ("{\"a\":1}\n", RecordForm.ndjson), ("[\n", .array), ("[1]\n2", .ndjson), ("{\"a\":1}{", .concatenated),
      ("{\n\"", .concatenated), ("x", .ndjson),
    ] {
      var bytes = Array(text.utf8)
      let count = bytes.count
      bytes += [UInt8](repeating: 0, count: RecordBatch.padding)
      bytes.withUnsafeBytes {
        #expect(RecordForm.detect(UnsafeRawBufferPointer(rebasing: $0[..<count]), isWhole: false) == form, "\(text)")
      }
    }
  }

  @Test func `can be said instead of told`() {
    #expect(StreamedRecords("[1,2]\n[3]\n", form: .concatenated).texts == ["[1,2]", "[3]"])
    #expect(StreamedRecords("[1,2]\n", form: .ndjson).texts == ["[1,2]"])
    #expect(StreamedRecords("{\"a\":\n1}\n", form: .ndjson).texts == ["{\"a\":", "1}"])
    #expect(StreamedRecords("", form: .array).failure?.message == "there is no array of records")
  }
}
