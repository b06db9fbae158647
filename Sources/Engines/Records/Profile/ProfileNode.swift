import CSimdJSON

/// Finds the fields inside a field.
struct ProfileNode: Sendable {
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

  /// Where the next member would stand if the object were like the one before it.
  private var expected = 0

  /// To be called before the members of an object are looked up.
  mutating func beginObject() { expected = 0 }

  /// The field of the next member of an object; nil if the name is new.
  @inline(__always)
  mutating func child(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
    if expected < fields.count, isName(name, at: expected) {
      expected &+= 1
      return fields[expected &- 1]
    }
    return search(name)
  }

  mutating func append(_ name: UnsafeBufferPointer<UInt8>, _ field: Int) {
    names.append(contentsOf: name)
    starts.append(names.count)
    fields.append(field)
    expected = fields.count
    positions[ValueHash.of(name), default: []].append(fields.count - 1)
  }

  private mutating func search(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
    // An optional member that is missing is the usual case.
    let next = expected &+ 1
    if next < fields.count, isName(name, at: next) {
      expected = next &+ 1
      return fields[next]
    }
    for position in positions[ValueHash.of(name)] ?? [] where isName(name, at: position) {
      expected = position &+ 1
      return fields[position]
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
