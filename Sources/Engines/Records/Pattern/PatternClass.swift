/// A class of characters as it was written: ranges and Unicode properties, perhaps all others, perhaps in any case.
struct PatternClass: Sendable, Hashable {
  var ranges = ScalarSet()
  var properties: [UnicodeProperty] = []
  var isInverted = false
  var ignoresCase = false

  init(_ ranges: ScalarSet = ScalarSet()) { self.ranges = ranges }

  init(_ property: UnicodeProperty) { properties = [property] }

  mutating func formUnion(_ other: PatternClass) {
    ranges.formUnion(other.ranges)
    properties += other.properties
  }

  /// Any character, line ends too.
  static var anything: PatternClass { PatternClass(ScalarSet([0...0x10FFFF])) }
}

extension PatternClass {
  /// The class in the syntax of PCRE2.
  var translation: String {
    let ranges = ranges.withoutSurrogates.ranges
    if ranges.isEmpty, properties.isEmpty { return isInverted ? "(?s:.)" : "(?!)" }
    var text = isInverted ? "[^" : "["
    for range in ranges {
      text += "\\x{\(String(range.lowerBound, radix: 16))}-\\x{\(String(range.upperBound, radix: 16))}"
    }
    for property in properties { text += property.translation }
    return ignoresCase ? "(?i:\(text)])" : text + "]"
  }

  /// The members.
  ///
  /// - Throws: ``PatternError`` if the library's Unicode tables do not know a property.
  func scalars() throws(PatternError) -> ScalarSet {
    guard properties.isEmpty, !ignoresCase || ranges.isASCII else { return try ScalarSet(matching: translation) }
    let members = ignoresCase ? ranges.withOtherCaseOfASCII : ranges
    return isInverted ? members.inverted : members
  }
}

extension ScalarSet {
  fileprivate var isASCII: Bool { ranges.allSatisfy { $0.upperBound < 0x80 } }

  /// With what simple case folding takes for the same as one of the members, which are ASCII.
  fileprivate var withOtherCaseOfASCII: ScalarSet {
    var members = self
    for letter in UInt32(0x61)...0x7A {
      let other = letter - 0x20
      guard ranges.contains(where: { $0.contains(letter) || $0.contains(other) }) else { continue }
      members.insert(letter...letter)
      members.insert(other...other)
      // The Kelvin sign and the long s.
      if letter == 0x6B { members.insert(0x212A...0x212A) }
      if letter == 0x73 { members.insert(0x17F...0x17F) }
    }
    return members
  }
}
