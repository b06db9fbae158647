/// A noun that is one row of one table.
protocol SQLStored {
  static var table: String { get }

  /// - Throws: `column` where the row is none of this noun.
  init(_ row: SQLRow) throws(SQLError)

  /// - Throws: `column` where a value cannot be written down.
  func record() throws(SQLError) -> SQLRecord

  /// How a failure names it: `client 'Acme'`.
  var label: String { get }
}
