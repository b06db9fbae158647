import ArgumentParser

/// What every command that works with the data directory understands.
struct CommonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Directory in which all state lives. (default: $DATAOPS_DATA, else this platform's data directory)",
      valueName: "dir"),
    completion: .directory)
  var data: String?

  @OptionGroup var settings: SettingOptions
}

/// The options that set something wherever the state lives.
struct SettingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "File of settings, see 'dataops config'. (default: $DATAOPS_CONFIG, else config.json in the data directory)",
      valueName: "file"),
    completion: .file(extensions: ["json"]))
  var config: String?

  @Option(
    help: ArgumentHelp(
      "Folder of the template library. (default: setting templates.root, else the library that ships)", valueName: "dir"
    ),
    completion: .directory)
  var templates: String?

  @Option(
    help: ArgumentHelp(
      "Least severe messages that are logged to standard error. (default: setting log.level, else warning)",
      valueName: "level"))
  var logLevel: LogLevel?

  enum LogLevel: String, CaseIterable, ExpressibleByArgument, Sendable {
    case trace, debug, info, notice, warning, error, critical
  }
}
