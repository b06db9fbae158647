extension TextFormat {
  /// RFC 3339, appendix A: `P1Y2M3DT4H5M6S` or `P2W`; what is left out is left out at the ends.
  static func isDuration(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var reader = FormatReader(bytes, count)
    guard reader.accept("P") else { return false }
    let start = reader
    if reader.digits() > 0, reader.accept("W") { return reader.isAtEnd }
    reader = start
    guard let date = components(("Y", "M", "D"), &reader) else { return false }
    guard reader.accept("T") else { return date > 0 && reader.isAtEnd }
    guard let time = components(("H", "M", "S"), &reader) else { return false }
    return time > 0 && reader.isAtEnd
  }

  /// Reads numbers with these units, none of them skipped between the first and the last, and gives how many; nil where
  /// a number has no unit in its place.
  private static func components(
    _ units: (Unicode.Scalar, Unicode.Scalar, Unicode.Scalar), _ reader: inout FormatReader
  ) -> Int? {
    guard reader.digits() > 0 else { return 0 }
    var found = 0
    if reader.accept(units.0) {
      found = 1
      guard reader.digits() > 0 else { return found }
    }
    if reader.accept(units.1) {
      found &+= 1
      guard reader.digits() > 0 else { return found }
    } else if found > 0 {
      return nil
    }
    return reader.accept(units.2) ? found &+ 1 : nil
  }
}
