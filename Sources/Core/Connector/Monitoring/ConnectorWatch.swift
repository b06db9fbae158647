/// How a connector in use is watched: when it is checked next, and what the checks so far say.
///
/// It is a row of its own, so that ten thousand checks every five minutes leave the connectors, and those who change them, alone.
package struct ConnectorWatch: Hashable, Sendable {
  package let connectorID: Identifier<GleanConnector>
  /// When the next check is due. A process that takes it up puts this off; should it die, the check is due again by itself.
  package var dueAt: Timestamp
  /// Counts how often the watch was taken up; what an earlier process still has to say is refused.
  package let fence: Int
  /// Counts the checks that were made by themselves; what a check looks at goes by it.
  package var round: Int
  package var lastCheckAt: Timestamp?
  package var record: HealthRecord
  /// What is out of bounds and no failure.
  package var remarks: [HealthRemark]
  /// Where search holds something else than was configured, as of the last look.
  package var drift: [ConnectorDrift]

  package init(
    connectorID: Identifier<GleanConnector>, dueAt: Timestamp, fence: Int = 0, round: Int = 0,
    lastCheckAt: Timestamp? = nil, record: HealthRecord = HealthRecord(), remarks: [HealthRemark] = [],
    drift: [ConnectorDrift] = []
  ) {
    self.connectorID = connectorID
    self.dueAt = dueAt
    self.fence = fence
    self.round = round
    self.lastCheckAt = lastCheckAt
    self.record = record
    self.remarks = remarks
    self.drift = drift
  }
}

/// What the checks of a connector count.
package struct HealthRecord: Hashable, Sendable, Codable {
  /// Checks that failed, one after the other, up to now.
  package var failures = 0
  /// Checks that passed, one after the other, up to now.
  package var successes = 0
  /// Checks to which search gave no answer that says anything, one after the other, up to now.
  package var unanswered = 0
  /// When the first of ``failures`` was.
  package var failingSince: Timestamp?
  /// When it was told that the connector will be left to rest.
  package var warnedAt: Timestamp?
  /// Since when checks are rare and the sync is paused, because the connector has failed for so long.
  package var restingSince: Timestamp?
  /// What failed last; the next check looks there again.
  package var failedLook: ConnectorLook?
  package var lastFailure: Failure?

  package init() {}
}

/// What a check looks at; each costs one request.
package enum ConnectorLook: String, Codable, Sendable, CaseIterable {
  /// What search says of the datasource's content. 30 requests a second a token, shared with everything but searches.
  case status
  /// How search has the datasource configured. From the same 30 requests.
  case configuration
  /// A sample query, asked as a person would. Five searches a second a token.
  case query
}

/// Something that is out of bounds without being a failure.
package struct HealthRemark: Hashable, Sendable, Codable {
  package enum Indicator: String, Codable, Sendable, CaseIterable {
    case syncSuccessRate = "sync_success_rate"
    case visibility
    case drift
    case sampleQuery = "sample_query"

    /// The look that finds it, and finds that it is gone.
    package var look: ConnectorLook {
      switch self {
      case .syncSuccessRate, .visibility: .status
      case .drift: .configuration
      case .sampleQuery: .query
      }
    }
  }

  package let indicator: Indicator
  /// What is out of bounds, as a sentence for people.
  package let message: String

  package init(_ indicator: Indicator, _ message: String) {
    self.indicator = indicator
    self.message = message
  }
}

/// One member of a datasource's configuration that search holds otherwise than it was configured.
package struct ConnectorDrift: Hashable, Sendable, Codable {
  /// `url_pattern`, `properties.team` …
  package let member: String
  /// Nil where it should not be there.
  package let configured: String?
  /// Nil where it is missing.
  package let found: String?
  /// Whether uploads or searches depend on it; the rest is appearance.
  package let breaks: Bool

  package init(_ member: String, configured: String?, found: String?, breaks: Bool) {
    self.member = member
    self.configured = configured
    self.found = found
    self.breaks = breaks
  }
}
