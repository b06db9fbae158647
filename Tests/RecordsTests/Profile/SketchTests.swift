import Testing

@testable import DataRecords

@Suite struct `A distinct sketch` {
  private func sketch(_ values: some Sequence<UInt64>) -> DistinctSketch {
    var sketch = DistinctSketch()
    for value in values { sketch.add(NumberWord(value).hash, isSampled: true) }
    return sketch
  }

  @Test func `is exact up to 512 different values`() {
    let sketch = sketch((0..<100_000).map { $0 % 512 })
    #expect(sketch.isExact && sketch.count == 512 && sketch.singleShare == 0)
  }

  @Test(arguments: [513, 2_000, 20_000, 300_000]) func `stays within four standard errors`(count: UInt64) {
    for start in [0, 1_000_000_000, 77_777_777_777] as [UInt64] {
      let sketch = sketch(start..<start + count)
      #expect(!sketch.isExact)
      let error = abs(Double(sketch.count) / Double(count) - 1)
      #expect(error < 4 * DistinctSketch.standardError, "\(count) from \(start): \(sketch.count)")
      #expect(sketch.singleShare == 1)
    }
  }

  @Test func `notices that a few values of many repeat`() throws {
    let share = try #require(sketch((0..<100_000).map { $0 % 97_000 }).singleShare)
    #expect(share < 1 && share > 0.9)
  }

  @Test func `of parts adds up exactly, with and without values that are not sampled`() {
    for cut in [1, 300, 600, 5_000] as [UInt64] {
      var sum = sketch(0..<cut)
      sum.add(sketch(cut / 2..<6_000))
      var whole = sketch(0..<cut)
      for value in cut / 2..<6_000 { whole.add(NumberWord(value).hash, isSampled: true) }
      #expect(sum == whole)
    }
    var hidden = DistinctSketch()
    for value in 0..<50 as Range<UInt64> { hidden.add(NumberWord(value).hash, isSampled: false) }
    var sum = hidden
    sum.add(sketch(25..<100))
    #expect(sum.singleShare == nil && abs(sum.count - 100) < 5)
  }
}

@Suite struct `A histogram of values` {
  private func histogram(_ values: some Sequence<Double>) -> ValueHistogram {
    var histogram = ValueHistogram()
    for value in values { histogram.add(value) }
    return histogram
  }

  @Test func `is exact for 256 different numbers`() throws {
    let histogram = histogram((0..<25_600).map { Double($0 % 256) - 128 })
    #expect(histogram.buckets.count == 256)
    #expect(histogram.buckets.allSatisfy { $0.lower == $0.upper })
    #expect(try #require(histogram.quantile(0.5)).middle == 0)
    #expect(histogram.buckets.map(\.count).reduce(0, +) == 25_600)
  }

  @Test(arguments: 1...8) func `gives the bucket that holds the number of a rank`(seed: UInt64) throws {
    var random = RandomRecords(seed: seed)
    let values = (0..<5_000).map { _ in
      random.chance(0.5) ? Double(random.below(1_000_000)) : -Double(random.below(1_000)) / 64
    }
    let sorted = values.sorted()
    let histogram = histogram(values)
    #expect(histogram.buckets.count <= 256)
    for percent in stride(from: 0, through: 100, by: 5) {
      let bucket = try #require(histogram.quantile(Double(percent) / 100))
      let exact = sorted[min(percent * 50, 4_999)]
      #expect(bucket.lower <= exact && exact <= bucket.upper)
    }
  }

  @Test func `keeps the ends of the finite numbers`() throws {
    let ends = [-Double.greatestFiniteMagnitude, -0.0, 0, Double.leastNonzeroMagnitude, .greatestFiniteMagnitude]
    var random = RandomRecords(seed: 3)
    let many = (0..<10_000).map { _ in Double(bitPattern: random.next()) }.filter(\.isFinite)
    let histogram = histogram(ends + many)
    #expect(histogram.buckets.allSatisfy { $0.lower.isFinite && $0.upper.isFinite && $0.lower <= $0.upper })
    #expect(histogram.buckets.map(\.count).reduce(0, +) == ends.count + many.count)
  }
}

@Suite struct `The top values` {
  private func top(_ values: some Sequence<Int>) -> TopValues {
    var top = TopValues()
    for value in values { top.add(NumberWord(Int64(value))) }
    return top
  }

  @Test func `are exact up to 128 different ones`() {
    let top = top((0..<12_800).map { $0 % 128 })
    #expect(top.isExact && top.entries.count == 128 && top.entries.allSatisfy { $0.count == 100 })
  }

  @Test(arguments: 1...6) func `keep the bound on the count of every value, added up or not`(seed: UInt64) {
    var random = RandomRecords(seed: seed)
    let values = (0..<20_000).map { _ in random.chance(0.3) ? random.below(10) : random.below(100_000) }
    var sum = top(values[..<7_000])
    sum.add(top(values[7_000...]))
    var counts: [Int: Int] = [:]
    for value in values { counts[value, default: 0] += 1 }
    for top in [top(values), sum] {
      #expect(top.slack <= values.count / 65)
      var listed: [Int: Int] = [:]
      for entry in top.entries { if case .integer(let value) = entry.value { listed[Int(value)] = entry.count } }
      for (value, count) in counts {
        #expect(listed[value, default: 0] <= count && count <= listed[value, default: 0] + top.slack)
      }
    }
  }

  @Test func `cut long text at the end of a character`() throws {
    var top = TopValues()
    for text in [String(repeating: "é", count: 63), String(repeating: "a", count: 63) + "é" + "z"] {
      let bytes = Array(text.utf8)
      bytes.withUnsafeBufferPointer { top.add(ValueHash.of($0), Tag.string, $0) }
    }
    #expect(top.entries.count == 2)
    for entry in top.entries {
      let text = try #require(entry.value.string)
      #expect(!entry.isWhole && !text.unicodeScalars.contains("\u{FFFD}") && text.utf8.count <= 64)
    }
  }
}
