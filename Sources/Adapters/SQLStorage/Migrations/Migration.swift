/// One numbered change of the schema. Append-only: a migration that was released is never edited.
struct Migration: Sendable {
  let number: Int
  let name: String
  /// The oldest schema whose programs can go on working after this migration: those that know it and no later one.
  let oldestProgram: Int
  let statements: @Sendable (SQLDialect) -> [String]

  init(number: Int, name: String, oldestProgram: Int, statements: @escaping @Sendable (SQLDialect) -> [String]) {
    self.number = number
    self.name = name
    self.oldestProgram = oldestProgram
    self.statements = statements
  }

  /// Every migration, by number from 1 without gaps.
  static let all: [Migration] = [.registry, .work, .governance, .credentials, .monitoring, .clientEvents]

  /// The version of the schema that this program knows.
  static let newest = all.count

  /// Detects an edit of a migration that was applied; FNV-1a, 64 bits, over its statements.
  func checksum(in dialect: SQLDialect) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for statement in statements(dialect) {
      for byte in statement.utf8 {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      }
      hash = (hash ^ 0) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
