import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct ReconcileCommand: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: "Say what does not fit between registry, object store and search.",
    discussion: """
      Looks for datasets without an operation or connector, operations that are stuck, snapshots and archives that are missing or \
      belong to nobody, and for what search still holds or does not hold. Works beside processes that share the registry: what an \
      unfinished operation owns is left to it. Exits with 1 when something remains that somebody has to look at. For example:
        dataops reconcile
        dataops reconcile --repair
        dataops reconcile --client "Acme Health" --output json

      A repaired teardown is an operation again: workers do it, or without any 'dataops operation resume'. Objects that nothing \
      refers to belong to no client; they are only looked for without --client.
      """)

  @Option(help: ArgumentHelp("Only what belongs to this client: its name or id.", valueName: "name"))
  var client: String?

  @Flag(help: "Repair what can be; each repair is in the audit trail.")
  var repair = false

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let application = try await context.open(for: "reconcile")
    let client = try await application.services.reading { [client] registry in
      try client.map { try registry.client(calledBy: $0).id }
    }
    let reconciler = Reconciler(services: application.services, actor: context.actor)
    let result = try await application.run { [repair] _ in
      try await reconciler.run(client: client, repairing: repair)
    }
    try context.show(result) { result.lines(width: context.console.output.width) }
    if let failure = failure(of: result, context) { throw failure }
  }

  private func failure(of result: Reconciliation, _ context: CommandContext) -> Failure? {
    let remaining = result.remaining
    guard !remaining.isEmpty else { return nil }
    let repairable = remaining.count { $0.repair != nil }
    let remedy =
      repair || repairable == 0
      ? "What each asks for: \(context.command("reconcile --output json"))"
      : "\(repairable.grouped) of them can be repaired: \(context.command("reconcile --repair"))"
    return Failure(.reconciliationFindings, "\(remaining.count.of("finding")) to look at", remedy: remedy)
  }
}

extension Reconciliation {
  fileprivate func lines(width: Int?) -> [Line] {
    let mark = remaining.isEmpty ? Line("✓", .good) : Line("✗", .bad)
    let summary: Line =
      "\(mark) \(lookedAt.text): \(findings.isEmpty ? "everything fits" : findings.count.of("finding"))"
    guard !findings.isEmpty else { return [summary] }
    var table = Table([.left("KIND"), .left("ABOUT"), .left("WHAT"), .left("REPAIR")])
    for finding in findings {
      table.add([finding.kindLine, Line(finding.subject.name), Line(finding.message), finding.repairLine])
    }
    return table.lines(width: width) + [summary]
  }
}

extension Reconciliation.Counts {
  fileprivate var text: String {
    [
      datasets.of("dataset"), operations.of("unfinished operation"), connectors.of("connector"),
      datasources.of("datasource"), storedSnapshots.of("stored snapshot"), storedArchives.of("stored archive"),
    ].joined(separator: ", ")
  }
}

extension Finding {
  fileprivate var kindLine: Line {
    if kind.isInformation { return Line(kind.rawValue, .dim) }
    return Line(kind.rawValue, remains ? .bad : .good)
  }

  /// What became of it, what a repair would do, or what a person does.
  fileprivate var repairLine: Line {
    switch standing {
    case .repaired: Line("repaired: \(repair ?? "")", .good)
    case .settled: Line("settled meanwhile", .good)
    case .failed: Line("not repaired: \(failure?.message ?? "")", .bad)
    case .open: Line(repair.map { "--repair \($0)" } ?? remedy)
    }
  }
}
