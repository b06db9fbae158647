import Testing

@testable import DataRecords

@Suite struct `Errors in patterns` {
  @Test(arguments: [
    ("(a", 0), ("a)", 1), ("[a", 0), ("a**", 2), ("*a", 0), ("a{2,1}", 1), ("a{99999}", 2), ("{2}", 0), ("a{2", 1),
    ("[0-9]{6,12$", 5), ("a{1,x}", 1), ("x|+", 2),
    ("^*", 1), ("\\b+", 2), ("(?=a)*", 5), ("(?<=a){2}", 6), ("(?i:\\p{X})", 4), ("[z-a]", 1), ("[\\d-\\x1-]", 4),
    ("a\\", 1),
    ("\\q", 0), ("a\\a", 1), ("\\é", 0), ("\\00", 0), ("\\c1", 0), ("\\x4", 0), ("\\u12", 0), ("\\u{110000}", 0),
    ("\\u{}", 0), ("(a)\\2", 3), ("\\1", 0), ("\\k<x>", 0), ("(?<x>a)\\k", 7), ("(?<1>a)", 3), ("(?<>a)", 3),
    ("(?<a>.)(?<a>.)", 7), ("(?>a)", 0), ("(?ii:a)", 0), ("(?-:a)", 0), ("(?i)a", 0), ("\\p", 0), ("\\p{L", 0),
    ("\\pL", 0), ("\\p{letter}", 0), ("\\p{Script=Klingon}", 0), ("\\p{Script=greek}", 0), ("\\p{sc}", 0),
    ("\\p{Alphabetic=Y}", 0), ("\\p{^L}", 0), ("[\\B]", 1), ("(?<=a+)b", 0), ("(a)(?<=\\1)b", 3),
    ("^(?:(a)|b)*\\1$", 11), ("^(?:(x)?y)+\\1z$", 11), ("(?:\\1(a))+", 3),
    ("(?:(?:(?<n>a)|b)\\k<n>)*", 16), ("(?:(?!(a))b){2}\\1", 15),
  ])
  func `say where they are`(text: String, position: Int) {
    let error = #expect(throws: PatternError.self) { try RecordPattern(compiling: text) }
    #expect(error?.position == position)
  }

  @Test(arguments: [
    ("(ab", "at character 1: this group is not closed"),
    ("a\\q", "at character 2: there is no escape \\q"),
    ("\\p{Latin}", "at character 1: there is no Unicode property Latin"),
  ])
  func `say what is wrong`(text: String, sentence: String) {
    let error = #expect(throws: PatternError.self) { try RecordPattern(compiling: text) }
    #expect(error?.description == sentence)
  }
}
