import ArgumentParser

struct TemplateCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "Templates: what sandbox datasets are made from.",
    discussion: """
      A template is one JSON file, {industry}/{use_case}/{dataset_type}.json under the library's root. For example:
        dataops template list --industry healthcare
        dataops template lint --file draft.json
        dataops template export healthcare/clinical_workflows/jira_issues --to contract
      """,
    subcommands: [TemplateList.self, TemplateShow.self, TemplateLint.self, TemplateCompile.self, TemplateExport.self])
}
