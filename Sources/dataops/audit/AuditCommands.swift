import ArgumentParser

struct AuditCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "The audit trail: every change, who made it and why.",
    discussion: """
      Each entry is bound to the one before it by a hash, so that nothing can be changed or left out unnoticed. For example:
        dataops audit list --dataset acme-health-sandbox-jira
        dataops audit list --output jsonl > audit.jsonl
        dataops audit verify --file audit.jsonl
      """,
    subcommands: [AuditList.self, AuditVerify.self])
}
