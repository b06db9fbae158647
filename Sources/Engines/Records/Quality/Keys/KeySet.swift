/// The keys of a dataset, for the references of another one.
///
/// Made by a pass over that dataset: `QualityTally.keys`.
public struct KeySet: Sendable {
  let runs: KeyRuns

  /// Nil when a part of the keys is on disk.
  private let index: KeyIndex?

  init(_ runs: KeyRuns) {
    self.runs = runs
    index = runs.runs.count <= 1 ? KeyIndex(runs.runs.first) : nil
  }

  /// Given keys, as their texts.
  public init(_ keys: some Sequence<String>) {
    let bag = KeyBag()
    for key in keys { bag.append(KeyEntry(KeyFingerprint(key), record: 1, mark: false)) }
    self.init(bag.finish())
  }

  /// How many keys there are, one that is there twice counted twice.
  public var count: Int { runs.count }

  /// Whether ``contains(_:)`` can answer; if not, references are compared with the keys at the end of the pass.
  public var isInMemory: Bool { index != nil }

  /// Whether there is this key; false if ``isInMemory`` is.
  public func contains(_ key: UnsafeBufferPointer<UInt8>) -> Bool { contains(KeyFingerprint(key)) }

  /// Whether there is this key; false unless ``isInMemory``.
  public func contains(_ key: String) -> Bool { contains(KeyFingerprint(key)) }

  func contains(_ fingerprint: KeyFingerprint) -> Bool { index?.contains(fingerprint) ?? false }
}

/// Finds fingerprints in one run in memory: they are evenly spread, so their first bits tell where to look.
final class KeyIndex: Sendable {
  private let block: KeyBlock
  /// Where the entries begin whose fingerprints have these first bits, and where the last ones end.
  private let starts: [UInt32]
  private let bits: UInt64

  /// Nil for a run on disk.
  init?(_ run: KeyRun?) {
    guard let run else {
      (block, starts, bits) = (KeyBlock(), [0, 0, 0], 1)
      return
    }
    guard case .memory(let block) = run.place, run.count < Int(UInt32.max) else { return nil }
    var bits: UInt64 = 1
    while bits < 28, run.count >> Int(bits) > 2 { bits += 1 }
    var starts = [UInt32](repeating: 0, count: (1 << Int(bits)) + 1)
    for entry in block.content { starts[Int(entry.fingerprint.high >> (64 - bits)) + 1] += 1 }
    for index in starts.indices.dropFirst() { starts[index] += starts[index - 1] }
    self.block = block
    self.starts = starts
    self.bits = bits
  }

  func contains(_ fingerprint: KeyFingerprint) -> Bool {
    let bucket = Int(truncatingIfNeeded: fingerprint.high &>> (64 &- bits))
    let entries = block.content
    var index = Int(starts[bucket])
    let end = Int(starts[bucket &+ 1])
    while index < end {
      if entries[index].fingerprint == fingerprint { return true }
      index &+= 1
    }
    return false
  }
}
