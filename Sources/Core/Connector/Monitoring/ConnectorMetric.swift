/// What is measured of a connector in use (seed, "metrics_tracked").
package enum ConnectorMetric: String, Codable, Sendable, CaseIterable {
  /// Documents that search has indexed, of those that it acknowledged; percent.
  case syncSuccessRate = "sync_success_rate"
  /// From asking a sample query to its answer, the wait for the tenant's budget included; milliseconds.
  case queryResponseTime = "query_response_time"
  /// Requests of a check that failed.
  case errorCount = "error_count"
  /// The age of what was last uploaded or processed; seconds.
  case dataFreshness = "data_freshness"
  /// 100 where a check passed, 0 where it failed; percent.
  case connectorUptime = "connector_uptime"
}

/// What one check measured; a metric that it had no reason to measure is not there.
package struct ConnectorSample: Hashable, Sendable {
  package let connectorID: Identifier<GleanConnector>
  package let takenAt: Timestamp
  package var values: [ConnectorMetric: Double]

  package init(
    connectorID: Identifier<GleanConnector>, takenAt: Timestamp, values: [ConnectorMetric: Double] = [:]
  ) {
    self.connectorID = connectorID
    self.takenAt = takenAt
    self.values = values
  }
}

/// A stretch of time that samples are summed up for.
package enum MetricSpan: String, Codable, Sendable, CaseIterable {
  case hour, day

  package var length: Duration {
    switch self {
    case .hour: .seconds(3600)
    case .day: .seconds(86_400)
    }
  }

  /// When the span that `instant` lies in begins, in UTC.
  package func start(of instant: Timestamp) -> Timestamp {
    let width = length.wholeMicroseconds
    let (quotient, remainder) = instant.microseconds.quotientAndRemainder(dividingBy: width)
    return Timestamp(microseconds: (remainder < 0 ? quotient - 1 : quotient) * width)
  }
}

/// The values of one metric, summed up so that sums of sums are exact.
package struct MetricFigures: Hashable, Sendable, Codable {
  package let count: Int
  package let minimum: Double
  package let maximum: Double
  package let sum: Double

  package init(count: Int, minimum: Double, maximum: Double, sum: Double) {
    self.count = count
    self.minimum = minimum
    self.maximum = maximum
    self.sum = sum
  }

  /// Nil for no values.
  package init?(_ values: some Sequence<Double>) {
    var figures: MetricFigures?
    for value in values {
      let one = MetricFigures(count: 1, minimum: value, maximum: value, sum: value)
      figures = figures.map { $0 + one } ?? one
    }
    guard let figures else { return nil }
    self = figures
  }

  package var mean: Double { sum / Double(max(count, 1)) }

  package static func + (left: Self, right: Self) -> Self {
    MetricFigures(
      count: left.count + right.count, minimum: min(left.minimum, right.minimum),
      maximum: max(left.maximum, right.maximum), sum: left.sum + right.sum)
  }
}

/// What was measured of a connector in one hour or day.
package struct ConnectorSummary: Hashable, Sendable {
  package let connectorID: Identifier<GleanConnector>
  package let span: MetricSpan
  package let startsAt: Timestamp
  package let figures: [ConnectorMetric: MetricFigures]

  package init(
    connectorID: Identifier<GleanConnector>, span: MetricSpan, startsAt: Timestamp,
    figures: [ConnectorMetric: MetricFigures]
  ) {
    self.connectorID = connectorID
    self.span = span
    self.startsAt = startsAt
    self.figures = figures
  }
}
