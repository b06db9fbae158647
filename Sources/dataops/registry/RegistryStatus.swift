import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct RegistryStatus: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show the registry's schema, how much is in it, and who works on it.",
    discussion: """
      For example:
        dataops registry status
      """)

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let state = try await RegistryAdministration(context.configuration).state()
    try context.show(state) { state.lines(width: context.console.output.width) }
    if let obstacle = state.obstacle { throw obstacle }
  }
}

extension RegistryState {
  fileprivate func lines(width: Int?) -> [Line] {
    var lines: [Line] = [
      "\(place, .bold)", "  schema      \(schema.map(String.init) ?? "none") (this program: \(programSchema))",
    ]
    guard let contents else { return lines }
    lines.append("  identity    \(contents.id)")
    let counts = DatasetStatus.allCases.compactMap { status in
      contents.datasets[status.rawValue].map { "\(Figures.count($0)) \(status.display)" }
    }
    lines.append("  clients     \(Figures.count(contents.clients))")
    lines.append("  datasets    \(counts.isEmpty ? "none" : counts.joined(separator: ", "))")
    lines.append(
      "  operations  \(contents.waiting) waiting, \(contents.running) running, \(contents.dead) failed and not taken up again"
    )
    lines.append("  events      \(contents.eventsWaiting) datasets and clients with events not sent yet")
    let overdue = contents.manualActionsOverdue > 0 ? ", \(Figures.count(contents.manualActionsOverdue)) overdue" : ""
    lines.append("  by hand     \(Figures.count(contents.manualActions, "open manual action"))\(overdue)")
    if let skew = contents.clockSkewSeconds { lines.append("  clock       \(skew) s before the server's") }
    for lease in contents.leases {
      lines.append(
        "  \(lease.name)  \(lease.owner), until \(lease.expiresAt.short) UTC")
    }
    guard !contents.schedules.isEmpty else { return lines }
    var table = Table([.left("SCHEDULE"), .left("CRON (UTC)"), .left("NEXT"), .left("LAST"), .left("OUTCOME")])
    for schedule in contents.schedules {
      table.add([
        Line(schedule.name), Line(schedule.cron), Line(schedule.nextAt.short), Line(schedule.lastAt?.short ?? ""),
        Line(schedule.lastOutcome ?? ""),
      ])
    }
    return lines + [""] + table.lines(width: width)
  }
}
