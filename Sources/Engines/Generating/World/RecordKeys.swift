/// The keys of the records of all types, computed from their index alone.
///
/// Every rule here is a bijection, so no two indices up to 100 million share a key.
struct RecordKeys: Sendable {
  let messages: MessageKeys
  let issues: IssueKeys
  private let pages: IndexScrambler
  private let repositories: IndexScrambler
  private let items: IndexScrambler

  /// Nine digits without a leading zero.
  private static let numbers: UInt64 = 900_000_000
  private static let firstNumber: UInt64 = 100_000_000

  init(key: UInt64, channels: [World.Channel], projects: [World.Project]) {
    pages = IndexScrambler(size: Self.numbers, key: key ^ 0x10)
    repositories = IndexScrambler(size: Self.numbers, key: key ^ 0x11)
    items = IndexScrambler(size: Self.numbers, key: key ^ 0x12)
    messages = MessageKeys(key: key ^ 0x13, channels: channels)
    issues = IssueKeys(key: key ^ 0x14, projects: projects)
  }

  func append(_ type: DatasetType, _ index: Int, to bytes: inout [UInt8]) {
    switch type {
    case .confluencePages: bytes.append(decimal: Int(Self.firstNumber + pages(UInt64(index))))
    case .githubRepos: bytes.append(decimal: Int(Self.firstNumber + repositories(UInt64(index))))
    case .custom: bytes.append(decimal: number(ofItem: index))
    case .slackMessages: messages.append(messages.placement(of: index), to: &bytes)
    case .jiraIssues: issues.append(index, to: &bytes)
    }
  }

  /// The number of a record of a custom type; nine digits.
  func number(ofItem index: Int) -> Int {
    Int(Self.firstNumber + items(UInt64(index)))
  }

  func landmarks(_ type: DatasetType) -> Set<String> {
    var bytes: [UInt8] = []
    return Set(
      (0..<World.landmarkCount).map { index in
        bytes.removeAll(keepingCapacity: true)
        append(type, index, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
      })
  }
}
