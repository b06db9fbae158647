/// A regular expression of JSON Schema's `pattern`: a subset of ECMA-262, searched anywhere in the text unless
/// anchored.
///
/// Matching takes time linear in the text, whatever the pattern.
public struct RecordPattern: Sendable {
  public let text: String

  private let program: PatternProgram

  /// Nil for the rare pattern whose automaton would be too large; the program is then followed step by step.
  let automaton: PatternAutomaton?

  /// - Throws: ``PatternError`` for wrong or unsupported syntax.
  public init(compiling text: String) throws(PatternError) {
    var parser = PatternParser(text)
    program = try PatternProgram(try parser.parse())
    automaton = PatternAutomaton(program)
    self.text = text
  }

  public func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { matches(utf8: $0) }
  }

  /// The bytes must be valid UTF-8.
  public func matches(utf8 bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return simulate(bytes) }
    return automaton?.tables.matches(base, bytes.count) ?? simulate(bytes)
  }

  private func simulate(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var leaves = program.closure(of: [program.entry], atStart: true, atEnd: bytes.isEmpty)
    for (index, byte) in bytes.enumerated() {
      if leaves.first == 0 { return true }
      let seeds = program.successors(of: leaves, reading: byte) + [program.entry]
      leaves = program.closure(of: seeds, atStart: false, atEnd: index == bytes.count - 1)
    }
    return leaves.first == 0
  }
}
