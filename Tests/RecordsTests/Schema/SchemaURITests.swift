import Testing

@testable import DataRecords

@Suite struct `A schema URI` {
  /// The examples of RFC 3986, clause 5.4, with the base `http://a/b/c/d;p?q`.
  @Test(arguments: [
    ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
    ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"),
    ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"), ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"),
    ("..", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../g", "http://a/g"),
    ("../../../g", "http://a/g"), ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."),
    ("..g", "http://a/b/c/..g"), ("./g/.", "http://a/b/c/g/"), ("g/../h", "http://a/b/c/h"),
    ("g;x=1/../y", "http://a/b/c/y"), ("g?y/./x", "http://a/b/c/g?y/./x"),
  ])
  func `resolves a reference as the standard does`(reference: String, target: String) {
    #expect(SchemaURI("http://a/b/c/d;p?q").resolving(reference).description == target)
  }

  @Test func `resolves the fragment of a name`() {
    let base = SchemaURI("urn:example:person#top")
    #expect(base.resolving("#/a%20b").description == "urn:example:person#/a%20b")
    #expect(base.resolving("#/a%20b").decodedFragment == "/a b")
    #expect(base.withoutFragment == "urn:example:person")
    #expect(SchemaURI("x#%FF").decodedFragment == nil)
    #expect(SchemaURI("x#%+1").decodedFragment == nil)
    #expect(SchemaURI("x#%2").decodedFragment == nil)
  }

  @Test func `escapes what a fragment must not hold`() {
    #expect(SchemaURI.encoded(fragment: "/a b/ü/^/~1") == "/a%20b/%C3%BC/%5E/~1")
  }
}
