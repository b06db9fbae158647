import CSimdJSON

/// How many characters (Unicode scalars) a string, or elements an array, may have.
struct LengthRange: BitwiseCopyable {
  let least: Int
  let most: Int

  @inline(__always)
  func contains(_ value: TapeValue) -> Bool {
    switch value.tag {
    case Tag.string: return contains(value.stringBytes)
    case Tag.array:
      let count = value.contentCount
      return count >= least && count <= most
    default: return false
    }
  }

  @inline(__always)
  private func contains(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    // A character takes one to four bytes, so counting is seldom needed.
    if bytes.count < least || (bytes.count &+ 3) &>> 2 > most { return false }
    if (bytes.count &+ 3) &>> 2 >= least, bytes.count <= most { return true }
    guard let base = bytes.baseAddress else { return least == 0 }
    let count = Int(bytes_scalar_count(base, bytes.count))
    return count >= least && count <= most
  }
}
