/// A warning before a credential expires, by its days.
package enum ExpiryWarning: Int, Codable, Sendable, CaseIterable {
  case fourteenDays = 14
  case threeDays = 3

  package var lead: Duration { .seconds(Int64(rawValue) * 86_400) }

  /// The longest time before an expiry at which a warning is given.
  package static let earliest = fourteenDays.lead
}

extension Credential {
  /// The warning to be given at `now`: each once, and only the later one where the time of both has come.
  package func warningDue(at now: Timestamp) -> ExpiryWarning? {
    guard let expiresAt else { return nil }
    let reached = ExpiryWarning.allCases.filter { expiresAt - $0.lead <= now }
    guard let latest = reached.min(by: { $0.rawValue < $1.rawValue }) else { return nil }
    guard let warning else { return latest }
    return latest.rawValue < warning.rawValue ? latest : nil
  }

  package func hasExpired(at now: Timestamp) -> Bool { expiresAt.map { $0 <= now } ?? false }
}
