extension PatternParser {
  mutating func characterClass() throws(PatternError) -> PatternClass {
    let opening = position
    position += 1
    let isInverted = accept("^")
    var members = PatternClass()
    while let scalar = peek(), scalar != "]" {
      let start = position
      let first = try classAtom()
      guard peek() == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
        members.formUnion(first.members)
        continue
      }
      position += 1
      let last = try classAtom()
      guard let low = first.single, let high = last.single else {
        // No range begins or ends with a class: the hyphen is one.
        members.formUnion(first.members)
        members.ranges.insert(0x2D...0x2D)
        members.formUnion(last.members)
        continue
      }
      guard low <= high else {
        throw PatternError(position: start, message: "the range of the class is not in order")
      }
      members.ranges.insert(low...high)
    }
    guard accept("]") else { throw PatternError(position: opening, message: "this class is not closed") }
    members = try cased(members)
    members.isInverted = isInverted
    return members
  }

  private mutating func classAtom() throws(PatternError) -> PatternEscape {
    guard let scalar = peek() else { throw error("the class is not closed") }
    position += 1
    return scalar == "\\" ? try escape(inClass: true) : .single(scalar.value)
  }
}
