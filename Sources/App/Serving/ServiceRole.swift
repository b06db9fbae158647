/// What a process does for an installation; several processes can have the same role.
package enum ServiceRole: String, CaseIterable, Sendable {
  /// Answers over HTTP.
  case api
  /// Runs operations and checks connectors.
  case worker
  /// Does what is due by the clock; one process at a time.
  case scheduler
  /// Sends events; one process at a time.
  case relay
}
