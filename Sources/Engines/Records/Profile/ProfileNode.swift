import CSimdJSON

/// Finds the fields inside a field.
struct ProfileNode: Sendable {
  /// A member's place among the members of its object, and its field.
  struct Child: BitwiseCopyable {
    let position: Int
    let field: Int
  }

  /// The field of all elements.
  var elements: Int?

  /// The last object in which the member was.
  var lastObject = 0

  /// Names one after the other, in the order in which they were first seen.
  private var names: [UInt8] = []
  private var starts: [Int] = [0]
  private var fields: [Int] = []

  /// Positions by the hashes of the names; the names themselves are compared, too.
  private var positions: [UInt64: [Int]] = [:]

  /// The field of a member; `expected` is the position where it would stand in an object like the last one.
  @inline(__always)
  func child(_ name: UnsafeBufferPointer<UInt8>, expected: Int) -> Child? {
    if expected < fields.count, isName(name, at: expected) { return Child(position: expected, field: fields[expected]) }
    return search(name, after: expected)
  }

  mutating func append(_ name: UnsafeBufferPointer<UInt8>, _ field: Int) -> Child {
    names.append(contentsOf: name)
    starts.append(names.count)
    fields.append(field)
    positions[ValueHash.of(name), default: []].append(fields.count - 1)
    return Child(position: fields.count - 1, field: field)
  }

  private func search(_ name: UnsafeBufferPointer<UInt8>, after expected: Int) -> Child? {
    // An optional member that is missing is the usual case.
    let next = expected &+ 1
    if next < fields.count, isName(name, at: next) { return Child(position: next, field: fields[next]) }
    for position in positions[ValueHash.of(name)] ?? [] where isName(name, at: position) {
      return Child(position: position, field: fields[position])
    }
    return nil
  }

  @inline(__always)
  private func isName(_ name: UnsafeBufferPointer<UInt8>, at position: Int) -> Bool {
    let start = starts[position]
    guard starts[position &+ 1] &- start == name.count, let base = name.baseAddress else { return false }
    if name.count == 0 { return true }
    return names.withUnsafeBufferPointer { names in
      names.baseAddress.map { bytes_equal($0 + start, base, name.count) != 0 } ?? false
    }
  }
}
