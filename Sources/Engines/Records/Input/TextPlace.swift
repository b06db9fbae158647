import CSimdJSON

/// A place in a text, as editors count.
public struct TextPlace: Sendable, Hashable, CustomStringConvertible {
  /// Counted from 1; a line ends with a line feed.
  public var line: Int

  /// Counted from 1, in bytes.
  public var column: Int

  /// The beginning of a text unless said otherwise.
  public init(line: Int = 1, column: Int = 1) {
    self.line = line
    self.column = column
  }

  /// `line 3, column 14`.
  public var description: String { "line \(line), column \(column)" }

  /// Moves behind `bytes`, which begin at this place.
  mutating func advance(over bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
    let lineFeeds = bytes_count(base, bytes.count, 0x0A)
    guard lineFeeds > 0 else {
      column &+= bytes.count
      return
    }
    line &+= lineFeeds
    column = bytes.count &- bytes_last_index_of(base, bytes.count, 0x0A)
  }

  /// The place that a text which begins here calls `inner`.
  func adding(_ inner: TextPlace) -> TextPlace {
    TextPlace(line: line + inner.line - 1, column: inner.line == 1 ? column + inner.column - 1 : inner.column)
  }
}
