import CSimdJSON

/// Finds the names of unexpected members without making text of them again and again.
struct UnexpectedNames {
  /// The hash of the name, by the hash of the way to the member.
  private var known: [UInt64: UInt64] = [:]

  private static let mostKnown = 4096

  mutating func count(memberNamedAt nameIndex: Int, in root: TapeValue, into fields: inout UnexpectedFields) {
    let way = root.wayHash(toMemberNameAt: nameIndex)
    if let hash = known[way] {
      // A name that was given up once is never kept again.
      if !fields.count(nameWithHash: hash) { fields.countOthers() }
      return
    }
    let tokens = root.path(toMemberNameAt: nameIndex).map { step in
      switch step {
      case .member(let name): name
      case .element: "*"
      }
    }
    let name = JSONPointer(tokens: tokens).description
    fields.count(name)
    if known.count >= Self.mostKnown { known.removeAll() }
    known[way] = UnexpectedFields.hash(name)
  }
}

extension TapeValue {
  /// A hash of the names on the way to a member; elements of arrays count alike.
  func wayHash(toMemberNameAt nameIndex: Int) -> UInt64 {
    let target = nameIndex &+ 1
    var hash: UInt64 = 0
    var container = self
    while container.index != target {
      let end = container.tag == Tag.object || container.tag == Tag.array ? container.contentEnd : 0
      let isObject = container.tag == Tag.object
      var cursor = container.index &+ 1
      var inner: TapeValue?
      while cursor < end {
        let value = isObject ? cursor &+ 1 : cursor
        let next = tape.next(after: value)
        if next > target {
          var step: UInt64 = 1
          if isObject {
            let name = strings.string(tape[cursor])
            step = bytes_hash64(name.baseAddress, name.count)
          }
          hash = (hash ^ step) &* 0x9E37_79B9_7F4A_7C15
          hash ^= hash &>> 29
          inner = at(value)
          break
        }
        cursor = next
      }
      guard let inner else { return hash }
      container = inner
    }
    return hash
  }
}
