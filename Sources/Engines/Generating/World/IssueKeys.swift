/// Which project and number an issue has.
///
/// Projects get unequal shares of every 32 consecutive issues; inside a project the numbers count up without gaps.
struct IssueKeys: Sendable {
  private static let shares = [6, 5, 4, 4, 3, 3, 2, 2, 2, 1]

  private struct Slot: Sendable {
    var project: Int
    var rank: Int
    var share: Int
  }

  /// 32 of them.
  private let slots: [Slot]
  private let firstNumbers: [Int]
  private let prefixes: ByteTable

  /// - Requires: `projects` is not empty.
  init(key: UInt64, projects: [World.Project]) {
    var random = RandomSource(key: key)
    let order = IndexScrambler(size: UInt64(projects.count), key: random.next())
    let places = IndexScrambler(size: 32, key: random.next())
    var slots = [Slot](repeating: Slot(project: 0, rank: 0, share: 1), count: 32)
    var next: UInt64 = 0
    for (position, share) in Self.shares.enumerated() {
      let project = Int(order(UInt64(position)))
      for rank in 0..<share {
        slots[Int(places(next))] = Slot(project: project, rank: rank, share: share)
        next += 1
      }
    }
    self.slots = slots
    firstNumbers = projects.map { _ in 101 + 50 * random.next(below: 60) }
    prefixes = ByteTable(projects.map { $0.key + "-" })
  }

  func project(of index: Int) -> Int { slots[index & 31].project }

  func append(_ index: Int, to bytes: inout [UInt8]) {
    let slot = slots[index & 31]
    prefixes.append(slot.project, to: &bytes)
    bytes.append(decimal: firstNumbers[slot.project] + (index >> 5) * slot.share + slot.rank)
  }
}
