import DataOpsCore
import DataOpsLifecycle

extension ProvisionPlan {
  /// For people.
  func lines(width: Int?) -> [Line] {
    var table = Table([.left("STEP"), .right("REQUESTS"), .right("TIME"), .left("WHAT IS ASKED")])
    for step in steps {
      let what = step.requests.map { $0.count == 1 ? $0.endpoint : "\($0.count) × \($0.endpoint)" }
      let count = step.requests.reduce(0) { $0 + $1.count }
      table.add([
        Line(step.step.rawValue), Line(count == 0 ? "" : Figures.count(count)),
        Line(step.seconds == 0 ? "" : Figures.time(.seconds(step.seconds))), Line(what.joined(separator: ", ")),
      ])
    }
    var lines: [Line] = ["\(name, .bold)  \(Figures.count(records, "record")) of \(template) for \(client)", ""]
    lines += table.lines(width: width)
    lines.append("")
    lines.append(Line(total))
    lines.append("Nothing was changed.")
    return lines
  }

  private var total: String {
    let minutes = Figures.fixed(self.minutes, 1)
    return "\(Figures.count(requests, "request")) in \(minutes) minutes within Glean's documented limits; "
      + "\(Figures.count(pages, "page")) to upload"
  }
}
