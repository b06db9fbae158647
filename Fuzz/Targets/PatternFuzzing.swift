@testable import DataRecords

/// A pattern on the first line, a text behind it: every pattern compiles or is refused, and every match ends.
enum PatternFuzzing: FuzzTarget {
  static let name = "pattern"

  static func check(_ bytes: UnsafeRawBufferPointer) throws {
    let (pattern, text) = bytes.splitAtNewline
    guard let source = String(validating: pattern, as: UTF8.self), String(validating: text, as: UTF8.self) != nil,
      let compiled = try? RecordPattern(compiling: source)
    else { return }
    let first = compiled.matches(utf8: text.bindMemory(to: UInt8.self))
    let second = compiled.matches(utf8: text.bindMemory(to: UInt8.self))
    try hold(first == second, "a pattern matches only now and then")
  }
}
