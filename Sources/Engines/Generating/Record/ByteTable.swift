import DataRecords

/// Many short texts in one block of UTF-8 bytes.
struct ByteTable: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init(_ entries: some Sequence<String> = []) {
    for entry in entries { append(entry.utf8) }
  }

  var count: Int { ends.count }

  mutating func append(_ entry: some Sequence<UInt8>) {
    bytes.append(contentsOf: entry)
    ends.append(bytes.count)
  }

  /// Entry number `index`; empty outside of the table.
  @inline(__always)
  subscript(index: Int) -> ArraySlice<UInt8> {
    guard ends.indices.contains(index) else { return [] }
    return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  @inline(__always)
  func append(_ index: Int, to output: inout [UInt8]) {
    output.append(contentsOf: self[index])
  }
}

extension ByteTable {
  /// The texts as JSON strings.
  init(json texts: some Sequence<String>) {
    self.init()
    for text in texts { append(JSONValue.string(text).bytes()) }
  }

  /// Writes entry number `index`, which is JSON; null outside of the table.
  @inline(__always)
  func write(_ index: Int, to writer: inout JSONWriter) {
    let entry = self[index]
    guard !entry.isEmpty else { return writer.null() }
    entry.withUnsafeBytes { writer.raw($0) }
  }
}
