import Testing

@testable import DataRecords

@Suite struct `JSON pointers` {
  private let document: JSONValue = [
    "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "k\"l": 6, " ": 7, "m~n": 8, "deep": [["x": [true]]],
  ]

  @Test(arguments: [
    ("/foo", JSONValue.array(["bar", "baz"])), ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/c%d", 2), ("/e^f", 3),
    ("/k\"l", 6), ("/ ", 7), ("/m~0n", 8), ("/deep/0/x/0", true),
  ])
  func `lead to values as in RFC 6901`(text: String, value: JSONValue) throws {
    let pointer = try #require(JSONPointer(text))
    #expect(pointer.resolve(in: document) == value)
    #expect(pointer.description == text)
  }

  @Test func `lead to the whole document when empty`() {
    #expect(JSONPointer("")?.resolve(in: document) == document)
  }

  @Test(arguments: ["/foo/2", "/foo/-", "/foo/01", "/foo/+1", "/foo/99999999999999999999", "/nothing", "/foo/0/x"])
  func `lead nowhere without an error`(text: String) throws {
    #expect(try #require(JSONPointer(text)).resolve(in: document) == nil)
  }

  @Test(arguments: ["foo", "/a~", "/a~2b"]) func `refuse text that is none`(text: String) {
    #expect(JSONPointer(text) == nil)
  }

  @Test func `escape what is appended`() {
    #expect(JSONPointer().appending("a/b~c").appending(3).description == "/a~1b~0c/3")
  }
}
