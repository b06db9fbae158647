/// The members of an object on the tape in their order, without allocation.
public struct TapeMembers: Sequence, IteratorProtocol {
  /// A name with its value, both valid as long as the document.
  public struct Member {
    /// Valid UTF-8, without escapes.
    public let name: UnsafeBufferPointer<UInt8>

    /// What the name stands for.
    public let value: TapeValue
  }

  private var cursor: TapeValue
  private let end: Int

  @inline(__always)
  init(of value: TapeValue) {
    cursor = value.at(value.index + 1)
    end = value.tag == Tag.object ? value.contentEnd : cursor.index
  }

  @inline(__always)
  public mutating func next() -> Member? {
    guard cursor.index < end else { return nil }
    let value = cursor.at(cursor.index + 1)
    let member = Member(name: cursor.stringBytes, value: value)
    cursor = cursor.at(value.tape.next(after: value.index))
    return member
  }
}
