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
  /// The server's user has not the rights.
  case denied
  /// Somebody else held the lock for too long.
  case busy
  case damaged
  case notADatabase
  case cannotOpen
  case closed
  /// No server answers there.
  case unreachable(String)
  /// The server went away, or the session with it.
  case disconnected
  /// The server does not let this user in.
  case credentialRefused
  /// The server and this program could not agree on an encrypted session.
  case encryptionRefused
  /// A parameter of the address has a value that libpq or the server does not take.
  case addressRefused
  case noDatabase
  case tooManyConnections
  /// All sessions of this process, so many, were in use for too long.
  case poolExhausted(Int)
  /// The server only lets itself be read.
  case standby
  case timedOut
  /// Another transaction was in the way; the whole can be tried again.
  case contended
  /// A SQLSTATE that needs a look at the server's log.
  case state(String)
  /// A column is missing or holds something unexpected.
  case column(String, problem: String)
  case unexpected(code: Int)

  /// Whether the same transaction may succeed a little later without anybody changing anything.
  var passes: Bool {
    switch self {
    case .contended, .disconnected, .standby, .unreachable, .tooManyConnections: true
    default: false
    }
  }

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
    case .denied:
      return Failure(
        .storageReadOnly, "the registry's server does not let this user do that",
        remedy: "Grant it the rights on schema dataops_lifecycle; the registry's owner migrates.", retryable: false)
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
    case .unreachable(let place):
      return Failure(
        .storageUnreachable, "the registry's server at \(place) does not answer",
        remedy: "Check that PostgreSQL runs there and can be reached from this machine.")
    case .disconnected:
      return Failure(
        .storageUnreachable, "the registry's server went away", remedy: "Try again when it is back; nothing is lost.")
    case .credentialRefused:
      return Failure(
        .storageRefusedCredential, "the registry's server does not let this user in",
        remedy: "Check user and password (PGPASSWORD or ~/.pgpass), and the server's pg_hba.conf.")
    case .encryptionRefused:
      return Failure(
        .storageUnreachable, "the registry's server and this program could not agree on an encrypted connection",
        remedy: "Check sslmode and sslrootcert of the address, and the server's certificate; "
          + "only on a network of your own: sslmode=disable.", retryable: false)
    case .addressRefused:
      return Failure(
        .configurationInvalid, "a parameter of the registry's address has a value that is not allowed",
        remedy: "Check what follows the question mark, such as sslmode=verify-full.", retryable: false)
    case .noDatabase:
      return Failure(
        .storageFailed, "the registry's server has no such database", remedy: "Make it, or check the address.",
        retryable: false)
    case .tooManyConnections:
      return Failure(
        .storageUnreachable, "the registry's server has no connection left",
        remedy: "Raise its max_connections, or lower registry.connections of the processes that use it.")
    case .poolExhausted(let count):
      return Failure(
        .storageFailed, "all \(count) connections of this process to the registry were in use for too long",
        remedy: "Try again, or raise registry.connections.", retryable: true)
    case .standby:
      return Failure(
        .storageUnreachable, "the registry's server can only be read; it is a replica",
        remedy: "Name the server that takes changes, or both: postgres://one,two/database")
    case .timedOut:
      return Failure(.storageFailed, "the registry took too long to answer", remedy: "Try again.", retryable: true)
    case .contended:
      return Failure(
        .storageFailed, "other changes to the registry were in the way for too long", remedy: "Try again.",
        retryable: true)
    case .state(let code):
      return Failure(
        .storageFailed, "the registry's database failed (SQLSTATE \(code))",
        remedy: "The server's log says more.")
    case .column(let column, let problem):
      return Failure(
        .storageFailed, "\(what): column \(column) \(problem)",
        remedy: "Restore the registry from a backup, and report this.", retryable: false)
    case .unexpected(let code):
      return Failure(.storageFailed, "the registry's database failed with code \(code)")
    }
  }
}
