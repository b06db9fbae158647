import DataRecords

/// A piece of text around the words that were found.
struct Snippet: Sendable, Equatable {
  /// What the index writes around a found word; private-use characters, which hardly any text holds.
  static let opening: Unicode.Scalar = "\u{F8F0}"
  static let closing: Unicode.Scalar = "\u{F8F1}"

  var text: String
  /// The found words, in UTF-16 code units of `text`.
  var ranges: [Range<Int>]

  /// Reads a marked text, cut off after `limit` characters; nil when there is no text.
  init?(marked: String, limit: Int) {
    var text = String.UnicodeScalarView()
    var ranges: [Range<Int>] = []
    var start: Int?
    var position = 0
    var length = 0
    for scalar in marked.unicodeScalars {
      if scalar == Self.opening {
        start = position
      } else if scalar == Self.closing {
        if let start, start < position { ranges.append(start..<position) }
        start = nil
      } else {
        guard length < limit else { break }
        let isBreak = scalar == "\n" || scalar == "\r" || scalar == "\t"
        text.append(isBreak ? " " : scalar)
        position += UTF16.width(scalar)
        length += 1
      }
    }
    if let start, start < position { ranges.append(start..<position) }
    self.text = String(text)
    self.ranges = ranges
    if self.text.allSatisfy(\.isWhitespace) { return nil }
  }
}
