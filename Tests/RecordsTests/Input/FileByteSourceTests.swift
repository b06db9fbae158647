import Testing

@testable import DataRecords

@Suite struct `A file of records` {
  @Test func `is read from where it lies`() throws {
    let records = StreamedRecords(try FileByteSource(path: #filePath), form: .ndjson)
    #expect(records.texts.first == "import Testing")
    #expect(records.failure == nil)
  }

  @Test func `is refused, naming it, where it is not there or no file`() {
    #expect(throws: InputError(.unopenable, "'/no/such/file' cannot be opened: No such file or directory")) {
      try FileByteSource(path: "/no/such/file")
    }
    #expect(throws: InputError(.unopenable, "'/' is a directory; name a file of records")) {
      try FileByteSource(path: "/")
    }
  }
}
