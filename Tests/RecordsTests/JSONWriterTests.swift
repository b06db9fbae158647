import Testing

@testable import DataRecords

@Suite struct `The writer` {
  private func text(_ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func `puts commas where they belong`() {
    let text = text { writer in
      for _ in 0..<2 {
        writer.beginObject()
        writer.key("a")
        writer.beginArray()
        writer.integer(1)
        writer.null()
        writer.beginObject()
        writer.endObject()
        writer.beginArray()
        writer.endArray()
        writer.endArray()
        writer.key("b")
        writer.raw(Array("[0]".utf8))
        writer.key("c")
        writer.bool(false)
        writer.endObject()
        writer.newline()
      }
    }
    let line = #"{"a":[1,null,{},[]],"b":[0],"c":false}"# + "\n"
    #expect(text == line + line)
  }

  @Test func `escapes every character that must be escaped, wherever it stands`() throws {
    for code in UInt8(0)..<0x80 {
      for padding in [0, 1, 15, 16, 17, 40] {
        let value = String(repeating: "x", count: padding) + String(Unicode.Scalar(code)) + "é"
        let written = text { $0.string(value) }
        #expect(try JSONValue(parsing: written) == .string(value))
      }
    }
  }

  @Test func `escapes names as it escapes strings`() {
    #expect(text { $0.key("a\"\n") } == #""a\"\n":"#)
  }

  @Test func `writes substrings and raw UTF-8`() {
    #expect(text { $0.string("hello\tworld".dropFirst(4)) } == #""o\tworld""#)
    let repaired = text { writer in
      [0x61, 0xFF, 0x62].withUnsafeBufferPointer { writer.string(utf8: $0) }
    }
    #expect(repaired == "\"a\u{FFFD}b\"")
    #expect(text { writer in [UInt8]().withUnsafeBufferPointer { writer.string(utf8: $0) } } == "\"\"")
  }

  @Test func `writes numbers that read back as the same`() throws {
    for number in [0.1, 1e300, -2.5e-8, .leastNonzeroMagnitude, 123456789.125, .pi] {
      #expect(try JSONValue(parsing: text { $0.number(number) }) == .number(number))
    }
    #expect(text { $0.integer(.min) } == "-9223372036854775808")
    #expect(text { $0.number(.infinity) } == "null")
    #expect(text { $0.number(.nan) } == "null")
  }

  @Test func `starts anew after removing all`() {
    let text = text { writer in
      writer.integer(1)
      writer.removeAll(keepingCapacity: true)
      writer.integer(2)
    }
    #expect(text == "2")
  }
}
