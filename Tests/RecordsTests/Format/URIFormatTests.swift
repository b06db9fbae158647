import Testing

@testable import DataRecords

@Suite struct `Formats of URIs` {
  @Test(arguments: [
    FormatExamples(
      format: .uri,
      yes: [
        "https://example.org/a?b=%20c#d", "urn:isbn:0451450523", "mailto:a@b", "http://[::1]:80/", "http://[v1.a:b]/",
        "http://-.~_!$&'()*+,;=:%40:80%2f::::::@example.com", "file:///a", "a:", "a://", "http://h:/", "a:b:c", "a:/?",
        "http://a/?x/?:@#y/?:@",
      ],
      no: [
        "", "example.org", "/a", "1a:b", "http://a b", "a:%zz", "a:%2", "a:#b#c", "a:é", ":a", "a:\0", "a:[b]", "a:{b}",
        "http://h:8o/", "http://[::1", "http://[::1]x/", "http://[v.a]/", "http://[vg.a]/", "http://[v1.]/",
        "bar,baz:foo",
        "http://a@b@c/", "http://2001:db8::7/", "//a/b", "a:\"b\"", "a:\\b",
      ]),
    FormatExamples(
      format: .uriReference, yes: ["", "//a/b", "/a", "../a?b#c", "#f", "?q", "a/b:c", "./a:b", "http://a"],
      no: ["1a:b", "%a", "a b", "#a#b", "\\\\a\\b", "//a:b", "/é", "#frag\\ment"]),
    FormatExamples(
      format: .iri, yes: ["http://ƒøø.ßår/?∂éœ=πîx#πîüx", "http://a/?\u{E000}", "a:\u{10000}", "http://é@[::1]/"],
      no: [
        "âππ", "/a", "http://a/\u{E000}", "http://2001:0db8::7334", "a:\u{FFFE}", "a:\u{1FFFE}", "a:\u{80}", "a:é b",
      ]),
    FormatExamples(
      format: .iriReference, yes: ["âππ", "//ƒøø.ßår/?é", "#ƒrägmênt", "", "é/a:b"],
      no: ["#ƒräg\\mênt", "\\\\é", "é:b"]),
  ])
  func `follow RFC 3986 and RFC 3987`(examples: FormatExamples) { examples.check() }

  @Test(arguments: [
    FormatExamples(
      format: .uriTemplate,
      yes: [
        "", "http://example.com/~{term:1}/{term}", "{+a}{#a}{.a}{/a}{;a}{?a,b}{&a}", "{a.b_c%41*,d:9999}", "é{a}",
        "{=a}",
        "%41",
      ],
      no: [
        "{", "}", "{}", "{a", "a}", "{a,}", "{a:0}", "{a:10000}", "{a:}", "{a..b}", "{.}", "{a b}", "%4", "a b", "{é}",
        "a|b",
      ])
  ])
  func `follow RFC 6570`(examples: FormatExamples) { examples.check() }
}
