extension ScalarSet {
  /// The scalars that a class in the syntax of PCRE2 matches; normalized.
  ///
  /// - Complexity: Looks at all of Unicode, which takes a few milliseconds.
  /// - Throws: ``PatternError`` if the library does not know what is written.
  init(matching translation: String) throws(PatternError) {
    let pattern = try BacktrackingPattern("\(translation)+", isAnchored: false)
    var ranges: [ClosedRange<UInt32>] = []
    for block in Self.blocks {
      let (bytes, length) = Self.encoding(of: block.scalars)
      bytes.withUnsafeBufferPointer { bytes in
        pattern.places(in: bytes) { place in
          for base in block.bases {
            let first = base + UInt32(place.lowerBound / length)
            ranges.append(first...first + UInt32(place.count / length) - 1)
          }
        }
      }
    }
    self = ScalarSet(ranges).normalized
  }

  /// Scalars of the same length in UTF-8, and where they and others begin that have the same properties.
  private static let blocks: [(scalars: Range<UInt32>, bases: [UInt32])] =
    [0..<0x80, 0x80..<0x800, 0x800..<0xD800, 0xE000..<0x10000].map { ($0, [$0.lowerBound]) }
    // Planes 5 to 13 are as empty as plane 4, and plane 16 is as private as plane 15.
    + [[1], [2], [3], Array(4...13), [14], [15, 16]].map { planes in
      let bases = planes.map { UInt32($0) << 16 }
      return (bases[0]..<bases[0] + 0x10000, bases)
    }

  private static func encoding(of scalars: Range<UInt32>) -> (bytes: [UInt8], length: Int) {
    let length = scalars.lowerBound < 0x80 ? 1 : scalars.lowerBound < 0x800 ? 2 : scalars.lowerBound < 0x10000 ? 3 : 4
    let lead: UInt8 = [0, 0xC0, 0xE0, 0xF0][length - 1]
    let bytes = [UInt8](unsafeUninitializedCapacity: scalars.count * length) { bytes, count in
      var scalar = scalars.lowerBound
      while scalar < scalars.upperBound {
        var rest = scalar
        var place = count &+ length &- 1
        while place > count {
          bytes[place] = UInt8(truncatingIfNeeded: rest) & 0x3F | 0x80
          rest &>>= 6
          place &-= 1
        }
        bytes[count] = UInt8(truncatingIfNeeded: rest) | lead
        count &+= length
        scalar &+= 1
      }
    }
    return (bytes, length)
  }
}
