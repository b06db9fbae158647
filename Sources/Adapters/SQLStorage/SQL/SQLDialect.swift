/// The few things that databases call differently: column types, table options, triggers, locks.
package struct SQLDialect: Sendable {
  /// A primary key that the database counts up by itself; list order where two rows are of the same instant.
  package let ordinalKey: String
  /// Text that is compared byte by byte.
  package let text: String
  package let integer: String
  package let real: String
  /// An instant; read as RFC 3339 text with six fractional digits, whatever the column holds.
  package let instant: String
  /// A literal before every instant.
  package let beginning: String
  /// JSON, kept as it was written.
  package let json: String
  /// What follows the closing parenthesis of a table.
  package let tableOptions: String
  /// The names of the tables that there are.
  package let tableNames: String
  /// Ends a query whose rows are to be changed by this transaction only, passing over those that another one has.
  package let skippingLocked: String
  /// Ends a query whose rows are to be changed by this transaction only, waiting for those that another one has.
  package let locking: String
  /// Definition of a column that is true or false and never null.
  package let flag: @Sendable (_ column: String) -> String
  /// Statements that make the database refuse every change and deletion of a row.
  package let appendOnly: @Sendable (_ table: String, _ key: String) -> [String]
  /// A table of the objects in a JSON array, one parameter; to be given an alias.
  package let rows: @Sendable (_ columns: [(name: String, type: ColumnType)]) -> String
  /// An index for finding parts of a text column, where the database has one.
  package let partsOfText: @Sendable (_ table: String, _ column: String) -> [String]

  /// The function that gives `key` and `value` of every member of a JSON object.
  package let eachMember: String
  /// The table that marks commits, where a commit can go unanswered.
  package let commitMarks: [String]

  /// What a column of ``rows`` holds.
  package enum ColumnType: Sendable { case text, integer, instant, json }
}
