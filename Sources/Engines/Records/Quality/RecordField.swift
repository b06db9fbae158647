/// A field of the record that a plan names, prepared for fast access.
struct RecordField {
  let name: String
  let pointer: JSONPointer

  /// Where the validator has put the member's place, for a field of the record itself that the schema knows; else -1.
  let slot: Int

  /// A name, or a JSON pointer if it starts with a slash.
  init(_ name: String, in program: SchemaProgram) {
    self.name = name
    let path = name.hasPrefix("/") ? JSONPointer(name) : nil
    pointer = path ?? JSONPointer(tokens: [name])
    slot = pointer.tokens.count == 1 ? program.rootSlot(of: pointer.tokens[0]) ?? -1 : -1
  }

  /// The place of the value on the tape; 0 if it is missing or null.
  @inline(__always)
  func place(in root: TapeValue, _ slots: UnsafePointer<UInt32>) -> Int {
    let place = slot >= 0 ? Int(slots[slot]) : search(root)
    return place != 0 && root.at(place).tag == Tag.null ? 0 : place
  }

  private func search(_ root: TapeValue) -> Int {
    var value = root
    for token in pointer.tokens {
      if value.tag == Tag.array {
        guard let index = JSONPointer.arrayIndex(token), index < value.contentCount,
          let element = value.elements.dropFirst(index).first(where: { _ in true })
        else { return 0 }
        value = element
      } else {
        guard let member = value.member(named: token) else { return 0 }
        value = member
      }
    }
    return value.index
  }
}
