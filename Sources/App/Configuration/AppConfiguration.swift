package import DataOpsCore
package import DataOpsLifecycle
package import DataOpsSQLStorage
internal import Foundation

/// What the application runs with: defaults < file < environment < flags.
package struct AppConfiguration: Sendable {
  package var dataDirectory: String
  package var templatesRoot: String
  /// The registry that several processes share; nil for the file in the data directory.
  package var registry: PostgresAddress?
  package var registryConnections = 10
  /// Whether this process is the only one, whatever the registry; then it has the embedded sandbox server. Nil where a shared
  /// registry means that there are others.
  package var isAlone: Bool?
  /// The folder of the object store; nil for the one in the data directory.
  package var objectsRoot: String?
  package var slots = 8
  package var drain: Duration = .seconds(25)
  package var relayURL: String?
  package var relaySecretFile: String?
  package var listen: ListenAddress?
  package var policy = Policy()
  /// Where the key comes from that credentials are sealed with, and the one before.
  package var key = KeySource.dataDirectory
  package var previousKey: KeySource?
  package var kmsTimeout: Duration = .seconds(10)
  package var kmsCache: Duration = .seconds(300)
  package var gleanTimeout: Duration = .seconds(30)
  package var gleanAttempts = 4
  package var indexingDelay: Duration = .milliseconds(500)
  package var logLevel = "warning"

  /// The defaults, for a data directory and a template library.
  package init(dataDirectory: String, templatesRoot: String) {
    self.dataDirectory = dataDirectory
    self.templatesRoot = templatesRoot
  }

  /// - Throws: `configuration_invalid`.
  package init(dataDirectory: String, reader: SettingsReader, shippedTemplates: String) throws(Failure) {
    self.init(dataDirectory: dataDirectory, templatesRoot: shippedTemplates)
    templatesRoot = try Self.said(Settings.templatesRoot, reader) ?? templatesRoot
    registry = try reader.value(Settings.registry).value
    registryConnections = try reader.value(Settings.connections).value ?? registryConnections
    objectsRoot = try Self.said(Settings.objectsRoot, reader)
    slots = try reader.value(Settings.slots).value ?? slots
    drain = try reader.value(Settings.drain).value ?? drain
    policy.lease = try reader.value(Settings.lease).value ?? policy.lease
    relayURL = try Self.said(Settings.relayURL, reader)
    relaySecretFile = try Self.said(Settings.relaySecretFile, reader)
    listen = try reader.value(Settings.listen).value
    policy.grace = try reader.value(Settings.grace).value ?? policy.grace
    policy.provisionsPerStage = try reader.value(Settings.perStage).value ?? policy.provisionsPerStage
    policy.provisionsPerClient = try reader.value(Settings.perClient).value ?? policy.provisionsPerClient
    policy.attemptsPerStep = try reader.value(Settings.attempts).value ?? policy.attemptsPerStep
    key = try reader.value(Settings.key).value ?? key
    previousKey = try reader.value(Settings.previousKey).value
    kmsTimeout = try reader.value(Settings.kmsTimeout).value ?? kmsTimeout
    kmsCache = try reader.value(Settings.kmsCache).value ?? kmsCache
    gleanTimeout = try reader.value(Settings.gleanTimeout).value ?? gleanTimeout
    gleanAttempts = try reader.value(Settings.gleanAttempts).value ?? gleanAttempts
    policy.monitor = try MonitorPolicy(reader)
    indexingDelay = try reader.value(Settings.indexingDelay).value ?? indexingDelay
    logLevel = try reader.value(Settings.logLevel).value ?? logLevel
  }

  /// The value of a setting whose default is only described.
  private static func said(_ setting: Setting<String>, _ reader: SettingsReader) throws(Failure) -> String? {
    let found = try reader.value(setting)
    return found.source == .defaultValue ? nil : found.value
  }

  /// Every setting in force: name, value and where it comes from.
  package static func listing(
    _ reader: SettingsReader, dataDirectory: String, dataSource: SettingsReader.Source, shippedTemplates: String
  ) throws(Failure) -> [(name: String, value: String, source: String)] {
    var rows = [(name: "data", value: dataDirectory, source: dataSource.description)]
    func add<Value>(_ setting: Setting<Value>) throws(Failure) {
      let found = try reader.value(setting)
      rows.append((setting.name, found.text, found.source.description))
    }
    try add(Settings.registry)
    try add(Settings.connections)
    try add(Settings.objectsRoot)
    let root = try reader.value(Settings.templatesRoot)
    rows.append(
      (
        Settings.templatesRoot.name, root.source == .defaultValue ? shippedTemplates : root.text,
        root.source.description
      ))
    try add(Settings.slots)
    try add(Settings.lease)
    try add(Settings.drain)
    try add(Settings.relayURL)
    try add(Settings.relaySecretFile)
    try add(Settings.listen)
    try add(Settings.grace)
    try add(Settings.perStage)
    try add(Settings.perClient)
    try add(Settings.attempts)
    try add(Settings.key)
    try add(Settings.previousKey)
    try add(Settings.kmsTimeout)
    try add(Settings.kmsCache)
    try add(Settings.gleanTimeout)
    try add(Settings.gleanAttempts)
    try add(Settings.monitorInterval)
    for setting in [Settings.failuresToOpen, Settings.successesToClose, Settings.checksAtOnce] { try add(setting) }
    for setting in [
      Settings.slowestAnswer, Settings.restAfter, Settings.restInterval, Settings.keepSamples, Settings.keepHours,
      Settings.keepDays,
    ] { try add(setting) }
    try add(Settings.indexingDelay)
    try add(Settings.logLevel)
    return rows
  }

  /// - Parameter command: what the process does, for the server's own views.
  func postgres(_ command: String) -> PostgresOptions {
    var options = PostgresOptions()
    options.application = command
    options.sessions = registryConnections
    return options
  }
}
