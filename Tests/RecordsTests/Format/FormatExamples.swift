import Testing

@testable import DataRecords

/// Texts that a format accepts and refuses.
struct FormatExamples: Sendable, CustomTestStringConvertible {
  let format: TextFormat
  let yes: [String]
  let no: [String]

  var testDescription: String { format.schemaName }

  func check() {
    for text in yes { #expect(format.accepts(Array(text.utf8)), "\(text.debugDescription)") }
    for text in no { #expect(!format.accepts(Array(text.utf8)), "\(text.debugDescription)") }
  }
}

extension TextFormat {
  /// Asks with a copy of exactly this size, so that reading too far is found by a sanitizer.
  func accepts(_ bytes: [UInt8]) -> Bool {
    let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(bytes.count, 1))
    defer { memory.deallocate() }
    _ = memory.update(fromContentsOf: bytes)
    return memory.baseAddress.map { matches($0, bytes.count) } ?? false
  }
}
