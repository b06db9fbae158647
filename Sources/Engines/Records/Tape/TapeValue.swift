import CSimdJSON

/// A borrowed view of one value of a parsed document: two pointers and a position, nothing copied.
///
/// Valid only inside the closure that ``JSONParser/withDocument(_:_:)`` lent it to.
public struct TapeValue {
  /// What a value is, by how it was written.
  public enum Kind: Sendable, Hashable {
    /// `null`, `true` or `false`.
    case null, bool
    /// A number written without fraction and exponent, of any size.
    case integer
    /// Any other number.
    case number
    /// Text, elements, members.
    case string, array, object
  }

  let tape: UnsafePointer<UInt64>
  let strings: UnsafePointer<UInt8>
  let index: Int

  @inline(__always)
  init(tape: UnsafePointer<UInt64>, strings: UnsafePointer<UInt8>, index: Int) {
    self.tape = tape
    self.strings = strings
    self.index = index
  }

  /// What the value is, by how it was written.
  public var kind: Kind {
    switch tag {
    case Tag.object: .object
    case Tag.array: .array
    case Tag.string: .string
    case Tag.signed, Tag.unsigned: .integer
    case Tag.double: .number
    case Tag.big: isWrittenAsInteger ? .integer : .number
    case Tag.null: .null
    default: .bool
    }
  }

  /// Whether it is `null`.
  public var isNull: Bool { tag == Tag.null }

  /// A boolean; nil for every other kind.
  public var bool: Bool? {
    switch tag {
    case Tag.true: true
    case Tag.false: false
    default: nil
    }
  }

  /// An integer that fits 64 signed bits.
  public var int64: Int64? { tag == Tag.signed ? Int64(bitPattern: tape[index + 1]) : nil }

  /// An integer that fits 64 unsigned bits.
  public var uint64: UInt64? {
    switch tag {
    case Tag.unsigned: tape[index + 1]
    case Tag.signed: UInt64(exactly: Int64(bitPattern: tape[index + 1]))
    default: nil
    }
  }

  /// Any number, as the nearest double; infinite beyond the range of doubles.
  public var double: Double? {
    switch tag {
    case Tag.double: Double(bitPattern: tape[index + 1])
    case Tag.signed: Double(Int64(bitPattern: tape[index + 1]))
    case Tag.unsigned: Double(tape[index + 1])
    case Tag.big: exactNumber?.nearestDouble
    default: nil
    }
  }

  /// The bytes of a string, without escapes: valid UTF-8 that may hold NUL.
  public var string: UnsafeBufferPointer<UInt8>? { tag == Tag.string ? stringBytes : nil }

  /// The elements of an array; none for every other kind.
  public var elements: TapeElements { TapeElements(of: self) }

  /// The members of an object in their order; none for every other kind.
  public var members: TapeMembers { TapeMembers(of: self) }

  /// The first member of this name.
  ///
  /// - Complexity: linear in the number of members.
  public func member(named name: String) -> TapeValue? {
    var name = name
    return name.withUTF8 { member(named: $0) }
  }

  /// The first member of this name, given in UTF-8 without escapes.
  ///
  /// - Complexity: linear in the number of members.
  public func member(named name: UnsafeBufferPointer<UInt8>) -> TapeValue? {
    guard let wanted = name.baseAddress else { return members.first { $0.name.isEmpty }?.value }
    var members = self.members
    while let member = members.next() {
      guard member.name.count == name.count, let base = member.name.baseAddress else { continue }
      if bytes_equal(base, wanted, name.count) != 0 { return member.value }
    }
    return nil
  }
}
