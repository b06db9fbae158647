extension SQLDialect {
  /// SQLite 3.37 or later (strict tables).
  package static let sqlite = SQLDialect(
    ordinalKey: "INTEGER PRIMARY KEY AUTOINCREMENT",
    text: "TEXT",
    integer: "INTEGER",
    real: "REAL",
    instant: "TEXT",
    beginning: "''",
    json: "TEXT",
    tableOptions: " STRICT",
    tableNames: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^'",
    // One transaction writes at a time.
    skippingLocked: "",
    locking: "",
    flag: { column in "\(column) INTEGER NOT NULL CHECK (\(column) IN (0, 1))" },
    appendOnly: { table, key in
      let refuse = "BEGIN SELECT RAISE(ABORT, '\(SQLError.appendOnlyMarker)'); END"
      return [
        "CREATE TRIGGER \(table)_refuse_update BEFORE UPDATE ON \(table) \(refuse)",
        "CREATE TRIGGER \(table)_refuse_delete BEFORE DELETE ON \(table) \(refuse)",
        // INSERT OR REPLACE deletes without asking the trigger above.
        """
        CREATE TRIGGER \(table)_refuse_replace BEFORE INSERT ON \(table)
        WHEN EXISTS (SELECT 1 FROM \(table) WHERE \(key) = NEW.\(key)) \(refuse)
        """,
      ]
    },
    rows: { columns in
      let members = columns.map { column in
        let value = "json_extract(value, '$.\(column.name)')"
        return "\(value) AS \(column.name)"
      }
      return "(SELECT \(members.joined(separator: ", ")) FROM json_each(?))"
    },
    // A registry of one process is small enough to be read through.
    partsOfText: { _, _ in [] },
    eachMember: "json_each",
    commitMarks: [])
}
