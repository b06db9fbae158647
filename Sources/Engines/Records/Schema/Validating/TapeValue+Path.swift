extension TapeValue {
  /// One step down into an object or an array.
  enum Step {
    /// A member's name, shortened: names come from the data.
    case member(String)
    case element(Int)
  }

  /// The pointer from this value to the one at `target` on the tape.
  func pointer(to target: Int) -> JSONPointer {
    var pointer = JSONPointer()
    for step in path(to: target) {
      switch step {
      case .member(let name): pointer.append(name)
      case .element(let index): pointer.append(index)
      }
    }
    return pointer
  }

  /// The pointer to the member whose name is at `target`.
  func pointer(toMemberNameAt target: Int) -> JSONPointer { pointer(to: target + 1) }

  /// The way to the member whose name is at `target`.
  func path(toMemberNameAt target: Int) -> [Step] { path(to: target + 1) }

  /// How many steps lead to the value or name at `target`.
  func depth(of target: Int) -> Int { path(to: target).count }

  /// Found by search, so for messages only.
  private func path(to target: Int) -> [Step] {
    var path: [Step] = []
    var container = self
    while container.index != target, let (step, inner) = container.child(around: target) {
      path.append(step)
      container = inner
    }
    return path
  }

  private func child(around target: Int) -> (Step, TapeValue)? {
    if tag == Tag.object {
      for member in members where tape.next(after: member.value.index) > target {
        return (.member(Self.shortened(member.name)), member.value)
      }
    } else {
      for (index, element) in elements.enumerated() where tape.next(after: element.index) > target {
        return (.element(index), element)
      }
    }
    return nil
  }

  private static func shortened(_ name: UnsafeBufferPointer<UInt8>) -> String {
    let scalars = String(decoding: name.prefix(400), as: UTF8.self).unicodeScalars
    return scalars.count > 100 ? String(String.UnicodeScalarView(scalars.prefix(100))) + "…" : String(scalars)
  }
}
