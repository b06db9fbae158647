internal import DataOpsCore
package import DataOpsSQLStorage

/// One setting: its name, what it means, its default and how its text is read. The catalogue is ``Settings``.
package struct Setting<Value: Sendable>: Sendable {
  /// Dotted, lower case: `teardown.grace`.
  package let name: String
  package let summary: String
  /// The default as a person would write it.
  package let defaultText: String
  /// What is accepted, for error messages: `a duration such as 30s, 15m or 24h`.
  package let expected: String
  let read: @Sendable (String) -> Value?
  /// What may be shown of a value; nil for all of it.
  var shown: (@Sendable (Value) -> String)?

  /// The environment variable: `DATAOPS_TEARDOWN_GRACE`.
  package var variable: String {
    "DATAOPS_" + name.uppercased().map { $0 == "." || $0 == "-" ? "_" : String($0) }.joined()
  }
}

/// Every setting of the product.
package enum Settings {
  package static let templatesRoot = Setting(
    name: "templates.root", summary: "Folder of the template library.", defaultText: "(the library that ships)",
    expected: "a folder", read: { $0.isEmpty ? nil : $0 })
  package static let registry = Setting(
    name: "registry.url",
    summary:
      "Address of a PostgreSQL registry that several processes share; without it the registry is a file of the data"
      + " directory, for one process. A password belongs into `PGPASSWORD` or `~/.pgpass`.",
    defaultText: "(a file in the data directory)", expected: "postgres://user@host:5432/database?sslmode=verify-full",
    read: { try? PostgresAddress($0) }, shown: { $0.description })
  package static let connections = Setting(
    name: "registry.connections", summary: "Connections of one process to a PostgreSQL registry.", defaultText: "10",
    expected: "a whole number from 1 to 200", read: { Int($0).flatMap { (1...200).contains($0) ? $0 : nil } })
  package static let objectsRoot = Setting(
    name: "objects.root", summary: "Folder of snapshots and archives; processes on several machines need a shared one.",
    defaultText: "(objects in the data directory)", expected: "a folder", read: { $0.isEmpty ? nil : $0 })
  package static let slots = Setting(
    name: "worker.slots", summary: "Operations that one worker runs at once.", defaultText: "8",
    expected: "a whole number from 1 to 1000", read: { Int($0).flatMap { (1...1000).contains($0) ? $0 : nil } })
  package static let drain = Setting(
    name: "worker.drain", summary: "How long steps under way may take when a worker is to end.", defaultText: "25s",
    expected: "a duration such as 30s, 15m or 24h", read: Duration.init(text:))
  package static let lease = Setting(
    name: "worker.lease",
    summary: "How long a worker may be silent before others take up what it was doing.", defaultText: "30s",
    expected: "a duration from 1s to 1h",
    read: { Duration(text: $0).flatMap { (.seconds(1)...Duration.seconds(3600)).contains($0) ? $0 : nil } })
  package static let relayURL = Setting(
    name: "relay.url", summary: "Where the relay posts events (CloudEvents 1.0); without it they are kept.",
    defaultText: "(nowhere)", expected: "an address such as https://events.example/dataops",
    read: { $0.hasPrefix("https://") || $0.hasPrefix("http://") ? $0 : nil })
  package static let relaySecretFile = Setting(
    name: "relay.secret-file", summary: "File with the secret that posted events are signed with.",
    defaultText: "(not signed)", expected: "a file", read: { $0.isEmpty ? nil : $0 })
  package static let listen = Setting(
    name: "api.listen", summary: "Where `dataops serve` answers whether it is alive and ready.",
    defaultText: "127.0.0.1:8080", expected: "host:port",
    read: { ListenAddress($0) }, shown: { $0.description })
  package static let grace = Setting(
    name: "teardown.grace", summary: "Between ARCHIVED and the removal of what is left in search.", defaultText: "24h",
    expected: "a duration such as 30s, 15m or 24h", read: Duration.init(text:))
  package static let perStage = Setting(
    name: "provision.per-stage", summary: "Provisions that run at once in one stage.", defaultText: "10",
    expected: "a whole number from 1 to 10", read: { Int($0).flatMap { (1...10).contains($0) ? $0 : nil } })
  package static let perClient = Setting(
    name: "provision.per-client", summary: "Of these, how many may belong to one client.", defaultText: "3",
    expected: "a whole number from 1 to 10", read: { Int($0).flatMap { (1...10).contains($0) ? $0 : nil } })
  package static let attempts = Setting(
    name: "steps.attempts", summary: "How often a step is tried before its operation fails.", defaultText: "3",
    expected: "a whole number from 1 to 20", read: { Int($0).flatMap { (1...20).contains($0) ? $0 : nil } })
  package static let key = Setting(
    name: "credentials.key",
    summary:
      "Where the key comes from that wraps the data keys of credentials: `file`, made at first use in the data directory;"
      + " `file:/path` or `env:NAME`, 32 bytes in Base64 or hexadecimal digits; or `kms:ID /program argument …`, a command"
      + " that is called with `wrap` or `unwrap` as its last argument, gets bytes in Base64 on standard input and answers in"
      + " Base64 on standard output.",
    defaultText: "file", expected: "file, file:/path, env:NAME, or kms:ID /program argument …",
    read: KeySource.init, shown: { $0.description })
  package static let previousKey = Setting(
    name: "credentials.previous-key",
    summary: "The key before, as `credentials.key` is written, until `dataops key status` tells that it seals nothing.",
    defaultText: "(none)", expected: "file, file:/path, env:NAME, or kms:ID /program argument …",
    read: KeySource.init, shown: { $0.description })
  package static let kmsTimeout = Setting(
    name: "credentials.kms-timeout", summary: "How long the command of a key service may take.", defaultText: "10s",
    expected: "a duration from 100ms to 1m",
    read: { Duration(text: $0).flatMap { (.milliseconds(100)...Duration.seconds(60)).contains($0) ? $0 : nil } })
  package static let kmsCache = Setting(
    name: "credentials.kms-cache",
    summary: "How long a process remembers a data key that the command unwrapped; 0 to ask each time.",
    defaultText: "5m", expected: "a duration from 0 to 1h",
    read: { Duration(text: $0).flatMap { (.zero...Duration.seconds(3600)).contains($0) ? $0 : nil } })
  package static let gleanTimeout = Setting(
    name: "glean.timeout", summary: "Longest wait for one answer of Glean.", defaultText: "30s",
    expected: "a duration from 100ms to 10m",
    read: { Duration(text: $0).flatMap { (.milliseconds(100)...Duration.seconds(600)).contains($0) ? $0 : nil } })
  package static let gleanAttempts = Setting(
    name: "glean.attempts", summary: "How often a call to Glean is tried within one attempt of a step.",
    defaultText: "4", expected: "a whole number from 1 to 10",
    read: { Int($0).flatMap { (1...10).contains($0) ? $0 : nil } })
  package static let indexingDelay = Setting(
    name: "sandbox.indexing-delay", summary: "How long the embedded sandbox server takes to index a document.",
    defaultText: "500ms", expected: "a duration such as 0, 500ms or 15m", read: Duration.init(text:))
  package static let logLevel = Setting(
    name: "log.level", summary: "Least severe messages that are logged to standard error.", defaultText: "warning",
    expected: "trace, debug, info, notice, warning, error or critical",
    read: { ["trace", "debug", "info", "notice", "warning", "error", "critical"].contains($0) ? $0 : nil })

  /// Name, variable, default, expectation and meaning of every setting, in the order of the reference page.
  package static let catalogue:
    [(name: String, variable: String, defaultText: String, expected: String, summary: String)] = [
      describe(registry), describe(connections), describe(objectsRoot), describe(templatesRoot), describe(slots),
      describe(lease), describe(drain), describe(relayURL), describe(relaySecretFile), describe(listen),
      describe(grace), describe(perStage), describe(perClient), describe(attempts),
      describe(key), describe(previousKey), describe(kmsTimeout), describe(kmsCache), describe(gleanTimeout),
      describe(gleanAttempts), describe(monitorInterval), describe(failuresToOpen), describe(successesToClose),
      describe(slowestAnswer), describe(restAfter), describe(restInterval), describe(checksAtOnce),
      describe(keepSamples), describe(keepHours), describe(keepDays), describe(indexingDelay), describe(logLevel),
    ]

  private static func describe<Value>(
    _ setting: Setting<Value>
  ) -> (name: String, variable: String, defaultText: String, expected: String, summary: String) {
    (setting.name, setting.variable, setting.defaultText, setting.expected, setting.summary)
  }
}
