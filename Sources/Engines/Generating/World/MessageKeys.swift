/// Where and when a message is sent: its channel, its time stamp and the thread that it belongs to.
///
/// Sixteen consecutive messages share one fixed layout of threads, so a reply can name its root, and a root count its replies,
/// without looking at any other record.
struct MessageKeys: Sendable {
  struct Placement: Sendable, Equatable {
    /// Index of the thread's first message; the message's own index for a root.
    var root: Int
    var channel: Int
    /// Since 1970; with `micros` it is unique in the channel.
    var seconds: Int
    var micros: Int
  }

  /// The position of each message's root in its block.
  private static let layouts: [[Int]] = [
    [0, 1, 2, 2, 2, 5, 6, 7, 7, 7, 7, 11, 12, 12, 14, 15],
    [0, 0, 2, 3, 4, 4, 4, 4, 4, 9, 10, 10, 12, 13, 13, 15],
    [0, 1, 2, 3, 3, 3, 3, 3, 3, 3, 10, 11, 11, 11, 14, 15],
    [0, 0, 0, 3, 4, 5, 6, 6, 8, 8, 8, 8, 8, 8, 14, 14],
  ]
  /// Hand-made messages are not replies to one another: the first blocks are roots only.
  private static let plainCount = 48
  /// Seconds between two messages of a thread; more than the 128 over which a time stamp may move.
  private static let gaps = [160, 220, 340, 600]

  private let key: UInt64
  private let micros: IndexScrambler
  private let channelIDs: ByteTable

  init(key: UInt64, channels: [World.Channel]) {
    self.key = key
    micros = IndexScrambler(size: 1_000_000, key: key ^ 0x20)
    channelIDs = ByteTable(channels.map(\.id))
  }

  func placement(of index: Int) -> Placement {
    let root = root(of: index)
    var random = RandomSource(key: key, stream: 0x21, index: UInt64(root))
    let channel = random.next(below: channelIDs.count)
    let start = TimeLine.moment(at: random.next(below: TimeLine.length))
    let gap = Self.gaps[random.next(below: Self.gaps.count)]
    let jitter = Int(RandomSource.mixed(key ^ UInt64(index)) % 30)
    let raw = start + (index - root) * gap + (index == root ? 0 : jitter)

    // Two messages share their microseconds only if their indices differ by a multiple of a million. The number of millions
    // is written into the remainder of the second, so such messages never share the second too.
    let small = UInt64(index % 1_000_000)
    let millions = index / 1_000_000
    let shift = Int(RandomSource.mixed(key ^ 0x22 ^ small) & 127)
    return Placement(
      root: root, channel: channel, seconds: raw - ((raw + shift - millions) & 127), micros: Int(micros(small)))
  }

  /// The index of the message that starts the thread of message `index`.
  func root(of index: Int) -> Int {
    guard index >= Self.plainCount else { return index }
    return index & ~15 + layout(of: index)[index & 15]
  }

  /// How many of the messages before `count` reply to message `index`.
  func replyCount(of index: Int, count: Int) -> Int {
    guard index >= Self.plainCount else { return 0 }
    let layout = layout(of: index)
    let position = index & 15
    var replies = 0
    var next = position + 1
    while next < 16, layout[next] == position, index - position + next < count {
      replies += 1
      next += 1
    }
    return replies
  }

  /// `C…-seconds.micros`
  func append(_ placement: Placement, to bytes: inout [UInt8]) {
    channelIDs.append(placement.channel, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    appendTimestamp(placement, to: &bytes)
  }

  /// `seconds.micros`
  func appendTimestamp(_ placement: Placement, to bytes: inout [UInt8]) {
    bytes.append(decimal: placement.seconds)
    bytes.append(UInt8(ascii: "."))
    bytes.append(decimal: placement.micros, digits: 6)
  }

  private func layout(of index: Int) -> [Int] {
    Self.layouts[Int(RandomSource.mixed(key ^ 0x23 ^ UInt64(index >> 4)) & 3)]
  }
}
