import DataOpsCore
import DataOpsLifecycle

/// What a table holds, in a few bytes: how many rows, and a hash over all of their values in the order of the key.
struct TableDigest: Hashable, Sendable {
  private(set) var rows = 0
  /// SHA-256 over the hash so far and the next page.
  private var hash = ""

  init(of table: MovedTable, in connection: any SQLConnection) throws {
    var pages = TablePages(table, in: connection)
    while let page = try pages.next() { add(page) }
  }

  private mutating func add(_ page: [[SQLValue]]) {
    var bytes = Array(hash.utf8)
    for row in page {
      for value in row { value.append(to: &bytes) }
    }
    hash = Digest.sha256(bytes)
    rows += page.count
  }
}

/// The rows of a table, some hundred at a time.
struct TablePages {
  private let table: MovedTable
  private let connection: any SQLConnection
  private var last: [SQLValue]?
  private var isOver = false

  private static let rowsAPage = 512

  init(_ table: MovedTable, in connection: any SQLConnection) {
    self.table = table
    self.connection = connection
  }

  /// Values in the order of the table's columns; nil after the last page.
  mutating func next() throws(SQLError) -> [[SQLValue]]? {
    guard !isOver else { return nil }
    let statement = table.page(after: last, limit: Self.rowsAPage)
    let rows = try connection.query(statement.sql, statement.values)
    isOver = rows.count < Self.rowsAPage
    guard let end = rows.last else { return nil }
    last = try table.key.map { column throws(SQLError) in try end.value(column) }
    return try rows.map { row throws(SQLError) in
      try table.columns.map { column throws(SQLError) in try row.value(column) }
    }
  }
}

extension SQLValue {
  /// Bytes that no other value has, wherever they stand among others: a letter for the type, and the length of text.
  fileprivate func append(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes.append(UInt8(ascii: "n"))
    case .integer(let integer): Self.append(UInt64(bitPattern: integer), as: UInt8(ascii: "i"), to: &bytes)
    case .real(let real): Self.append(real.bitPattern, as: UInt8(ascii: "r"), to: &bytes)
    case .text(let text):
      let utf8 = text.utf8
      Self.append(UInt64(utf8.count), as: UInt8(ascii: "t"), to: &bytes)
      bytes.append(contentsOf: utf8)
    }
  }

  private static func append(_ number: UInt64, as type: UInt8, to bytes: inout [UInt8]) {
    bytes.append(type)
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }
}
