import DataOpsCore
import GRDB

extension SQLError {
  /// Runs `body` and throws what SQLite says in our words.
  static func translating<Result>(_ body: () throws -> Result) throws(SQLError) -> Result {
    do {
      return try body()
    } catch let error as SQLError {
      throw error
    } catch let error as DatabaseError {
      throw SQLError(error)
    } catch {
      throw .unexpected(code: 0)
    }
  }

  /// As ``translating(_:)``; other errors pass through.
  static func translatingThrown<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw SQLError(error)
    }
  }

  /// The message of `error` names constraints, never values; nothing else of it is used.
  init(_ error: DatabaseError) {
    switch error.resultCode {
    case .SQLITE_FULL: self = .full
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: self = .readOnly
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
    case .SQLITE_CORRUPT: self = .damaged
    case .SQLITE_NOTADB: self = .notADatabase
    case .SQLITE_CANTOPEN: self = .cannotOpen
    case .SQLITE_MISUSE: self = .closed
    case .SQLITE_CONSTRAINT: self = .constraint(error.extendedResultCode, error.message ?? "")
    default: self = .unexpected(code: Int(error.extendedResultCode.rawValue))
    }
  }

  private static func constraint(_ code: ResultCode, _ message: String) -> SQLError {
    // `UNIQUE constraint failed: clients.slug, clients.name` or `CHECK constraint failed: name_of_the_rule`.
    let detail = message.split(separator: ": ", maxSplits: 1).dropFirst().first ?? ""
    switch code {
    case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
      let columns = detail.split(separator: ", ").compactMap { $0.split(separator: ".").last.map(String.init) }
      return .taken(columns: columns)
    case .SQLITE_CONSTRAINT_FOREIGNKEY:
      return .dangling
    case .SQLITE_CONSTRAINT_TRIGGER:
      return message == appendOnlyMarker ? .appendOnly : .broken(rule: nil)
    case .SQLITE_CONSTRAINT_CHECK:
      // A rule without a name shows its expression instead; that is not for people.
      let isName = detail.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" }
      return .broken(rule: isName ? detail.split(separator: "_").joined(separator: " ") : nil)
    default:
      return .broken(rule: nil)
    }
  }
}
