import Testing

@testable import DataRecords

/// Runs of bytes look at many bytes at a step; the automaton follows them one by one.
@Suite struct `A pattern that is a row of runs` {
  private static let patterns = [
    "^[a-c]+$", "^[a-c]{2,5}$", "^a[b-c]*$", "^x?[0-9]{3}-[0-9]{1,4}$", "^[^a]+$", "^[^\\u0000-\\u007f]*z",
    "^[A-Z][A-Z0-9]{1,9}-[0-9]+$", "^C[0-9A-Z]{6,12}-[0-9]{10}\\.[0-9]{6}$", "^-[a-z]-", "^[a-z]{70,80}$",
    "^[\\u0000a-z]+C",
  ]

  @Test(arguments: patterns) func `agrees with its automaton on texts of every length`(text: String) throws {
    var parser = PatternParser(text)
    let syntax = try parser.parse()
    let runs = try #require(PatternRuns(syntax.root))
    let program = try #require(try PatternProgram(syntax.root))
    let quick = try #require(PatternAutomaton(program, runs: runs))
    let slow = try #require(PatternAutomaton(program, runs: nil))
    var random = RandomRecords(seed: 7)
    for count in 0...100 {
      for _ in 0..<40 {
        let letters = Array("aaaabbccxyzABZ0123456789-.C\u{e9}".unicodeScalars)
        var string = String.UnicodeScalarView()
        // Mostly one letter over and over, so that long runs come about.
        let favourite = random.pick(letters)
        for _ in 0..<count { string.append(random.chance(0.05) ? random.pick(letters) : favourite) }
        let text = String(string)
        #expect(Self.matches(quick, text) == Self.matches(slow, text), "\(text)")
      }
    }
  }

  @Test(arguments: [
    "ABC-1", "ABCDEFGHIJ-12345", "A-1", "CLTBVMFN9-1736771528.851605", "C12345-1736771528.85160", "-a-", "-a", "x123-4",
    "",
  ]) func `agrees with its automaton on what it is made for`(text: String) throws {
    for pattern in Self.patterns {
      var parser = PatternParser(pattern)
      let syntax = try parser.parse()
      let program = try #require(try PatternProgram(syntax.root))
      let quick = try #require(PatternAutomaton(program, runs: PatternRuns(syntax.root)))
      let slow = try #require(PatternAutomaton(program, runs: nil))
      #expect(Self.matches(quick, text) == Self.matches(slow, text), "\(pattern)")
    }
  }

  /// Asks with a copy of exactly this size, so that reading too far is found by a sanitizer.
  private static func matches(_ automaton: PatternAutomaton, _ text: String) -> Bool {
    let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(text.utf8.count, 1))
    defer { memory.deallocate() }
    _ = memory.update(fromContentsOf: Array(text.utf8))
    return memory.baseAddress.map { automaton.tables.matches($0, text.utf8.count) } ?? false
  }
}
