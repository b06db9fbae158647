import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct ConnectorList: ListCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List connectors with their health, newest first.",
    discussion: """
      UPTIME is the share of the checks of the last 24 hours that passed.

      For example, those that somebody should look at:
        dataops connector list --troubled
      Those of one client:
        dataops connector list --client "Acme Health"
      """)

  @OptionGroup var owner: ClientOption

  @Flag(help: "Only those in use that are not entirely well.")
  var troubled = false

  @OptionGroup var list: ListOptions

  func run(_ context: CommandContext) async throws {
    guard let view = try await context.viewIfAny() else { return try context.show([ConnectorStanding]()) { [] } }
    let (owner, troubled, limit) = (owner, troubled, list.limit)
    let standings = try await view.storage.reading { registry in
      let connectors = try registry.liveConnectors(of: try owner.id(in: registry), limit: troubled ? .max : limit) {
        _ in true
      }
      let all = try ConnectorStanding.of(connectors, at: SystemTime().now(), in: registry)
      return Array((troubled ? all.filter(\.isTroubled) : all).prefix(limit))
    }
    try context.show(standings) { standings.lines(width: context.console.output.width) }
    if standings.isEmpty { context.console.say(troubled ? "All connectors are well." : "There is no connector.") }
  }
}

extension [ConnectorStanding] {
  fileprivate func lines(width: Int?) -> [Line] {
    var table = Table([
      .left("NAME"), .left("PHASE"), .left("HEALTH"), .left("LAST CHECK (UTC)"), .right("UPTIME"), .left("NOTE"),
      .left("ID"),
    ])
    for standing in self {
      table.add([
        Line(standing.name), Line(standing.phase.rawValue),
        standing.phase == .monitor ? standing.health.line : Line(standing.status.rawValue, .dim),
        Line(standing.lastCheckAt?.short ?? "not yet", standing.lastCheckAt == nil ? .dim : nil),
        Line(standing.uptime.map { Figures.percent($0 / 100) } ?? ""), standing.note, "\(standing.id)",
      ])
    }
    return table.lines(width: width)
  }
}

extension ConnectorStanding {
  fileprivate var note: Line {
    if let restingSince { return Line("rests since \(restingSince.short)", .bad) }
    let isFailing = failuresInARow > 0
    return Line(trouble ?? (syncPaused ? "sync is paused" : ""), isFailing ? .bad : .notice)
  }
}
