package import DataOpsCore
package import DataOpsLifecycle
internal import Foundation

/// What the application runs with: defaults < file < environment < flags.
package struct AppConfiguration: Sendable {
  package var dataDirectory: String
  package var templatesRoot: String
  package var policy = Policy()
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
    let root = try reader.value(Settings.templatesRoot)
    if root.source != .defaultValue, let value = root.value { templatesRoot = value }
    policy.grace = try reader.value(Settings.grace).value ?? policy.grace
    policy.provisionsPerStage = try reader.value(Settings.perStage).value ?? policy.provisionsPerStage
    policy.provisionsPerClient = try reader.value(Settings.perClient).value ?? policy.provisionsPerClient
    policy.attemptsPerStep = try reader.value(Settings.attempts).value ?? policy.attemptsPerStep
    gleanTimeout = try reader.value(Settings.gleanTimeout).value ?? gleanTimeout
    gleanAttempts = try reader.value(Settings.gleanAttempts).value ?? gleanAttempts
    indexingDelay = try reader.value(Settings.indexingDelay).value ?? indexingDelay
    logLevel = try reader.value(Settings.logLevel).value ?? logLevel
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
    let root = try reader.value(Settings.templatesRoot)
    rows.append(
      (
        Settings.templatesRoot.name, root.source == .defaultValue ? shippedTemplates : root.text,
        root.source.description
      ))
    try add(Settings.grace)
    try add(Settings.perStage)
    try add(Settings.perClient)
    try add(Settings.attempts)
    try add(Settings.gleanTimeout)
    try add(Settings.gleanAttempts)
    try add(Settings.indexingDelay)
    try add(Settings.logLevel)
    return rows
  }
}
