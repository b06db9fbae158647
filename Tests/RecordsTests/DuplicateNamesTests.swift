import Testing

@testable import DataRecords

@Suite struct `Duplicate names` {
  private let parser = JSONParser()
  private let names = DuplicateNames()

  private func pointers(_ text: String, atMost limit: Int = 10) throws -> [String] {
    try parser.withDocument(text.utf8) { root in names.pointers(in: root, atMost: limit).map(\.description) }
  }

  @Test(
    arguments: [
      ("{}", []), ("1", []), ("[]", []), ("[1,[2,{}]]", []), (#"{"a":1}"#, []), (#"{"a":1,"b":2,"A":3}"#, []),
      (#"{"a":1,"a":2}"#, ["/a"]),
      (#"{"a":{"a":{"a":1}}}"#, []), (#"[{"a":1},{"a":1}]"#, []), (#"{"a":"a","b":"a"}"#, []),
      (#"{"x":[{"a":1,"b":{"c":1,"c":2}}],"y":{"d":1,"d":2}}"#, ["/x/0/b/c", "/y/d"]), (#"{"a":1,"\u0061":2}"#, ["/a"]),
      (#"{"":1,"":2}"#, ["/"]), (#"{"a/b":1,"a\/b":2}"#, ["/a~1b"]), (#"{"\u0000":1,"\u0000\u0000":2,"":3}"#, []),
      (#"{"\u0000":1,"\u0000":2}"#, ["/\0"]),
      (#"{"12345678":1,"123456789":2,"12345678":3,"1234567":4}"#, ["/12345678"]),
      (#"{"a":1,"a":2,"a":3}"#, ["/a", "/a"]),
      (#"{"n":123456789012345678901,"d":1.5,"n":18446744073709551615}"#, ["/n"]), (#"{"é":1,"e\u0301":2}"#, []),
    ] as [(String, [String])])
  func `are found in every object, with pointers`(text: String, expected: [String]) throws {
    #expect(try pointers(text) == expected)
    #expect(try parser.withDocument(text.utf8) { names.exist(in: $0) } == !expected.isEmpty)
  }

  @Test(arguments: [2, 12, 13, 63, 64, 65, 66, 300, 5000])
  func `are found in objects of every size`(count: Int) throws {
    let members = (0..<count).map { "\"a member of number \($0) with a long name\":\($0)" }
    #expect(try pointers("{\(members.joined(separator: ","))}") == [])
    for place in Set([0, count / 2, count - 1]) {
      let text = "{\((members + [members[place]]).joined(separator: ","))}"
      #expect(try pointers(text) == ["/a member of number \(place) with a long name"])
    }
  }

  @Test func `are found in one object after the other`() throws {
    let text =
      "[" + (0..<1000).map { #"{"a\#($0)":1,"b":2,"a\#($0 + 1)":3}"# }.joined(separator: ",") + #",{"b":1,"b":2}]"#
    #expect(try pointers(text) == ["/1000/b"])
  }

  @Test func `are listed up to a limit`() throws {
    let text = "{" + (0..<100).map { _ in #""a":1"# }.joined(separator: ",") + "}"
    #expect(try pointers(text).count == 10)
    #expect(try pointers(text, atMost: 1) == ["/a"])
    #expect(try pointers(text, atMost: 0) == [])
    #expect(try pointers(text, atMost: 1000).count == 99)
  }

  @Test func `are found quickly among names that begin and end alike`() throws {
    let members = (0..<20_000).map { "\"beginning\(String($0 + 100_000).padded)end of a long name\":0" }
    #expect(try pointers("{\(members.joined(separator: ","))}") == [])
    // Small objects, in which every name has the same hash.
    let small =
      "{" + (0..<64).map { "\"beginning\(String($0 + 100_000).padded)end of a long name\":0" }.joined(separator: ",")
      + "}"
    #expect(try pointers("[\(Array(repeating: small, count: 50).joined(separator: ","))]") == [])
  }
}

extension String {
  /// The text in the middle of sixteen spaces.
  fileprivate var padded: String { "        \(self)        " }
}
