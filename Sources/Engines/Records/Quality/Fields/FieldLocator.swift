/// The way to the values of a field, prepared for records on the tape.
struct FieldLocator: BitwiseCopyable {
  struct Step: BitwiseCopyable {
    let name: UnsafePointer<UInt8>
    let count: Int
    /// The name as a position in an array; -1 when it is none.
    let index: Int
    /// Whether it stands for every element of an array.
    let isEach: Bool
  }

  /// Where the validator puts the place of the first step's member, for a field that the schema knows; else -1.
  let slot: Int
  let steps: UnsafePointer<Step>
  let stepCount: Int

  init(_ field: FieldName, in program: SchemaProgram, _ arena: Arena) {
    let steps = field.pointer.tokens.map { token in
      let bytes = Array(token.utf8)
      return Step(
        name: arena.copy(bytes), count: bytes.count, index: JSONPointer.arrayIndex(token) ?? -1, isEach: token == "*")
    }
    slot = field.pointer.tokens.first.flatMap(program.rootSlot) ?? -1
    self.steps = arena.copy(steps)
    stepCount = steps.count
  }

  /// Where to begin: the value that the validator found and the steps that are left; nil if it found none.
  @inline(__always)
  func start(in root: TapeValue, _ slots: UnsafePointer<UInt32>) -> (value: TapeValue, step: Int)? {
    guard slot >= 0, root.tag == Tag.object else { return (root, 0) }
    let place = Int(slots[slot])
    return place == 0 ? nil : (root.at(place), 1)
  }

  /// The place of the value on the tape; 0 if it is missing or null, or if the path has several values.
  @inline(__always)
  func place(in root: TapeValue, _ slots: UnsafePointer<UInt32>) -> Int {
    guard let (value, step) = start(in: root, slots) else { return 0 }
    let place = step == stepCount ? value.index : search(value, from: step)
    return place != 0 && value.at(place).tag == Tag.null ? 0 : place
  }

  private func search(_ start: TapeValue, from first: Int) -> Int {
    var value = start
    var step = first
    while step < stepCount {
      guard let inner = steps[step].value(in: value) else { return 0 }
      value = inner
      step &+= 1
    }
    return value.index
  }
}

extension FieldLocator.Step {
  /// The member or element that the step leads to.
  func value(in container: TapeValue) -> TapeValue? {
    switch container.tag {
    case Tag.object: return container.member(named: UnsafeBufferPointer(start: name, count: count))
    case Tag.array:
      guard index >= 0, index < container.contentCount else { return nil }
      var elements = container.elements
      for _ in 0..<index { _ = elements.next() }
      return elements.next()
    default: return nil
    }
  }
}

extension FieldLocator: @unchecked Sendable {}  // It points into an arena whose tables are never written again.
