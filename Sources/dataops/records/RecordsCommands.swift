import ArgumentParser

struct RecordsCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "records", abstract: "Filters for records: JSON in, verdicts out; no data directory, no registry.",
    discussion: """
      For example:
        dataops records validate --schema schema.json messages.ndjson.gz
        dataops records check --rules rules.json messages.ndjson.gz
        dataops records profile messages.ndjson.gz --output schema
        dataops records diff monday.ndjson tuesday.ndjson
        dataops records generate --template retail/store_operations/jira_issues \\
          --count 1000 > issues.ndjson

      Scripts may rely on the exit code: 0 when the data is good, 1 when it is not, 2 when nothing can be said because schema, \
      rules, options or input cannot be used.
      """,
    subcommands: [
      RecordsValidate.self, RecordsCheck.self, RecordsRules.self, RecordsProfile.self, RecordsDiff.self,
      RecordsGenerate.self,
    ])
}
