package import DataOpsCore

/// What a transaction can read of how connectors are watched.
package protocol MonitoringReading {
  /// Those of these that there are, in any order.
  func connectors(_ ids: Set<Identifier<GleanConnector>>) throws -> [GleanConnector]
  func watch(of connector: Identifier<GleanConnector>) throws -> ConnectorWatch?
  /// Those of these connectors that are watched, in any order.
  func watches(of connectors: Set<Identifier<GleanConnector>>) throws -> [ConnectorWatch]
  /// Connectors in use that nobody watches yet, in any order.
  func unwatchedConnectors(limit: Int) throws -> [GleanConnector]
  /// Newest first, closed ones too.
  func incidents(ofConnector connector: Identifier<GleanConnector>, limit: Int) throws -> [Incident]
  /// Newest first, closed ones too.
  func incidents(limit: Int) throws -> [Incident]

  /// Those taken at or after `start`, oldest first.
  func samples(of connector: Identifier<GleanConnector>, from start: Timestamp) throws -> [ConnectorSample]
  /// Those that begin at or after `start`, oldest first.
  func summaries(
    of connector: Identifier<GleanConnector>, _ span: MetricSpan, from start: Timestamp
  ) throws -> [ConnectorSummary]
  /// The uptime of each of these connectors that was measured at or after `start`.
  func uptimes(
    of connectors: Set<Identifier<GleanConnector>>, from start: Timestamp
  ) throws -> [Identifier<GleanConnector>: MetricFigures]
  /// When the last summary of this span begins.
  func lastSummary(_ span: MetricSpan) throws -> Timestamp?
  /// The first instant at or after `start` of which there is something to sum up: a sample for an hour, an hour for a day.
  func firstToSummarize(_ span: MetricSpan, from start: Timestamp) throws -> Timestamp?
}

/// What a transaction can change of it.
package protocol MonitoringWriting: MonitoringReading {
  /// Begins to watch connectors; leaves alone those that are watched.
  func insert(_ watches: [ConnectorWatch]) throws
  /// Gives to one process watches that are due, those that have waited longest first, and puts them off until `until`.
  func claimWatches(dueAt now: Timestamp, until: Timestamp, limit: Int) throws -> [ConnectorWatch]
  /// Gives watches to one process whether they are due or not, and puts them off until `until`.
  func claimWatches(
    of connectors: Set<Identifier<GleanConnector>>, until: Timestamp
  ) throws -> [ConnectorWatch]
  /// Stores watches where the stored fence is still theirs.
  ///
  /// - Returns: the connectors whose watches were stored; the others were taken up by another process.
  func update(_ watches: [ConnectorWatch]) throws -> Set<Identifier<GleanConnector>>
  /// Ends a watch where the stored fence is still its own.
  func delete(_ watch: ConnectorWatch) throws

  /// Inserts, or replaces by connector and instant.
  func record(_ samples: [ConnectorSample]) throws
  /// Sums up one span of every connector anew: hours from samples, days from hours.
  func summarize(_ span: MetricSpan, startingAt start: Timestamp) throws
  /// - Returns: how many there were.
  func forgetSamples(before instant: Timestamp) throws -> Int
  /// - Returns: how many there were.
  func forgetSummaries(_ span: MetricSpan, before instant: Timestamp) throws -> Int
}
