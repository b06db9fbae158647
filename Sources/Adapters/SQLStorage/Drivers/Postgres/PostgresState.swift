/// A SQLSTATE (PostgreSQL, appendix A), as far as the registry tells them apart.
struct PostgresState: Hashable {
  let code: String

  /// What the triggers of append-only tables raise; the class is none of PostgreSQL's.
  static let appendOnly = PostgresState(code: "DO001")

  /// The first two characters.
  var group: Substring { code.prefix(2) }
}

extension SQLError {
  /// - Parameters:
  ///   - constraint: the name of the constraint or unique index that was violated.
  ///   - table: the table that it belongs to.
  ///   - detail: names columns and holds values; only the columns are read.
  init(_ state: PostgresState, constraint: String?, table: String?, detail: String?) {
    switch state.code {
    case PostgresState.appendOnly.code: self = .appendOnly
    case "23505": self = .taken(columns: Self.columns(constraint: constraint, table: table, detail: detail))
    case "23503": self = .dangling
    case "23514": self = .broken(rule: constraint.map { $0.split(separator: "_").joined(separator: " ") })
    case "23502": self = .broken(rule: nil)
    case "22021", "22P05": self = .column("of text", problem: "would hold a character that PostgreSQL does not keep")
    case "53100": self = .full
    case "53300": self = .tooManyConnections
    case "28P01", "28000": self = .credentialRefused
    case "42501": self = .denied
    case "3D000": self = .noDatabase
    case "40001", "40P01": self = .contended
    // A prepared statement is of a schema that has changed meanwhile.
    case "0A000": self = .contended
    case "55P03": self = .busy
    case "57014": self = .timedOut
    case "25006": self = .standby
    case "57P01", "57P02", "57P03", "57P05": self = .disconnected
    case "XX001", "XX002": self = .damaged
    default:
      if state.group == "08" { self = .disconnected } else { self = .state(state.code) }
    }
  }

  /// `Key (client_id, name)=(…) already exists.`, in whatever language; else from the constraint's name.
  private static func columns(constraint: String?, table: String?, detail: String?) -> [String] {
    if let detail, let end = detail.firstRange(of: ")=("), let start = detail[..<end.lowerBound].firstIndex(of: "(") {
      let names = detail[detail.index(after: start)..<end.lowerBound].split(separator: ",")
      return names.map { $0.filter { $0.isASCII && ($0.isLetter || $0 == "_") } }
    }
    guard let constraint, let table, constraint.hasPrefix(table + "_") else { return [] }
    return [String(constraint.dropFirst(table.count + 1))]
  }
}
