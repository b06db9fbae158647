internal import Configuration
package import DataOpsCore
internal import DataRecords
internal import Foundation

/// Reads settings from flags, environment and file, in this order; what none of them says is the default.
package struct SettingsReader: Sendable {
  private let sources: [(source: Source, provider: any ConfigProvider)]

  /// Where a value comes from.
  package enum Source: Hashable, Sendable, CustomStringConvertible {
    case flag
    case environment(variable: String)
    case file(String)
    case defaultValue

    package var description: String {
      switch self {
      case .flag: "flag"
      case .environment(let variable): "environment \(variable)"
      case .file(let path): "file \(path)"
      case .defaultValue: "default"
      }
    }
  }

  /// - Parameters:
  ///   - flags: by setting name.
  ///   - file: a JSON file; nil or missing means none.
  /// - Throws: `configuration_invalid` for a file that is not JSON or names an unknown setting.
  package init(flags: [String: String] = [:], environment: [String: String], file: String?) throws(Failure) {
    var sources: [(Source, any ConfigProvider)] = [
      (.flag, InMemoryProvider(values: Self.values(flags))),
      (
        .environment(variable: ""),
        EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "dataops")
      ),
    ]
    if let file, let values = try Self.values(inFile: file) {
      sources.append((.file(file), InMemoryProvider(values: Self.values(values))))
    }
    self.sources = sources
  }

  /// The value in force and where it comes from.
  ///
  /// - Throws: `configuration_invalid`, naming setting, source and what is expected.
  package func value<Value>(_ setting: Setting<Value>) throws(Failure) -> (value: Value?, text: String, source: Source)
  {
    let key = AbsoluteConfigKey(setting.name.split(separator: ".").map(String.init))
    for (source, provider) in sources {
      let found: ConfigValue?
      do { found = try provider.value(forKey: key, type: .string).value } catch { found = nil }
      guard case .string(let text)? = found?.content else { continue }
      var source = source
      if case .environment = source { source = .environment(variable: setting.variable) }
      guard let value = setting.read(text) else {
        throw Failure(
          .configurationInvalid,
          setting.shown == nil
            ? "setting \(setting.name) is '\(text.prefix(100))' (\(source))"
            : "setting \(setting.name) cannot be read (\(source))",
          remedy: "It should be \(setting.expected).")
      }
      return (value, setting.shown?(value) ?? text, source)
    }
    return (setting.read(setting.defaultText), setting.defaultText, .defaultValue)
  }

  private static func values(_ texts: [String: String]) -> [AbsoluteConfigKey: ConfigValue] {
    Dictionary(
      texts.map { name, text in
        (AbsoluteConfigKey(name.split(separator: ".").map(String.init)), ConfigValue(.string(text), isSecret: false))
      }
    ) { _, last in last }
  }

  /// The file's settings by dotted name; nil where there is no file.
  private static func values(inFile path: String) throws(Failure) -> [String: String]? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(
        .configurationInvalid, "the configuration file \(path) cannot be read", remedy: "Check its permissions.")
    }
    let document: JSONValue
    do {
      document = try JSONValue(parsing: [UInt8](data), limits: JSONLimits(maximumBytes: 1 << 20, maximumDepth: 8))
    } catch {
      throw Failure(.configurationInvalid, "the configuration file \(path) is not JSON: \(error)")
    }
    var values: [String: String] = [:]
    try flatten(document, prefix: "", into: &values, path)
    let known = Set(Settings.catalogue.map(\.name))
    if let unknown = values.keys.sorted().first(where: { !known.contains($0) }) {
      throw Failure(
        .configurationInvalid, "the configuration file \(path) has the unknown setting '\(unknown)'",
        remedy: "There are: \(known.sorted().joined(separator: ", ")).")
    }
    return values
  }

  private static func flatten(
    _ value: JSONValue, prefix: String, into values: inout [String: String], _ path: String
  ) throws(Failure) {
    switch value {
    case .object(let object):
      for member in object {
        try flatten(
          member.value, prefix: prefix.isEmpty ? member.name : "\(prefix).\(member.name)", into: &values, path)
      }
    case .string(let text): values[prefix] = text
    case .integer(let integer): values[prefix] = String(integer)
    case .null, .bool, .number, .decimal, .array:
      throw Failure(
        .configurationInvalid, "setting '\(prefix)' in \(path) is neither text nor a whole number",
        remedy: "For example: {\"teardown\": {\"grace\": \"24h\"}}")
    }
  }
}
