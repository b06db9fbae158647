/// Something that is done again and again, at the times that a cron expression gives.
package struct Schedule: Hashable, Sendable, Codable {
  package let name: String
  package let cron: String
  package var nextAt: Timestamp
  package var lastAt: Timestamp?
  /// One line for people: what came of it last.
  package var lastOutcome: String?

  package init(name: String, cron: String, nextAt: Timestamp, lastAt: Timestamp? = nil, lastOutcome: String? = nil) {
    self.name = name
    self.cron = cron
    self.nextAt = nextAt
    self.lastAt = lastAt
    self.lastOutcome = lastOutcome
  }
}
