/// A bag of entries as sorted runs, which bags of other parts of the stream can be added to.
struct KeyRuns: Sendable {
  private(set) var runs: [KeyRun] = []

  /// Runs in memory are merged when there are more, runs on disk when there are as many more.
  private static let mostInMemory = 12
  private static let mostOnDisk = 256

  var count: Int { runs.reduce(0) { $0 + $1.count } }

  /// Bytes of memory.
  var memory: Int { runs.reduce(0) { $0 + $1.memory } }

  mutating func append(_ run: KeyRun) {
    if run.count > 0 { runs.append(run) }
  }

  /// Adds the bag of another part, whose records come after `records` others.
  mutating func add(_ other: KeyRuns, after records: Int) throws(SpillError) {
    for var run in other.runs {
      run.shift += records
      runs.append(run)
    }
    try settle()
  }

  func merged() throws(SpillError) -> MergedKeys { try MergedKeys(runs) }

  /// Moves what is in memory to the file, as one run.
  mutating func spill(to file: SpillFile) throws(SpillError) {
    let inMemory = runs.filter { $0.memory > 0 }
    guard !inMemory.isEmpty else { return }
    let spilled = try Self.write(inMemory, to: file)
    runs = runs.filter { $0.memory == 0 } + [spilled]
    try settle()
  }

  /// Keeps the number of runs small.
  private mutating func settle() throws(SpillError) {
    let inMemory = runs.filter { $0.memory > 0 }
    if inMemory.count > Self.mostInMemory {
      // Runs that are much larger than the rest stay as they are, so that each entry is moved seldom.
      let sizes = inMemory.map(\.count).sorted()
      let median = sizes[sizes.count / 2]
      let small = inMemory.filter { $0.count <= median * 4 }
      let block = KeyBlock(capacity: small.reduce(0) { $0 + $1.count })
      var merged = try MergedKeys(small)
      while let entry = try merged.next() { block.append(entry) }
      runs = runs.filter { $0.memory == 0 || $0.count > median * 4 } + [KeyRun(block)]
    }
    let onDisk = runs.filter { $0.memory == 0 }
    if onDisk.count > Self.mostOnDisk, case .file(let file, _)? = onDisk.first?.place {
      runs = runs.filter { $0.memory > 0 } + [try Self.write(onDisk, to: file)]
    }
  }

  private static func write(_ runs: [KeyRun], to file: SpillFile) throws(SpillError) -> KeyRun {
    let count = runs.reduce(0) { $0 + $1.count }
    let stride = MemoryLayout<KeyEntry>.stride
    let start = file.reserve(count * stride)
    var offset = start
    let window = UnsafeMutableBufferPointer<KeyEntry>.allocate(capacity: 8192)
    defer { window.deallocate() }
    var merged = try MergedKeys(runs)
    var filled = 0
    while let entry = try merged.next() {
      window[filled] = entry
      filled += 1
      if filled == window.count {
        try file.write(UnsafeRawBufferPointer(window), at: offset)
        offset += filled * stride
        filled = 0
      }
    }
    try file.write(UnsafeRawBufferPointer(UnsafeMutableBufferPointer(rebasing: window[..<filled])), at: offset)
    return KeyRun(file, at: start, count: count)
  }
}
