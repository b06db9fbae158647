import Testing

@testable import DataRecords

/// What a stream gives, copied out of its batches.
struct StreamedRecords {
  var texts: [String] = []
  var batches = 0
  var oversized: [Int] = []
  var oversizedPlaces: [TextPlace] = []
  var inputBytes = 0
  var mostHeld = 0
  var form: RecordForm?
  var failure: InputError?

  init(_ source: any ByteSource, form: RecordForm? = nil, limits: RecordStream.Limits = .init()) {
    var stream = RecordStream(source, form: form, limits: limits)
    var batch = RecordBatch()
    do throws(InputError) {
      while try stream.read(into: &batch) {
        #expect(batch.number == batches)
        #expect(batch.firstRecord == texts.count + oversized.count)
        if batch.isOversized {
          oversized.append(batch.firstRecord)
          oversizedPlaces.append(batch.start)
        }
        for span in batch.spans { texts.append(String(decoding: batch.record(span), as: UTF8.self)) }
        batches += 1
        inputBytes += batch.inputBytes
        mostHeld = max(mostHeld, batch.capacity + stream.heldBytes)
      }
    } catch { failure = error }
    self.form = stream.form
  }

  init(_ text: String, cutInto size: Int = .max, form: RecordForm? = nil, limits: RecordStream.Limits = .init()) {
    self.init(MemoryByteSource(text.utf8, longestRead: size), form: form, limits: limits)
  }
}

@Suite struct `A stream of records` {
  @Test func `passes over blank lines, line ends and a byte order mark`() {
    let text = "\u{FEFF}{\"a\":1}\r\n\n  \t\r\n{\"a\":2}\n \n{\"a\":3}"
    let records = StreamedRecords(text)
    #expect(records.texts == ["{\"a\":1}\r", #"{"a":2}"#, #"{"a":3}"#])
    #expect(records.form == .ndjson)
    #expect(records.inputBytes == text.utf8.count)
    #expect(records.failure == nil)
  }

  @Test func `is empty where nothing but white space comes`() {
    for text in ["", "\n", " \r\n\t\n", "\u{FEFF}"] {
      let records = StreamedRecords(text)
      #expect(records.texts.isEmpty && records.failure == nil)
      #expect(records.inputBytes == text.utf8.count)
    }
  }

  @Test func `finds the same elements of an array wherever the input is cut`() {
    let text = #"""
       [ {"a":"]}\"[{","b":[[],{}]} ,
        "x,\\", -1.5e3,true,null,[1,[2]],{},"\\\"",{"c":"\\\\"}
      ]

      """#
    let expected = [
      #"{"a":"]}\"[{","b":[[],{}]}"#, #""x,\\""#, "-1.5e3", "true", "null", "[1,[2]]", "{}", #""\\\"""#,
      #"{"c":"\\\\"}"#,
    ]
    for size in [1, 2, 3, 5, 7, 64, .max] {
      let records = StreamedRecords(text, cutInto: size, limits: .init(batchBytes: 64))
      #expect(records.texts == expected, "cut into \(size)")
      #expect(records.form == .array)
      #expect(records.failure == nil)
      #expect(records.inputBytes == text.utf8.count)
    }
  }

  @Test func `finds the same texts in a row wherever the input is cut`() {
    let text =
      "{\n  \"a\": 1\n}\n{\n  \"a\": \"}\\\\\"\n}[1]\"s\"2 true\n{\"long\":\"\(String(repeating: "x\\\"", count: 99))\"}\n"
    let expected = [
      "{\n  \"a\": 1\n}", "{\n  \"a\": \"}\\\\\"\n}", "[1]", "\"s\"", "2", "true",
      "{\"long\":\"\(String(repeating: "x\\\"", count: 99))\"}",
    ]
    for size in [1, 2, 3, 5, 7, 64, .max] {
      let records = StreamedRecords(text, cutInto: size, limits: .init(batchBytes: 64))
      #expect(records.texts == expected, "cut into \(size)")
      #expect(records.form == .concatenated)
      #expect(records.failure == nil)
    }
  }

  @Test func `numbers records over all batches, and finds the same lines wherever the input is cut`() {
    let expected = (0..<500).map { #"{"n":\#($0),"t":"\#(String(repeating: "x", count: $0 % 90))"}"# }
    let text = expected.joined(separator: "\n")
    for size in [1, 13, 64, 1000, .max] {
      let records = StreamedRecords(text, cutInto: size, limits: .init(batchBytes: 256))
      #expect(records.texts == expected, "cut into \(size)")
      #expect(records.batches > 50)
      #expect(records.inputBytes == text.utf8.count)
    }
  }

  @Test(arguments: RecordForm.allCases)
  func `does not keep a record that is too long`(form: RecordForm) {
    let long = "{\"a\":\"" + String(repeating: "y", count: 5000) + "\\\"}\"}"
    let (before, after) = (#"{"a":1}"#, #"{"a":2}"#)
    let text =
      switch form {
      case .ndjson: "\(before)\n\(long)\n\(after)\n"
      case .array: "[\(before),\n\(long),\n\(after)]"
      case .concatenated: "\(before)\n\(long)\n\(after)"
      }
    for size in [1, 100, .max] {
      let records = StreamedRecords(text, cutInto: size, form: form, limits: .init(recordBytes: 1000, batchBytes: 128))
      #expect(records.texts == [before, after])
      #expect(records.oversized == [1])
      #expect(records.oversizedPlaces == [TextPlace(line: 2, column: 1)])
      #expect(records.failure == nil)
      #expect(records.inputBytes == text.utf8.count)
      #expect(records.mostHeld < 4000)
    }
  }

  @Test func `holds no more for a long input than for a short one`() {
    /// Repeats its text without holding it.
    final class Repetition: ByteSource {
      let text: [UInt8]
      var left: Int

      init(_ text: String, count: Int) {
        self.text = Array(text.utf8)
        left = count
      }

      func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        let count = min(buffer.count / text.count, left)
        for index in 0..<count {
          UnsafeMutableRawBufferPointer(rebasing: buffer[(index * text.count)...]).copyBytes(from: text)
        }
        left -= count
        return count * text.count
      }
    }
    let limits = RecordStream.Limits(batchBytes: 16 << 10)
    func held(_ text: String, _ count: Int) -> Int {
      var stream = RecordStream(Repetition(text, count: count), form: .ndjson, limits: limits)
      var batch = RecordBatch()
      var most = 0
      while (try? stream.read(into: &batch)) == true { most = max(most, batch.capacity + stream.heldBytes) }
      return most
    }
    let line = #"{"key":"value","number":12345}"# + "\n"
    // Where the pieces are cut decides on a few bytes more or less.
    #expect(abs(held(line, 20_000) - held(line, 2000)) < 1 << 10)
    #expect(held(line, 20_000) < 128 << 10)
    // White space, too.
    #expect(held("            \n", 50_000) < 128 << 10)
  }

  @Test func `hands on what there is before it waits for more`() {
    /// Gives one line at a time, as a pipe whose writer is slow.
    final class SlowPipe: ByteSource {
      var lines = (0..<3).map { "{\"n\":\($0)}\n" }

      func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        guard !lines.isEmpty else { return 0 }
        let line = lines.removeFirst()
        buffer.copyBytes(from: line.utf8)
        return line.utf8.count
      }

      var isWaiting: Bool { true }
    }
    #expect(StreamedRecords(SlowPipe()).batches == 3)
    let gathered = StreamedRecords("{\"n\":0}\n{\"n\":1}\n{\"n\":2}\n", cutInto: 8)
    #expect(gathered.batches == 1)
  }

  @Test(arguments: [
    ("[{\"a\":1},{\"a\":2}", "line 1, column 17: the input ends before the array of records does", 2),
    ("[1,\n2", "line 2, column 2: the input ends before the array of records does", 2),
    ("[{\"a\":1},\n {\"a\":[", "line 2, column 8: the input ends where 2 brackets are still open", 1),
    ("[{\"a\":1},\n \"abc", "line 2, column 6: the input ends inside of a string", 1),
    (
      "[{\"a\":1}\n {\"a\":2}]",
      "line 2, column 2: a comma or the closing bracket of the array of records must be here", 1
    ),
    ("[{\"a\":1},]", "line 1, column 10: a record must be here", 1),
    ("[,1]", "line 1, column 2: a record must be here", 0),
    ("[1}", "line 1, column 3: a comma or the closing bracket of the array of records must be here", 1),
    (
      "[\n{\"a\":1}\n]\n{\"a\":2}",
      "line 4, column 1: the text goes on after the array of records; several texts in a row are of the form concatenated",
      1
    ),
    ("{\n\"a\":1}\n}", "line 3, column 1: a record must be here", 1),
    ("{\n\"a\":1}\n,", "line 3, column 1: a record must be here", 1),
    ("{\n\"a\":1", "line 2, column 6: the input ends where 1 bracket is still open", 0),
  ])
  func `says where a text does not go on as one`(text: String, message: String, before: Int) {
    for size in [1, .max] {
      let records = StreamedRecords(text, cutInto: size)
      #expect(records.failure?.kind == .brokenStructure)
      #expect(records.failure?.description == message)
      #expect(records.texts.count == before)
    }
  }

  @Test func `refuses other encodings than UTF-8, and says how to convert them`() {
    let text = "{\"a\":1}\n"
    let utf16 = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let utf32: [UInt8] = text.utf8.flatMap { [0, 0, 0, $0] }
    for (bytes, name) in [
      (utf16, "UTF-16"), ([0xFF, 0xFE] + utf16, "UTF-16"), ([0xFE, 0xFF, 0, 0x7B], "UTF-16"), (utf32, "UTF-32"),
      ([0, 0, 0xFE, 0xFF] + utf32, "UTF-32"),
    ] {
      let records = StreamedRecords(MemoryByteSource(bytes, longestRead: 1))
      #expect(records.failure?.kind == .unsupportedEncoding)
      #expect(records.failure?.message.contains("iconv -f \(name) -t UTF-8") == true)
    }
  }

  @Test func `goes on after lines that are no JSON, NUL bytes among them`() {
    let records = StreamedRecords("{\"a\":1}\n\u{0}\u{0}\u{0}\n{\"a\":\n{\"a\":2}\n")
    #expect(records.texts == [#"{"a":1}"#, "\u{0}\u{0}\u{0}", #"{"a":"#, #"{"a":2}"#])
  }
}
