import DataOpsCore
import DataOpsLifecycle

/// One metric of a connector: what was measured last, the last 24 hours and 30 days in figures, and their course.
struct MetricTrend: Encodable, Sendable {
  let metric: ConnectorMetric
  let latest: Double?
  let day: Figures?
  let month: Figures?
  /// The mean of each of the last 24 hours, oldest first; null where nothing was measured.
  let hourlyMeans: [Double?]
  /// The mean of each of the last 30 days, oldest first.
  let dailyMeans: [Double?]

  struct Figures: Encodable, Sendable {
    let count: Int
    let minimum: Double
    let mean: Double
    let maximum: Double

    init(_ figures: MetricFigures) {
      (count, minimum, mean, maximum) = (figures.count, figures.minimum, figures.mean, figures.maximum)
    }
  }

  /// All metrics. Hours that were not summed up yet are taken from the samples.
  static func all(
    of connector: Identifier<GleanConnector>, at now: Timestamp, in registry: any RegistryReading
  ) throws -> [MetricTrend] {
    let hours = Course(.hour, count: 24, until: now)
    let days = Course(.day, count: 30, until: now)
    let samples = try registry.samples(of: connector, from: days.recent(of: now))
    let summaries = try registry.summaries(of: connector, .hour, from: hours.start)
    let older = try registry.summaries(of: connector, .day, from: days.start)
    return ConnectorMetric.allCases.map { metric in
      let values = samples.compactMap { sample in sample.values[metric].map { (at: sample.takenAt, value: $0) } }
      let hourly = hours.figures(summaries, values, metric)
      let daily = days.figures(older, values, metric)
      return MetricTrend(
        metric: metric, latest: values.last?.value, day: total(hourly).map(Figures.init),
        month: total(daily).map(Figures.init), hourlyMeans: hourly.map { $0?.mean }, dailyMeans: daily.map { $0?.mean })
    }
  }

  private static func total(_ figures: [MetricFigures?]) -> MetricFigures? {
    figures.reduce(nil) { total, next in
      guard let total, let next else { return total ?? next }
      return total + next
    }
  }
}

/// A row of spans up to the one that is not over yet.
private struct Course {
  let span: MetricSpan
  let count: Int
  let start: Timestamp

  init(_ span: MetricSpan, count: Int, until now: Timestamp) {
    self.span = span
    self.count = count
    start = span.start(of: now) - span.length * (count - 1)
  }

  /// Where samples are taken from that may not be in any day yet: they are kept for two.
  func recent(of now: Timestamp) -> Timestamp { now - .seconds(2 * 86_400) }

  func figures(
    _ summaries: [ConnectorSummary], _ values: [(at: Timestamp, value: Double)], _ metric: ConnectorMetric
  ) -> [MetricFigures?] {
    let known = Dictionary(summaries.map { ($0.startsAt, $0) }) { $1 }
    let measured = Dictionary(grouping: values) { span.start(of: $0.at) }
    return (0..<count).map { index in
      let begin = start + span.length * index
      return known[begin].map { $0.figures[metric] } ?? MetricFigures((measured[begin] ?? []).map(\.value))
    }
  }
}

extension MetricTrend {
  /// The course of the means as bars of text; a space where nothing was measured.
  static func graph(_ means: [Double?]) -> String {
    let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    let known = means.compactMap(\.self)
    guard let least = known.min(), let most = known.max() else { return "" }
    return String(
      means.map { mean in
        guard let mean else { return " " }
        // What does not change stands in the middle.
        guard most > least else { return "▄" }
        let place = Int(((mean - least) / (most - least) * Double(bars.count - 1)).rounded())
        return bars[Swift.min(Swift.max(place, 0), bars.count - 1)]
      })
  }

  var graphOfDay: String { Self.graph(hourlyMeans) }
  var graphOfMonth: String { Self.graph(dailyMeans) }
}

extension ConnectorMetric {
  /// As people read it: `99.9 %`, `120 ms`, `3 h`.
  func text(_ value: Double) -> String {
    switch self {
    case .syncSuccessRate, .connectorUptime: Figures.percent(value / 100)
    case .queryResponseTime: "\(Figures.fixed(value, value < 10 ? 1 : 0)) ms"
    case .errorCount: Figures.fixed(value, value == value.rounded() ? 0 : 2)
    case .dataFreshness: Figures.time(.seconds(value))
    }
  }
}
