import ArgumentParser

/// The root of the command line.
struct DataOps: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dataops",
    abstract: "Makes, checks, watches and removes the datasets of enterprise search clients.",
    discussion: """
      A dataset is one type of content (wiki pages, repositories, messages, issues) for one client in one stage, behind one \
      search connector. It is made from a template, uploaded, checked by a quality gate, and later archived and removed with proof.

      Three commands to try first:
        dataops demo
        dataops client add "Acme Health" --industry healthcare
        dataops dataset provision --client "Acme Health" --type confluence_pages

      Exit codes:
        0   done
        1   it worked, and the data did not: the gate is closed, an archive or the
            audit trail is damaged, something does not fit, a run was cancelled
        64  the command line is wrong
        65  it does not fit: a template is refused, a name is taken, or the state
            of the dataset forbids it
        66  there is no such client, credential, dataset, operation, template or registry
        69  search, the registry's server or the key service cannot be reached, or it failed
        70  a defect in this program
        73  the data directory cannot be written
        74  the disk is full, or reading or writing failed
        75  not now; resume or try again: in use by another process, interrupted,
            timed out, a limit is reached
        77  not allowed: search or the registry's server refused a credential, a token
            was lost, a path leaves the template library, approvals are missing
        78  a setting is wrong, or the registry is of a newer or older version

      The filters, dataops records …, know three: 0 all is well, 1 some records are not,
      2 schema, options or input cannot be used.

      Shell completions: dataops --generate-completion-script bash (or zsh, fish).
      """,
    version: "0.1.0",
    subcommands: [
      ClientCommands.self, CredentialCommands.self, DatasetCommands.self, ConnectorCommands.self,
      OperationCommands.self,
      TemplateCommands.self, ArchiveCommands.self, ManualActionCommands.self, AuditCommands.self, ReconcileCommand.self,
      DoctorCommand.self,
      Serve.self, WorkerCommand.self, RegistryCommands.self, KeyCommands.self, RecordsCommands.self,
      GleanSandboxCommands.self, ConfigShow.self, Demo.self,
    ])
}
