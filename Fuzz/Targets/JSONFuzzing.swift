@testable import DataRecords

/// The quick reader and the exact one agree on what is JSON, and on what it says.
enum JSONFuzzing: FuzzTarget {
  static let name = "json"

  static func check(_ bytes: UnsafeRawBufferPointer) throws {
    let (quickParser, exactParser) = (JSONParser(), JSONParser())
    switch (quickParser.parse(bytes, isPadded: false), Result { try exactParser.readExactly(bytes) }) {
    case (let quick?, .success(let exact)):
      try compare(quick, exact, areExact: !quickParser.needsExactness(bytes))
      try checkValue(bytes, exact)
    case (nil, .success(let exact)):
      try hold(holdsBig(exact), "only the exact reader accepts the text, which has no large number")
      try hold(quickParser.needsExactness(bytes), "a large number is not seen in the text")
      try checkValue(bytes, exact)
    case (.some, .failure(let error as JSONError)):
      try hold(error.kind == .numberOutOfRange, "only the quick reader accepts the text: \(error)")
      return
    case (nil, .failure(let error as JSONError)):
      try checkPlace(error, in: bytes)
    case (_, .failure(let error)): throw error
    }
  }

  /// What holds for a text that is acceptable.
  private static func checkValue(_ bytes: UnsafeRawBufferPointer, _ root: TapeValue) throws {
    let hasDuplicates = DuplicateNames().exist(in: root)
    try hold(hasDuplicates == holdsDuplicates(root), "duplicate names are missed or made up")
    switch Result(catching: { () throws(JSONError) in try JSONValue(parsing: bytes) }) {
    case .failure(let error):
      try hold(error.kind == .duplicateName && hasDuplicates, "a value cannot be made of the tape: \(error)")
      try checkPlace(error, in: bytes)
    case .success(let value):
      try hold(!hasDuplicates, "a value was made of an object with duplicate names")
      try hold(root.equals(value), "a value differs from the tape that it was made of")
      let again = try JSONValue(parsing: value.bytes())
      try hold(again == value && again.hashValue == value.hashValue, "a value reads back as another one")
    }
  }

  private static func checkPlace(_ error: JSONError, in bytes: UnsafeRawBufferPointer) throws {
    try hold((0...bytes.count).contains(error.offset), "an error stands outside of the text")
    let before = bytes.prefix(error.offset)
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let place = (before.count { $0 == 0x0A } + 1, error.offset - lineStart + 1)
    try hold(place == (error.line, error.column), "an error has the wrong line or column")
  }

  private static func compare(_ quick: TapeValue, _ exact: TapeValue, areExact: Bool) throws {
    switch exact.kind {
    case .integer, .number:
      try hold(quick.double == exact.double, "the readers read different numbers")
      let isSame = quick.tag == exact.tag && quick.structuralHash == exact.structuralHash
      try hold(!areExact || isSame && quick.exactNumber == exact.exactNumber, "a number differs that should be exact")
    case .null, .bool: try hold(quick.tag == exact.tag, "the readers read different words")
    case .string:
      try hold(quick.string.map(Array.init) == exact.string.map(Array.init), "the readers read different texts")
    case .array, .object:
      try hold(
        quick.tag == exact.tag && quick.contentCount == exact.contentCount, "the readers read different containers")
      for (left, right) in zip(quick.elements, exact.elements) { try compare(left, right, areExact: areExact) }
      for (left, right) in zip(quick.members, exact.members) {
        try hold(left.name.elementsEqual(right.name), "the readers read different names")
        try compare(left.value, right.value, areExact: areExact)
      }
    }
  }

  private static func holdsBig(_ value: TapeValue) -> Bool {
    value.isBig || value.elements.contains(where: holdsBig) || value.members.contains { holdsBig($0.value) }
  }

  private static func holdsDuplicates(_ value: TapeValue) -> Bool {
    if value.elements.contains(where: holdsDuplicates) { return true }
    var names: Set<[UInt8]> = []
    return value.members.contains { !names.insert(Array($0.name)).inserted || holdsDuplicates($0.value) }
  }
}
