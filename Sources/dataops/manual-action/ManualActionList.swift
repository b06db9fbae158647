import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct ManualActionList: ListCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List what people still have to do, oldest first.",
    discussion: """
      For example, what was ever asked for one client:
        dataops manual-action list --client "Acme Health" --all
      """)

  @OptionGroup var owner: ClientOption

  @Flag(help: "Also those that were confirmed.")
  var all = false

  @OptionGroup var list: ListOptions

  func run(_ context: CommandContext) async throws {
    guard let view = try await context.viewIfAny() else { return try context.show([ManualAction]()) { [] } }
    let (now, owner, all, limit) = (SystemTime().now(), owner, all, list.limit)
    let (actions, names) = try await view.storage.reading { registry in
      let actions = try registry.manualActions(
        ManualActionFilter(clientID: owner.id(in: registry), openOnly: !all, limit: limit))
      let clients = try registry.clients(Set(actions.map(\.clientID)))
      return (actions, Dictionary(clients.map { ($0.id, $0.name) }) { first, _ in first })
    }
    try context.show(actions) {
      var table = Table([
        .left("ID"), .left("KIND"), .left("CLIENT"), .left("ASKED FOR"), .left("DEADLINE"), .left("STATE"),
        .left("WHAT TO DO"),
      ])
      for action in actions {
        table.add([
          "\(action.id)", Line(action.kind.rawValue), Line(names[action.clientID] ?? action.clientID.description),
          Line(action.requestedAt.short), Line(action.deadlineAt?.short ?? ""), action.state(at: now),
          Line(action.text),
        ])
      }
      return table.lines(width: context.console.output.width)
    }
    if actions.isEmpty { context.console.say("There is nothing to do by hand.") }
  }
}

extension ManualAction {
  func state(at now: Timestamp) -> Line {
    if confirmedAt != nil { return Line("done", .good) }
    return isOverdue(at: now) ? Line("overdue", .bad) : Line("open", .notice)
  }

  /// As a page for a person.
  func lines(at now: Timestamp, client: String?) -> [Line] {
    var lines: [Line] = ["\(kind.rawValue, .bold)  \(state(at: now))  \(id)", "  \(text)", ""]
    func add(_ name: String, _ value: String?) {
      if let value { lines.append("  \(Line(name, .dim).padded(to: 11, alignment: .left))\(value)") }
    }
    add("client", client ?? clientID.description)
    add("dataset", datasetID?.description)
    add("about", subject.isEmpty ? nil : subject)
    add("owner", owner)
    add("asked for", "\(requestedAt.short) UTC")
    add("deadline", deadlineAt.map { "\($0.short) UTC" })
    if let confirmedAt, let confirmedBy { add("confirmed", "\(confirmedAt.short) UTC by \(confirmedBy)") }
    add("because", confirmation)
    return lines
  }
}
