import Testing

@testable import DataRecords

@Suite struct `Limits of patterns` {
  @Test(arguments: [
    "((((a{100}){100}){100}){100})", "((a|b){1000}){1000}", "(?:(?=a)b{60000}){60000}",
    String(repeating: "(", count: 5000), String(repeating: "a", count: 200_000),
    "(?<=(?:a|bb|ccc|dddd){0,60})x(?=y)", "(?<=a{256})(?=y)",
  ])
  func `refuse what would grow without bound`(text: String) {
    #expect(throws: PatternError.self) { try RecordPattern(compiling: text) }
  }

  @Test(arguments: [
    "(a?){30000}", "(a{1000}){1000}|a", "(\\p{L}{1,50}){1,40}\\b", String(repeating: "[^é]{0,9}|", count: 3000),
  ])
  func `end quickly for a pattern of any size`(text: String) throws {
    guard let pattern = try? RecordPattern(compiling: text) else { return }
    #expect(pattern.matches("aaaa"))
  }

  @Test func `match a hostile text in linear time`() throws {
    let pattern = try RecordPattern(compiling: "^(a+)+$")
    #expect(!pattern.matches(String(repeating: "a", count: 100_000) + "b"))
  }

  @Test func `match without a table when the table would be too large`() throws {
    let pattern = try RecordPattern(compiling: "a(a|b){20}c")
    #expect(pattern.automaton == nil)
    let tail = String(repeating: "ab", count: 10)
    #expect(pattern.matches("bbba\(tail)c"))
    #expect(!pattern.matches("bbbb\(tail)c"))
  }

  @Test(arguments: ["^(?=a)(a+)+$", "(a*)*\\1[cd]", "(?!x)(?:a|aa)+$", "^(?=a)(?:.*){9}[xy]"])
  func `give up a match that takes too many steps, and say so`(text: String) throws {
    let pattern = try RecordPattern(compiling: text)
    var hostile = String(repeating: "a", count: 20_000) + "b!"
    let outcome = hostile.withUTF8 { pattern.outcome(utf8: $0) }
    #expect(outcome == .exceededLimit)
    #expect(!pattern.matches(hostile))
  }

  @Test func `do not limit long texts that match step by step`() throws {
    let pattern = try RecordPattern(compiling: "(?<!a)c(?!d)")
    #expect(pattern.matches(String(repeating: "acd", count: 1_000_000) + "c"))
    #expect(!pattern.matches(String(repeating: "acd", count: 1_000_000)))
  }

  @Test func `match on many threads at once`() async throws {
    let pattern = try RecordPattern(compiling: "^(?<a>\\w+) (?!\\k<a>)")
    let counts = await withTaskGroup(of: Int.self) { group in
      for thread in 0..<8 {
        group.addTask { (0..<500).count { pattern.matches("x\($0) x\($0 % (thread + 1))") } }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts.sorted() == (1...8).map { 500 - $0 }.sorted())
  }

  @Test func `match nothing in bytes that are not UTF-8`() throws {
    let bytes: [UInt8] = [0x61, 0xFF, 0xC3]
    for text in ["(?=a)", "^.{3}$"] {
      let pattern = try RecordPattern(compiling: text)
      #expect(!bytes.withUnsafeBufferPointer { pattern.matches(utf8: $0) })
    }
  }
}
