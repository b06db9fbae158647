extension SchemaValidator {
  /// Whether no element of an array equals another one; equal hashes are looked at closely.
  mutating func hasUniqueElements(_ value: TapeValue) -> Bool {
    let count = value.contentCount
    guard count > 1 else { return true }
    return count > 16 ? hasUniqueElements(value, among: count) : hasUniqueFewElements(value)
  }

  private mutating func hasUniqueFewElements(_ value: TapeValue) -> Bool {
    hashes.removeAll(keepingCapacity: true)
    for element in value.elements {
      if element.holdsDouble { sawDouble = true }
      let hash = element.quickHash
      for (position, other) in hashes.enumerated() where other == hash {
        let earlier = value.elements.dropFirst(position).first { _ in true }
        if let earlier, earlier.equals(element) { return false }
      }
      hashes.append(hash)
    }
    return true
  }

  /// With a table of hashes and places, filled to at most one half.
  private mutating func hasUniqueElements(_ value: TapeValue, among count: Int) -> Bool {
    var size = 64
    while size < count &* 2 { size &*= 2 }
    hashes.removeAll(keepingCapacity: true)
    hashes.append(contentsOf: repeatElement(0, count: size &* 2))
    for element in value.elements {
      if element.holdsDouble { sawDouble = true }
      let hash = element.structuralHash
      var slot = Int(truncatingIfNeeded: hash &* 0x9E37_79B9_7F4A_7C15 &>> 20) & (size &- 1)
      while hashes[slot &* 2 &+ 1] != 0 {
        if hashes[slot &* 2] == hash, value.at(Int(hashes[slot &* 2 &+ 1])).equals(element) { return false }
        slot = (slot &+ 1) & (size &- 1)
        // Many values of one hash can only be meant as an attack.
        guard step() else { return false }
      }
      hashes[slot &* 2] = hash
      hashes[slot &* 2 &+ 1] = UInt64(element.index)
    }
    return true
  }
}

extension TapeValue {
  /// Like ``structuralHash``, but of a string only its length and its ends count.
  fileprivate var quickHash: UInt64 {
    guard tag == Tag.string else { return structuralHash }
    let bytes = stringBytes
    let (head, tail) = NameTable.words(bytes.baseAddress, bytes.count)
    return (head ^ tail &* 0x9E37_79B9_7F4A_7C15) &+ UInt64(truncatingIfNeeded: bytes.count)
  }
}
