/// The few things that databases call differently: column types, table options and triggers.
package struct SQLDialect: Sendable {
  /// A primary key that the database counts up by itself; list order where two rows are of the same instant.
  package let ordinalKey: String
  package let integer: String
  package let real: String
  /// RFC 3339 text, so that text order is time order.
  package let instant: String
  /// JSON with sorted keys.
  package let json: String
  /// What follows the closing parenthesis of a table.
  package let tableOptions: String
  /// The names of the tables that there are.
  package let tableNames: String
  /// Definition of a column that is true or false and never null.
  package let flag: @Sendable (_ column: String) -> String
  /// Statements that make the database refuse every change and deletion of a row.
  package let appendOnly: @Sendable (_ table: String, _ key: String) -> [String]
}
