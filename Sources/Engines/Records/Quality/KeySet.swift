import CSimdJSON

/// A set of record keys, kept as 64-bit hashes.
///
/// It takes 10 to 15 bytes a key once it holds a few thousand (eight bytes each in tables that grow by half when four
/// fifths full; the tables are 64, so that growing needs little more). Two different keys are taken for the same one
/// with a probability of about n² / 2^65: 3 in 100 million for a million keys.
public final class KeySet {
  private struct Shard {
    var slots: UnsafeMutablePointer<UInt64>
    var capacity: Int
    var count: Int
  }

  private static let shardCount = 64
  private static let smallestCapacity = 16

  private let shards: UnsafeMutablePointer<Shard>

  public private(set) var count = 0

  public init() {
    shards = .allocate(capacity: Self.shardCount)
    for index in 0..<Self.shardCount {
      (shards + index).initialize(to: Self.emptyShard(capacity: Self.smallestCapacity))
    }
  }

  deinit {
    for index in 0..<Self.shardCount { shards[index].slots.deallocate() }
    shards.deallocate()
  }

  /// Bytes in use for the tables.
  public var memory: Int { (0..<Self.shardCount).reduce(0) { $0 + shards[$1].capacity * 8 } }

  /// Whether the key is new.
  @discardableResult
  public func insert(_ key: UnsafeBufferPointer<UInt8>) -> Bool { insert(hash: Self.hash(key)) }

  @discardableResult
  public func insert(_ key: String) -> Bool {
    var key = key
    return key.withUTF8 { insert($0) }
  }

  public func contains(_ key: UnsafeBufferPointer<UInt8>) -> Bool { contains(hash: Self.hash(key)) }

  public func contains(_ key: String) -> Bool {
    var key = key
    return key.withUTF8 { contains($0) }
  }

  // MARK: Hashes

  @inline(__always)
  static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt64 {
    guard let base = key.baseAddress else { return 1 }
    let hash = bytes_hash64(base, key.count)
    // Zero marks a free slot.
    return hash == 0 ? 1 : hash
  }

  func insert(hash: UInt64) -> Bool {
    let shard = shards + Int(truncatingIfNeeded: hash &>> 58)
    guard Self.place(hash, in: shard) else { return false }
    count &+= 1
    shard.pointee.count &+= 1
    if shard.pointee.count &* 5 >= shard.pointee.capacity &* 4 { Self.grow(shard) }
    return true
  }

  func contains(hash: UInt64) -> Bool {
    let shard = shards + Int(truncatingIfNeeded: hash &>> 58)
    var index = Self.start(of: hash, capacity: shard.pointee.capacity)
    while true {
      let found = shard.pointee.slots[index]
      if found == hash { return true }
      if found == 0 { return false }
      index &+= 1
      if index == shard.pointee.capacity { index = 0 }
    }
  }

  private static func place(_ hash: UInt64, in shard: UnsafeMutablePointer<Shard>) -> Bool {
    var index = start(of: hash, capacity: shard.pointee.capacity)
    while true {
      let found = shard.pointee.slots[index]
      if found == hash { return false }
      if found == 0 {
        shard.pointee.slots[index] = hash
        return true
      }
      index &+= 1
      if index == shard.pointee.capacity { index = 0 }
    }
  }

  private static func grow(_ shard: UnsafeMutablePointer<Shard>) {
    let old = shard.pointee
    shard.pointee = emptyShard(capacity: old.capacity + old.capacity / 2)
    shard.pointee.count = old.count
    var index = 0
    while index < old.capacity {
      if old.slots[index] != 0 { _ = place(old.slots[index], in: shard) }
      index &+= 1
    }
    old.slots.deallocate()
  }

  private static func emptyShard(capacity: Int) -> Shard {
    let slots = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
    slots.initialize(repeating: 0, count: capacity)
    return Shard(slots: slots, capacity: capacity, count: 0)
  }

  /// The low half of the hash, scaled to the table; the high bits have chosen the shard.
  @inline(__always)
  static func start(of hash: UInt64, capacity: Int) -> Int {
    Int(truncatingIfNeeded: ((hash & 0xFFFF_FFFF) &* UInt64(truncatingIfNeeded: capacity)) &>> 32)
  }
}
