public import DataRecords

extension RecordGenerator {
  /// Writes the records of `range`, one JSON object a line; indices outside of `0 ..< count` are left out.
  public func writeLines(_ range: Range<Int>, to writer: inout JSONWriter) {
    for index in range.clamped(to: 0..<count) {
      write(index, to: &writer)
      writer.newline()
    }
  }

  /// All records as newline-delimited JSON, `size` of them at a time.
  public func batches(of size: Int) -> Batches {
    Batches(generator: self, size: max(1, size))
  }

  /// A dataset in pieces of newline-delimited JSON; only one piece is in memory.
  public struct Batches: Sequence, IteratorProtocol, Sendable {
    private let generator: RecordGenerator
    private let size: Int
    private var start = 0
    private var longest = 0

    init(generator: RecordGenerator, size: Int) {
      self.generator = generator
      self.size = size
    }

    public mutating func next() -> [UInt8]? {
      guard start < generator.count else { return nil }
      let end = Swift.min(start + size, generator.count)
      var writer = JSONWriter(reservingCapacity: longest)
      generator.writeLines(start..<end, to: &writer)
      start = end
      longest = Swift.max(longest, writer.bytes.count)
      return writer.bytes
    }
  }
}
