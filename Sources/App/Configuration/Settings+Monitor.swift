internal import DataOpsCore
internal import DataOpsLifecycle

/// What monitoring decides by, one setting a figure of ``MonitorPolicy``.
extension Settings {
  package static let monitorInterval = Setting(
    name: "monitor.interval",
    summary:
      "Between two checks of a connector, for all of them, those that exist included. Without it each goes by its"
      + " own.",
    defaultText: "(each connector's own, 5m)", expected: "a duration from 30s to 24h",
    read: { Self.duration($0, .seconds(30)...Duration.seconds(86_400)) })
  package static let failuresToOpen = Setting(
    name: "monitor.failures-to-open",
    summary: "Checks in a row that fail before a connector is unhealthy and an incident opens.", defaultText: "3",
    expected: "a whole number from 1 to 100", read: { Self.number($0, 1...100) })
  package static let successesToClose = Setting(
    name: "monitor.successes-to-close",
    summary: "Checks in a row that pass before it is healthy again and the incident closes.", defaultText: "2",
    expected: "a whole number from 1 to 100", read: { Self.number($0, 1...100) })
  package static let slowestAnswer = Setting(
    name: "monitor.slowest-answer", summary: "A check that is answered later has failed.", defaultText: "5s",
    expected: "a duration from 100ms to 60s",
    read: { Self.duration($0, .milliseconds(100)...Duration.seconds(60)) })
  package static let restAfter = Setting(
    name: "monitor.rest-after",
    summary: "After failing for so long a connector is left to rest: its sync is paused, and checks become rare."
      + " It is warned of at half the time.",
    defaultText: "7d", expected: "a duration from 1h to 365d",
    read: { Self.duration($0, .seconds(3600)...Duration.seconds(365 * 86_400)) })
  package static let restInterval = Setting(
    name: "monitor.rest-interval", summary: "Between two checks of a connector that rests.", defaultText: "1h",
    expected: "a duration from 1m to 7d", read: { Self.duration($0, .seconds(60)...Duration.seconds(7 * 86_400)) })
  package static let checksAtOnce = Setting(
    name: "monitor.checks-at-once", summary: "Checks under way at once in one process.", defaultText: "64",
    expected: "a whole number from 1 to 1000", read: { Self.number($0, 1...1000) })
  package static let keepSamples = Setting(
    name: "monitor.keep-samples", summary: "How long each check's figures are kept.", defaultText: "2d",
    expected: "a duration from 1d to 90d",
    read: { Self.duration($0, .seconds(86_400)...Duration.seconds(90 * 86_400)) })
  package static let keepHours = Setting(
    name: "monitor.keep-hours", summary: "How long the figures of an hour are kept.", defaultText: "30d",
    expected: "a duration from 1d to 3650d",
    read: { Self.duration($0, .seconds(86_400)...Duration.seconds(3650 * 86_400)) })
  package static let keepDays = Setting(
    name: "monitor.keep-days", summary: "How long the figures of a day are kept.", defaultText: "400d",
    expected: "a duration from 30d to 3650d",
    read: { Self.duration($0, .seconds(30 * 86_400)...Duration.seconds(3650 * 86_400)) })

  private static func duration(_ text: String, _ allowed: ClosedRange<Duration>) -> Duration? {
    Duration(text: text).flatMap { allowed.contains($0) ? $0 : nil }
  }

  private static func number(_ text: String, _ allowed: ClosedRange<Int>) -> Int? {
    Int(text).flatMap { allowed.contains($0) ? $0 : nil }
  }
}

extension MonitorPolicy {
  /// - Throws: `configuration_invalid`, also where something is kept for a shorter time than what it is summed up from.
  init(_ reader: SettingsReader) throws(Failure) {
    self.init()
    interval = try reader.value(Settings.monitorInterval).value
    failuresToUnhealthy = try reader.value(Settings.failuresToOpen).value ?? failuresToUnhealthy
    successesToHealthy = try reader.value(Settings.successesToClose).value ?? successesToHealthy
    slowestAnswer = try reader.value(Settings.slowestAnswer).value ?? slowestAnswer
    restAfter = try reader.value(Settings.restAfter).value ?? restAfter
    restInterval = try reader.value(Settings.restInterval).value ?? restInterval
    checksAtOnce = try reader.value(Settings.checksAtOnce).value ?? checksAtOnce
    keepsSamples = try reader.value(Settings.keepSamples).value ?? keepsSamples
    keepsHours = try reader.value(Settings.keepHours).value ?? keepsHours
    keepsDays = try reader.value(Settings.keepDays).value ?? keepsDays
    guard keepsSamples <= keepsHours, keepsHours <= keepsDays else {
      throw Failure(
        .configurationInvalid,
        "samples are kept for \(keepsSamples.text), hours for \(keepsHours.text), days for \(keepsDays.text)",
        remedy: "Keep days as long as hours or longer, and hours as long as samples or longer: "
          + "monitor.keep-samples, monitor.keep-hours, monitor.keep-days.")
    }
  }
}
