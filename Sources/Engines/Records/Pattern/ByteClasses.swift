/// Bytes that a program does not tell apart, taken together.
struct ByteClasses {
  /// What a byte is to a word boundary.
  enum Kind: CaseIterable {
    case word, other
    /// Not the first byte of its scalar: no boundary is before it, nor is its absence.
    case inside
  }

  private(set) var classOf: [UInt8] = []
  /// Of each class.
  private(set) var kinds: [Kind] = []

  var count: Int { kinds.count }

  init(of program: PatternProgram) {
    var starts = [Bool](repeating: false, count: 257)
    starts[0] = true
    for edge in program.edges {
      starts[Int(edge.low)] = true
      starts[Int(edge.high) + 1] = true
    }
    if program.hasWordBoundaries {
      for range in ScalarSet.word.ranges + [0x80...0xBF] {
        starts[Int(range.lowerBound)] = true
        starts[Int(range.upperBound) + 1] = true
      }
    }
    for byte in UInt8.min...UInt8.max {
      if starts[Int(byte)] { kinds.append(Self.kind(of: byte)) }
      classOf.append(UInt8(kinds.count - 1))
    }
  }

  private static func kind(of byte: UInt8) -> Kind {
    if ScalarSet.word.ranges.contains(where: { $0.contains(UInt32(byte)) }) { return .word }
    return (0x80...0xBF).contains(byte) ? .inside : .other
  }
}
