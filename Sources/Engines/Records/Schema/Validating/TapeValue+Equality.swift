import CSimdJSON

extension TapeValue {
  /// Equality as JSON Schema means it: 1 and 1.0 are equal, the order of members does not count.
  func equals(_ other: JSONValue) -> Bool {
    switch other {
    case .null: return tag == Tag.null
    case .bool(let value): return bool == value
    case .integer(let value):
      return tag == Tag.signed ? int64 == value : isNumber && exactNumber == ExactNumber(value)
    case .number(let value):
      return tag == Tag.double ? double == value : isNumber && exactNumber == ExactNumber(value)
    case .decimal(let value): return isNumber && exactNumber == value
    case .string(let value): return tag == Tag.string && stringBytes.elementsEqual(value.utf8)
    case .array(let values):
      return tag == Tag.array && contentCount == values.count && zip(elements, values).allSatisfy { $0.equals($1) }
    case .object(let object):
      return tag == Tag.object && contentCount == object.count
        && object.allSatisfy { wanted in member(named: wanted.name)?.equals(wanted.value) ?? false }
    }
  }

  /// Whether the hash or the equality of the value depends on a double.
  var holdsDouble: Bool {
    switch tag {
    case Tag.double: true
    case Tag.array: elements.contains { $0.holdsDouble }
    case Tag.object: members.contains { $0.value.holdsDouble }
    default: false
    }
  }

  /// Equality of two values of one tape, as JSON Schema means it.
  func equals(_ other: TapeValue) -> Bool {
    switch tag {
    case Tag.string:
      let (left, right) = (stringBytes, other.stringBytes)
      guard other.tag == Tag.string, left.count == right.count, let start = left.baseAddress,
        let otherStart = right.baseAddress
      else { return false }
      return bytes_equal(start, otherStart, left.count) != 0
    case Tag.array:
      return other.tag == Tag.array && contentCount == other.contentCount
        && zip(elements, other.elements).allSatisfy { $0.equals($1) }
    case Tag.object: return other.tag == Tag.object && hasEqualMembers(other)
    case Tag.null, Tag.true, Tag.false: return tag == other.tag
    default:
      guard other.isNumber else { return false }
      return tag == other.tag && tag == Tag.signed
        ? tape[index + 1] == other.tape[other.index + 1] : exactNumber == other.exactNumber
    }
  }

  /// Members in the same order are found at once, others by search.
  private func hasEqualMembers(_ other: TapeValue) -> Bool {
    let count = contentCount
    guard count == other.contentCount else { return false }
    var guess = other.members
    var index: MemberIndex?
    for member in members {
      let wanted: TapeValue?
      if let next = guess.next(), next.name.elementsEqual(member.name) {
        wanted = next.value
      } else if count <= Self.mostSearchedMembers {
        wanted = other.member(named: member.name)
      } else {
        index = index ?? MemberIndex(of: other)
        wanted = index?.member(named: member.name)
      }
      guard let wanted, member.value.equals(wanted) else { return false }
    }
    return true
  }

  private static var mostSearchedMembers: Int { 32 }

  private var isNumber: Bool {
    switch tag {
    case Tag.null, Tag.true, Tag.false, Tag.string, Tag.array, Tag.object: false
    default: true
    }
  }

  /// Equal values have equal hashes; that different ones have too is as unlikely as for any 64-bit hash.
  var structuralHash: UInt64 {
    switch tag {
    case Tag.string: return Self.mix(1, bytes_hash64(stringBytes.baseAddress, stringBytes.count))
    case Tag.signed: return Self.mix(2, tape[index + 1])
    case Tag.unsigned: return Self.mix(3, tape[index + 1])
    case Tag.double:
      let value = Double(bitPattern: tape[index + 1])
      if value.magnitude < NumberOrder.wholeLimit {
        if let integer = Int64(exactly: value) { return Self.mix(2, UInt64(bitPattern: integer)) }
        return Self.mix(4, value.bitPattern)
      }
      return exactNumber.map(Self.hash) ?? 0
    case Tag.big: return exactNumber.map(Self.hash) ?? 0
    case Tag.array:
      return elements.reduce(5) { Self.mix($0, $1.structuralHash) }
    case Tag.object:
      return Self.mix(
        6,
        members.reduce(0) { sum, member in
          sum &+ Self.mix(bytes_hash64(member.name.baseAddress, member.name.count), member.value.structuralHash)
        })
    default: return Self.mix(7, UInt64(tag))
    }
  }

  /// The hash of whatever tag holds the same number.
  private static func hash(_ number: ExactNumber) -> UInt64 {
    if let integer = number.int64 { return mix(2, UInt64(bitPattern: integer)) }
    if let integer = number.uint64 { return mix(3, integer) }
    if let double = number.double { return mix(4, double.bitPattern) }
    let digits = number.digits.withUnsafeBufferPointer { bytes_hash64($0.baseAddress, $0.count) }
    return mix(number.isNegative ? 8 : 9, digits &+ UInt64(truncatingIfNeeded: number.exponent))
  }

  private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = (left ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: right ^ 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low ^ right
  }
}

/// The members of a large object, sorted by their names.
private struct MemberIndex {
  private let members: [TapeMembers.Member]

  /// - Complexity: *n* log *n* in the number of members.
  init(of object: TapeValue) {
    members = object.members.sorted { left, right in
      let order = Self.order(left.name, right.name)
      return order == 0 ? left.value.index < right.value.index : order < 0
    }
  }

  /// The first member of this name.
  func member(named name: UnsafeBufferPointer<UInt8>) -> TapeValue? {
    var (low, high) = (0, members.count)
    while low < high {
      let middle = (low + high) / 2
      if Self.order(members[middle].name, name) < 0 { low = middle + 1 } else { high = middle }
    }
    guard low < members.count, Self.order(members[low].name, name) == 0 else { return nil }
    return members[low].value
  }

  /// Shorter names come first.
  private static func order(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
    guard left.count == right.count, let base = left.baseAddress, let other = right.baseAddress else {
      return left.count - right.count
    }
    return Int(bytes_compare(base, other, left.count))
  }
}
