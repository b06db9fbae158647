/// A host name with labels in any script, valid by IDNA 2008 (RFC 5890 to 5893).
struct InternationalName {
  private static let maximumBytes = 1024

  /// Nil if it is none.
  init?(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    guard count <= Self.maximumBytes else { return nil }
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    var length = -1
    var labels: [InternationalLabel] = []
    for part in text.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: Self.isDot) {
      guard let label = InternationalLabel(Array(part)) else { return nil }
      labels.append(label)
      length += label.encodedLength + 1
    }
    guard length <= 253 else { return nil }
    if labels.contains(where: \.isRightToLeft), !labels.allSatisfy(\.obeysBidiRule) { return nil }
  }

  /// The full stop, and those that stand for it in East Asian texts.
  private static func isDot(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "." || scalar == "\u{3002}" || scalar == "\u{FF0E}" || scalar == "\u{FF61}"
  }
}
