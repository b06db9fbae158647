/// The elements of an array on the tape, without allocation.
public struct TapeElements: Sequence, IteratorProtocol {
  private var cursor: TapeValue
  private let end: Int

  @inline(__always)
  init(of value: TapeValue) {
    cursor = value.at(value.index + 1)
    end = value.tag == Tag.array ? value.contentEnd : cursor.index
  }

  @inline(__always)
  public mutating func next() -> TapeValue? {
    guard cursor.index < end else { return nil }
    let element = cursor
    cursor = cursor.at(cursor.tape.next(after: cursor.index))
    return element
  }
}
