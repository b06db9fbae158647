import Testing

@testable import DataRecords

@Suite struct `A key set` {
  @Test func `knows what was inserted and nothing else`() {
    let keys = KeySet()
    for index in 0..<20_000 { #expect(keys.insert("key-\(index)")) }
    #expect(keys.count == 20_000)
    #expect((0..<20_000).allSatisfy { keys.contains("key-\($0)") })
    #expect(!(20_000..<40_000).contains { keys.contains("key-\($0)") })
    #expect(!keys.insert("key-77"))
    #expect(keys.count == 20_000)
  }

  @Test func `takes no more than sixteen bytes a key, whatever the number`() {
    let keys = KeySet()
    var worst = 0.0
    for index in 0..<200_000 {
      _ = keys.insert(hash: UInt64(index) &* 0x9E37_79B9_7F4A_7C15 | 1)
      if index > 5000, index % 500 == 0 { worst = max(worst, Double(keys.memory) / Double(keys.count)) }
    }
    #expect(worst <= 16)
  }

  @Test func `spreads keys over the whole table`() {
    let starts = (0..<10_000).map { index in
      let key = Array("key-\(index)".utf8)
      return key.withUnsafeBufferPointer { KeySet.start(of: KeySet.hash($0), capacity: 1000) }
    }
    #expect(Set(starts).count > 990)
    #expect(starts.allSatisfy { (0..<1000).contains($0) })
  }

  @Test func `tells apart keys of every length, empty and NUL bytes included`() {
    let keys = KeySet()
    for length in 0..<100 {
      #expect(keys.insert(String(repeating: "\0", count: length)))
      #expect(keys.insert(String(repeating: "x", count: length) + "y"))
    }
  }
}
