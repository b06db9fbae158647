import DataOpsApp

/// The page that is checked in as `Documentation/Configuration.md`, made from the settings themselves.
enum ConfigurationReference {
  static var page: String {
    var lines = [
      "# Configuration",
      "",
      "<!-- Made by `dataops config --reference`; do not edit. -->",
      "",
      "Flags win over environment variables, these over the settings file, this over the defaults. `dataops config` shows what is",
      "in force and where it comes from.",
      "",
      "## Where things lie",
      "",
      "| what | flag | environment | default |",
      "|---|---|---|---|",
      "| data directory: registry, archives, keys, the embedded sandbox server's files | `--data DIR` | `DATAOPS_DATA` |"
        + " `$XDG_DATA_HOME/dataops`, else `~/.local/share/dataops`; on macOS `~/Library/Application Support/dataops` |",
      "| settings file | `--config FILE` | `DATAOPS_CONFIG` | `config.json` in the data directory, if it is there |",
      "",
      "The settings file is a JSON object. A setting's name is its path in it: `teardown.grace` is",
      "",
      "```json",
      "{\"teardown\": {\"grace\": \"24h\"}}",
      "```",
      "",
      "## Settings",
      "",
      "| setting | environment | default | accepted | meaning |",
      "|---|---|---|---|---|",
    ]
    lines += Settings.catalogue.map { setting in
      "| `\(setting.name)` | `\(setting.variable)` | \(code(setting.defaultText)) | \(setting.expected) | \(setting.summary) |"
    }
    lines += [
      "",
      "`--templates DIR` sets `templates.root`, and `--log-level LEVEL` sets `log.level`, for one run.",
      "",
      "`dataops glean-sandbox serve` takes its tokens from `DATAOPS_SANDBOX_INDEXING_TOKEN` and `DATAOPS_SANDBOX_CLIENT_TOKEN`.",
      "`NO_COLOR`, set to anything, keeps colours away from terminals.",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// Defaults in brackets are said, not typed.
  private static func code(_ text: String) -> String { text.hasPrefix("(") ? text : "`\(text)`" }
}
