extension ExactNumber {
  /// Reads a JSON number literal (RFC 8259, section 6).
  ///
  /// - Returns: nil if the text is not such a literal, or if the number has more than ``maximumDigits`` significant
  ///   digits or a digit beyond ``maximumExponent``.
  /// - Complexity: linear in the text.
  public init?(json text: UnsafeBufferPointer<UInt8>) {
    var literal = Literal(text)
    let isNegative = literal.accept(UInt8(ascii: "-"))
    guard let whole = literal.digits(), whole.count == 1 || text[whole.lowerBound] != UInt8(ascii: "0") else {
      return nil
    }
    var fraction = whole.upperBound..<whole.upperBound
    if literal.accept(UInt8(ascii: ".")) {
      guard let digits = literal.digits() else { return nil }
      fraction = digits
    }
    var exponent = 0
    if literal.accept(UInt8(ascii: "e")) || literal.accept(UInt8(ascii: "E")) {
      let isDown = literal.accept(UInt8(ascii: "-"))
      if !isDown { _ = literal.accept(UInt8(ascii: "+")) }
      guard let digits = literal.digits() else { return nil }
      exponent = Self.saturated(text[digits])
      if isDown { exponent = -exponent }
    }
    guard literal.isAtEnd else { return nil }
    // One run of digits with, at most, the point inside it.
    let figures = text[whole.lowerBound..<fraction.upperBound]
    let point = UInt8(ascii: ".")
    guard let first = figures.firstIndex(where: { $0 != UInt8(ascii: "0") && $0 != point }),
      let last = figures.lastIndex(where: { $0 != UInt8(ascii: "0") && $0 != point }),
      last &- first <= Self.maximumDigits
    else {
      self.init(isZeroLiteral: figures)
      return
    }
    let places = last < whole.upperBound ? whole.upperBound &- 1 &- last : whole.upperBound &- last
    self.init(
      isNegative: isNegative, digits: figures[first...last].lazy.filter { $0 != point }.map { $0 & 0x0F },
      exponent: exponent &+ places)
  }

  /// Reads a JSON number literal (RFC 8259, section 6); nil as for bytes.
  public init?(json text: some StringProtocol) {
    var text = String(text)
    guard let number = text.withUTF8({ ExactNumber(json: $0) }) else { return nil }
    self = number
  }

  /// Zero, unless a figure is not 0.
  private init?(isZeroLiteral figures: Slice<UnsafeBufferPointer<UInt8>>) {
    guard figures.allSatisfy({ $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }) else { return nil }
    self.init(isNegative: false, digits: EmptyCollection(), exponent: 0)
  }

  /// The number that the digits write, or one that is far beyond every limit.
  private static func saturated(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    var value = 0
    for digit in digits {
      value = value &* 10 &+ Int(digit & 0x0F)
      if value > 1 << 52 { return 1 << 52 }
    }
    return value
  }

  /// A position in a literal.
  private struct Literal {
    private let text: UnsafeBufferPointer<UInt8>
    private var offset = 0

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    var isAtEnd: Bool { offset == text.count }

    mutating func accept(_ byte: UInt8) -> Bool {
      guard offset < text.count, text[offset] == byte else { return false }
      offset &+= 1
      return true
    }

    /// At least one digit.
    mutating func digits() -> Range<Int>? {
      let start = offset
      while offset < text.count, text[offset] &- UInt8(ascii: "0") < 10 { offset &+= 1 }
      return offset > start ? start..<offset : nil
    }
  }
}
