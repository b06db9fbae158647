import ArgumentParser

struct DatasetCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dataset", abstract: "Datasets: make, look at, check again, keep up to date, remove and bring back.",
    discussion: """
      A dataset is named by its id, its name, or the beginning of its id, as long as only one dataset has it. For example:
        dataops dataset provision --client "Acme Health" --type jira_issues
        dataops dataset show acme-health-sandbox-jira
        dataops dataset teardown acme-health-sandbox-jira
      """,
    subcommands: [
      DatasetProvision.self, DatasetList.self, DatasetShow.self, DatasetValidate.self, DatasetSync.self,
      DatasetRetry.self,
      DatasetTeardown.self, DatasetRestore.self, DatasetHistory.self, DatasetExport.self,
    ])
}
