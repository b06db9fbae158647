/// References to records of the same stream whose key has not come yet.
///
/// 40 bytes a reference; references are let go as soon as their keys have come (looked at whenever the number has
/// doubled), so only those that point far ahead or nowhere take memory.
struct PendingReferences {
  struct Reference {
    let hash: UInt64
    /// The record that has the reference, counted from 1.
    let record: Int
    let relationship: Int
    /// Whether the record is complete if this and its other deciding references are resolved.
    let decides: Bool
    /// The record's key in ``keys``; nil when there was no room for it.
    var key: Range<Int32>?
  }

  /// What has become of the references that were let go.
  struct Outcome {
    var resolved: [Int]
    var completeRecords = 0
  }

  private static let smallestThreshold = 4096
  private static let maximumKeyBytes: Int32 = 1 << 20

  private(set) var references: [Reference] = []
  private var keys: [UInt8] = []
  private var threshold = Self.smallestThreshold

  var isCrowded: Bool { references.count >= threshold }

  mutating func add(hash: UInt64, record: Int, relationship: Int, decides: Bool, key: UnsafeBufferPointer<UInt8>) {
    var place: Range<Int32>?
    if let last = references.last, last.record == record {
      place = last.key
    } else if Int32(keys.count) < Self.maximumKeyBytes {
      let start = Int32(keys.count)
      keys.append(contentsOf: key.prefix(QualityPass.longestKeyInExample * 4))
      place = start..<Int32(keys.count)
    }
    references.append(
      Reference(hash: hash, record: record, relationship: relationship, decides: decides, key: place))
  }

  func key(of reference: Reference) -> String? {
    guard let key = reference.key, !key.isEmpty else { return nil }
    return keys[Int(key.lowerBound)..<Int(key.upperBound)].withUnsafeBufferPointer { QualityPass.shortened($0) }
  }

  /// Lets go of what is resolved by now; what remains are the references whose keys have not come.
  mutating func settle(with known: KeySet, relationships: Int) -> Outcome {
    var outcome = Outcome(resolved: [Int](repeating: 0, count: relationships))
    var remaining: [Reference] = []
    var remainingKeys: [UInt8] = []
    var start = 0
    while start < references.count {
      var end = start
      var decides = false
      var waits = false
      while end < references.count, references[end].record == references[start].record {
        var reference = references[end]
        decides = decides || reference.decides
        if known.contains(hash: reference.hash) {
          outcome.resolved[reference.relationship] += 1
        } else {
          waits = waits || reference.decides
          if let last = remaining.last, last.record == reference.record {
            reference.key = last.key
          } else if let key = reference.key {
            let offset = Int32(remainingKeys.count)
            remainingKeys += keys[Int(key.lowerBound)..<Int(key.upperBound)]
            reference.key = offset..<Int32(remainingKeys.count)
          }
          remaining.append(reference)
        }
        end += 1
      }
      if decides, !waits { outcome.completeRecords += 1 }
      start = end
    }
    references = remaining
    keys = remainingKeys
    threshold = max(Self.smallestThreshold, remaining.count * 2)
    return outcome
  }
}
