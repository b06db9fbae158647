import DataOpsCore

extension SQLTransaction {
  /// Sets what may change of a row that is not to change any more once its end is noted.
  ///
  /// - Parameter end: the column that is null until then: `closed_at`.
  /// - Throws: `not_found`; `conflict` where the end was noted before.
  func changeUnended(_ noun: some SQLStored, id: SQLValue, end: String) throws(Failure) {
    let changed = try changeRow(noun) { record in
      let update = record.update(where: [:])
      return SQLStatement("\(update.sql) AND \(end) IS NULL", update.values)
    }
    guard changed == 0 else { return }
    let found = try rows("SELECT id FROM \(type(of: noun).table) WHERE id = ?", [id])
    guard !found.isEmpty else { throw Failure.missing(noun.label) }
    throw Failure(
      .conflict, "\(noun.label) was \(end.split(separator: "_")[0]) before",
      remedy: "Leave it; what has ended stays as it is.")
  }

  /// Inserts a row unless there is one with its key.
  ///
  /// - Returns: whether there was none.
  func insertNew(_ noun: some SQLStored) throws(Failure) -> Bool {
    try changeRow(noun) { record in
      let keys = record.key.map(\.key).joined(separator: ", ")
      return SQLStatement("\(record.insert.sql) ON CONFLICT (\(keys)) DO NOTHING", record.insert.values)
    } == 1
  }
}
