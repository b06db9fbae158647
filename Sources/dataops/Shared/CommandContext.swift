import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import Foundation

/// What a command runs with: the settings in force, where they come from, and the ways out.
struct CommandContext: Sendable {
  let options: CommonOptions
  let format: OutputFormat
  let console: Console
  let configuration: AppConfiguration
  let settings: SettingsReader
  let dataSource: SettingsReader.Source
  let shippedTemplates: String
  private let user: String

  /// - Parameter standardFolder: the data directory where neither flag nor environment names one; nil for the platform's.
  /// - Throws: `configuration_invalid`.
  init(
    options: CommonOptions, format: OutputFormat, environment: [String: String], standardFolder: String? = nil
  ) throws(Failure) {
    self.options = options
    self.format = format
    console = Console(environment: environment)
    user = Self.user(in: environment)
    shippedTemplates = StandardPlaces.shippedTemplates(
      program: Bundle.main.executablePath ?? CommandLine.arguments.first ?? "dataops")

    let data: String
    if let flag = options.data {
      (data, dataSource) = (flag, .flag)
    } else if standardFolder == nil, let variable = environment["DATAOPS_DATA"], !variable.isEmpty {
      (data, dataSource) = (variable, .environment(variable: "DATAOPS_DATA"))
    } else {
      (data, dataSource) = (standardFolder ?? StandardPlaces.dataDirectory(environment: environment), .defaultValue)
    }
    guard !data.isEmpty else {
      throw Failure(.configurationInvalid, "the data directory is an empty text", remedy: "Give a path: --data DIR")
    }
    let directory = Self.absolute(data)

    var flags: [String: String] = [:]
    if let templates = options.settings.templates { flags[Settings.templatesRoot.name] = Self.absolute(templates) }
    if let level = options.settings.logLevel { flags[Settings.logLevel.name] = level.rawValue }
    let file = try Self.settingsFile(options, environment, directory: directory)
    settings = try SettingsReader(flags: flags, environment: environment, file: file)
    configuration = try AppConfiguration(
      dataDirectory: directory, reader: settings, shippedTemplates: shippedTemplates)
  }

  /// Who asks, as the audit trail names them.
  var actor: DataOpsCore.Actor { DataOpsCore.Actor(.person, user) }

  var templates: TemplateLibrary { TemplateLibrary(root: configuration.templatesRoot) }

  /// The data directory for this process alone.
  ///
  /// - Parameter command: what another process that finds it in use is told.
  func open(for command: String) async throws(Failure) -> Application {
    try await Application.open(configuration, command: "dataops \(command)")
  }

  /// The registry for looking only; nil where there is none yet, after a hint at how to begin.
  func viewIfAny() async throws(Failure) -> RegistryView? {
    guard RegistryView.mayExist(configuration) else {
      console.say([
        "There is nothing in \(configuration.dataDirectory) yet.",
        "  Begin with: \(command("client add \"Acme Health\" --industry healthcare"))",
      ])
      return nil
    }
    return try await RegistryView.open(configuration)
  }

  /// - Throws: `not_found` where there is no registry yet.
  func view() async throws(Failure) -> RegistryView {
    guard RegistryView.mayExist(configuration) else {
      throw Failure(
        .notFound, "there is no registry in \(configuration.dataDirectory)",
        remedy: "Check --data DIR and DATAOPS_DATA, or begin with: "
          + command("client add \"Acme Health\" --industry healthcare"))
    }
    return try await RegistryView.open(configuration)
  }

  /// The command as it must be typed to reach the same data directory with the same program.
  func command(_ arguments: String) -> String {
    options.data.map { command(arguments, data: $0) } ?? "\(program) \(arguments)"
  }

  func command(_ arguments: String, data: String) -> String {
    "\(program) \(arguments) --data \(data.quotedForShell)"
  }

  /// The program as it was called, unless the shell found it by its name.
  private var program: String {
    guard let called = CommandLine.arguments.first, called.contains("/") else { return "dataops" }
    return called.quotedForShell
  }

  /// Prints `value` as JSON, or what `lines` makes of it.
  func show(_ value: some Encodable, lines: () -> [Line]) throws(Failure) {
    switch format {
    case .json: try console.print(document: JSONDocument.text(of: value))
    case .table: try console.print(lines())
    }
  }

  /// The name of the person who runs this process; by the system's accounts where the environment does not say.
  private static func user(in environment: [String: String]) -> String {
    for variable in ["USER", "LOGNAME"] {
      if let name = environment[variable], !name.isEmpty { return name }
    }
    guard let account = getpwuid(getuid()), let name = account.pointee.pw_name else { return "unknown" }
    return String(cString: name)
  }

  static func absolute(_ path: String) -> String {
    let path = path.hasPrefix("~/") ? NSString(string: path).expandingTildeInPath : path
    return URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// A file that was named has to be there; the one in the data directory need not.
  private static func settingsFile(
    _ options: CommonOptions, _ environment: [String: String], directory: String
  ) throws(Failure) -> String {
    guard let named = options.settings.config ?? environment["DATAOPS_CONFIG"], !named.isEmpty else {
      return directory + "/config.json"
    }
    let file = absolute(named)
    guard FileManager.default.fileExists(atPath: file) else {
      throw Failure(
        .configurationInvalid, "the configuration file \(file) does not exist",
        remedy: "Name another one with --config FILE, or leave it out.")
    }
    return file
  }
}

extension String {
  /// As one word of a POSIX shell.
  var quotedForShell: String {
    let plain =
      !isEmpty
      && unicodeScalars.allSatisfy { scalar in
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "/", ".", "_", "-", "=", ":", ",", "@", "%", "+": true
        default: false
        }
      }
    return plain ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}
