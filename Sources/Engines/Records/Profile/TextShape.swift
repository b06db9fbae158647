/// What all strings of a field are made of: one word with a number behind it, or characters of a few classes.
struct TextShape: Sendable, Hashable, Codable {
  /// Kinds of ASCII characters, as a set.
  struct Classes: OptionSet, Hashable, Codable {
    let rawValue: UInt8

    static let digits = Classes(rawValue: 1)
    /// a to f.
    static let lowerHexadecimal = Classes(rawValue: 2)
    static let upperHexadecimal = Classes(rawValue: 4)
    /// g to z.
    static let lower = Classes(rawValue: 8)
    static let upper = Classes(rawValue: 16)
    static let hyphen = Classes(rawValue: 32)
    static let underscore = Classes(rawValue: 64)
    /// Everything else.
    static let other = Classes(rawValue: 128)
  }

  /// What stands before the digits at the end, the same in every string; nil before the first string.
  private(set) var head: [UInt8]?

  /// Whether the heads differ, or a string does not end in a digit.
  private(set) var isMixed = false

  /// How many digits stand at the end.
  private(set) var fewestDigits = Int.max
  private(set) var mostDigits = 0

  /// Of all characters of all strings; other characters stand alone, because nothing follows from them.
  private(set) var classes: Classes = []

  private enum CodingKeys: String, CodingKey {
    case head, classes
    case isMixed = "is_mixed"
    case fewestDigits = "fewest_digits"
    case mostDigits = "most_digits"
  }

  private static let longestHead = 24
  /// A longer string counts as one of all classes.
  private static let longestText = 128

  /// Whether another string can still change something.
  @inline(__always)
  var isOpen: Bool { !isMixed || !classes.contains(.other) }

  /// - Parameter mayShow: whether the head of this string may stand in the profile.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>, mayShow: Bool) {
    if !classes.contains(.other) { addClasses(text) }
    guard !isMixed else { return }
    var digits = 0
    while digits < text.count, text[text.count &- 1 &- digits] &- 0x30 < 10 { digits &+= 1 }
    let newHead = UnsafeBufferPointer(rebasing: text[..<(text.count &- digits)])
    guard digits > 0, newHead.count <= Self.longestHead, mayShow || newHead.isEmpty,
      head.map({ $0.elementsEqual(newHead) }) ?? true
    else {
      mix()
      return
    }
    if head == nil { head = Array(newHead) }
    fewestDigits = min(fewestDigits, digits)
    mostDigits = max(mostDigits, digits)
  }

  mutating func add(_ other: TextShape) {
    add(other.classes)
    guard !other.isMixed, !isMixed, head == nil || other.head == nil || head == other.head else {
      mix()
      return
    }
    head = head ?? other.head
    fewestDigits = min(fewestDigits, other.fewestDigits)
    mostDigits = max(mostDigits, other.mostDigits)
  }

  private mutating func mix() {
    isMixed = true
    head = nil
    fewestDigits = .max
    mostDigits = 0
  }

  private mutating func addClasses(_ text: UnsafeBufferPointer<UInt8>) {
    guard text.count <= Self.longestText else { return add(.other) }
    var found: UInt8 = 0
    for byte in text { found |= Self.class(of: byte) }
    add(Classes(rawValue: found))
  }

  private mutating func add(_ more: Classes) {
    classes.formUnion(more)
    if classes.contains(.other) { classes = .other }
  }

  @inline(__always)
  private static func `class`(of byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): 1
    case UInt8(ascii: "a")...UInt8(ascii: "f"): 2
    case UInt8(ascii: "A")...UInt8(ascii: "F"): 4
    case UInt8(ascii: "g")...UInt8(ascii: "z"): 8
    case UInt8(ascii: "G")...UInt8(ascii: "Z"): 16
    case UInt8(ascii: "-"): 32
    case UInt8(ascii: "_"): 64
    default: 128
    }
  }
}
