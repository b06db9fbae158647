package import DataOpsCore

/// What can go wrong between the registry and its database, whichever it is. Carries neither SQL nor values.
package enum SQLError: Error, Hashable, Sendable {
  /// Columns that have to be unique are not.
  case taken(columns: [String])
  /// A reference leads nowhere, or something is still referred to.
  case dangling
  /// A rule of the schema is broken.
  case broken(rule: String?)
  /// An entry of an append-only table would change.
  case appendOnly
  case full
  case readOnly
  /// Somebody else held the lock for too long.
  case busy
  case damaged
  case notADatabase
  case cannotOpen
  case closed
  /// A column is missing or holds something unexpected.
  case column(String, problem: String)
  case unexpected(code: Int)

  /// How the triggers of append-only tables name themselves.
  static let appendOnlyMarker = "append only"
}

extension SQLError {
  /// What leaves the adapter.
  ///
  /// - Parameter what: whom it is about: `client 'Acme'`.
  package func failure(about what: String = "the registry") -> Failure {
    switch self {
    case .taken(let columns):
      let names = columns.map { $0.split(separator: "_").joined(separator: " ") }.joined(separator: ", ")
      return Failure(.alreadyExists, "\(what) is there already" + (names.isEmpty ? "" : " (by its \(names))"))
    case .dangling:
      return Failure(.conflict, "\(what) refers to something that is not in the registry, or is still referred to")
    case .broken(let rule):
      return Failure(.conflict, "\(what) breaks a rule of the registry" + (rule.map { ": \($0)" } ?? ""))
    case .appendOnly:
      return Failure(.conflict, "entries of the audit trail cannot be changed or removed")
    case .full:
      return Failure(
        .storageFull, "the disk of the registry is full",
        remedy: "Free some space; what was under way goes on with: dataops operation resume")
    case .readOnly:
      return Failure(
        .storageReadOnly, "the registry cannot be written to",
        remedy: "Make the data directory and the files in it writable for this user.")
    case .busy:
      return Failure(
        .storageFailed, "another process kept the registry locked for too long",
        remedy: "Try again when it is done.", retryable: true)
    case .damaged:
      return Failure(
        .storageFailed, "the registry's file is damaged", remedy: "Restore it from a backup.", retryable: false)
    case .notADatabase:
      return Failure(
        .storageFailed, "the registry's file is not an SQLite database",
        remedy: "Check the path of the data directory, or restore the file from a backup.", retryable: false)
    case .cannotOpen:
      return Failure(
        .storageFailed, "the registry's file cannot be opened",
        remedy: "Check that the data directory exists and that this user may read and write it.", retryable: false)
    case .closed:
      return Failure(.storageFailed, "the registry was closed", retryable: false)
    case .column(let column, let problem):
      return Failure(
        .storageFailed, "\(what): column \(column) \(problem)",
        remedy: "Restore the registry from a backup, and report this.", retryable: false)
    case .unexpected(let code):
      return Failure(.storageFailed, "the registry's database failed with code \(code)")
    }
  }
}
