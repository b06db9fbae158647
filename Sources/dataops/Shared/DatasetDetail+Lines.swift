import DataOpsCore

extension DatasetDetail {
  /// As a page for a person.
  ///
  /// - Parameter width: of the terminal; nil for no limit.
  func lines(width: Int?) -> [Line] {
    var lines: [Line] = ["\(dataset.name, .bold)  \(dataset.status.line)  \(dataset.healthLine)"]
    lines += facts
    if let failure = dataset.failure { lines += ["", Line("Failure", .bold)] + Self.lines(of: failure) }
    if !checks.isEmpty { lines += ["", Line("Quality", .bold)] + qualityLines(width: width) }
    let examples = exampleLines(width: width)
    if !examples.isEmpty { lines += ["", Line("Failing examples", .bold)] + examples }
    if let latestOperation { lines += [""] + latestOperation.lines(width: width) }
    for action in openManualActions {
      let deadline = action.deadlineAt.map { ", to be done by \($0.short) UTC" } ?? ""
      lines += [
        "",
        "\("Manual action", .bold) for the \(action.owner), asked for at \(action.requestedAt.short) UTC\(deadline)",
        "  \(action.text)", "  \("Done? dataops manual-action confirm \(action.id) --reason …", .dim)",
      ]
    }
    return lines
  }

  private var facts: [Line] {
    var facts = FactList()
    facts.add("id", "\(dataset.id)")
    facts.add("client", "\(client?.name ?? dataset.clientID.description)")
    facts.add("type", "\(dataset.type.rawValue) in stage \(dataset.stage.rawValue), from \(dataset.source.rawValue)")
    if let pin = dataset.template {
      facts.add("template", "\(pin.path) \(pin.version)  \("sha256 \(pin.contentHash.prefix(12))…", .dim)")
    }
    facts.add("seed", "\(dataset.seed)")
    facts.add("records", recordsLine)
    if let snapshot {
      let size = Figures.bytes(snapshot.compressedByteCount)
      let hash = Line("sha256 \(snapshot.contentHash.prefix(12))…", .dim)
      facts.add("snapshot", "\(Figures.count(snapshot.chunkCount, "chunk")), \(size) compressed  \(hash)")
    }
    if let connector {
      let state = "\(connector.phase.rawValue)/\(connector.status.rawValue)"
      facts.add("connector", "\(connector.name), datasource \(connector.datasource)  \(state)")
    }
    if !dataset.labels.isEmpty {
      let labels = dataset.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      facts.add("labels", "\(labels.joined(separator: ", "))")
    }
    if !openManualActions.isEmpty {
      facts.add("by hand", Line(openManualActions.count.of("open manual action"), .notice))
    }
    if let origin = dataset.restoredFrom { facts.add("restored", "from \(origin)") }
    facts.add("created", dataset.createdAt)
    facts.add("ready", dataset.lastReadyAt)
    if dataset.status.isLive { facts.add("expires", dataset.expiresAt) }
    facts.add("archived", dataset.archivedAt)
    facts.add("cleaned up", dataset.cleanupVerifiedAt)
    if let archive {
      let verified = archive.verifiedAt.map { "verified \($0.short) UTC" } ?? "not verified yet"
      facts.add("archive", "\(archive.key), \(verified), kept until \(archive.keepUntil.short) UTC")
    }
    return facts.lines
  }

  private var recordsLine: Line {
    let expected = dataset.type.counted(dataset.expectedRecordCount)
    guard let count = dataset.recordCount else { return "none yet of \(expected)" }
    let size = dataset.sizeBytes.map { ", \(Figures.bytes($0))" } ?? ""
    return "\(Figures.count(count)) of \(expected)\(size)"
  }

  private static func lines(of failure: Failure) -> [Line] {
    let step = failure.step.map { " in \($0.rawValue)" } ?? ""
    return ["  \("\(failure.code.rawValue)\(step)", .bad)"] + Line.lines(of: failure.message, indentedBy: 2)
      + (failure.remedy.map { Line.lines(of: $0, indentedBy: 2, style: .dim) } ?? [])
  }

  /// The table of the four checks and what the gate makes of them.
  func qualityLines(width: Int?) -> [Line] {
    var table = Table([
      .left("CHECK"), .right("SCORE"), .right("NEEDED"), .right("WEIGHT"), .left("STATUS"), .left("TOOK"),
    ])
    for type in CheckType.allCases {
      guard let check = checks.last(where: { $0.type == type }) else {
        table.add([
          Line(type.rawValue), "", Line(Figures.score(type.threshold)), "\(type.weight) %", Line("not run", .dim),
        ])
        continue
      }
      table.add([
        Line(type.rawValue), Line(Figures.score(check.score)), Line(Figures.score(check.threshold)), "\(type.weight) %",
        check.status.line, "\(check.durationMilliseconds) ms",
      ])
    }
    // Four good checks do not open the gate for a dataset that failed behind them.
    let isOpen = dataset.status != .failed && score?.meetsThreshold == true
    table.add([
      Line("overall", .bold), score.map { Line(Figures.score($0.overall), isOpen ? .good : .bad) } ?? Line("-", .dim),
      Line(Figures.score(Gate.threshold)), "", isOpen ? Line("gate open", .good) : Line("gate closed", .bad),
    ])
    return table.lines(width: width, indentedBy: 2)
  }

  /// The failing examples of every check.
  func exampleLines(width: Int?) -> [Line] {
    var table = Table([.left("CHECK"), .left("RECORD"), .left("WHERE"), .left("RULE"), .left("SHOULD BE")])
    for check in checks {
      for example in check.examples {
        table.add([
          Line(check.type.rawValue), Line(example.record), Line(example.pointer), Line(example.rule),
          Line(example.message),
        ])
      }
    }
    return table.isEmpty ? [] : table.lines(width: width, indentedBy: 2)
  }
}

extension OperationDetail {
  /// The operation in a line and its steps in a table.
  func lines(width: Int?) -> [Line] {
    var heading: Line = "\("Operation \(operation.kind.rawValue)", .bold)  \(operation.status.line)  \(operation.id)"
    if let reason = operation.reason { heading = "\(heading)  \("because: \(reason)", .dim)" }
    var lines = [heading]
    lines.append(
      "  asked for by \(operation.requestedBy) at \(operation.requestedAt.short) UTC"
        + (operation.wakeAt.map { ", goes on at \($0.short) UTC" } ?? "")
        + (operation.cancelRequested ? ", cancellation asked for" : ""))
    var table = Table([
      .left("STEP"), .left("STATUS"), .right("TIME"), .right("BUDGET"), .right("TRIES"), .left("DETAIL"),
    ])
    for step in steps {
      table.add([
        Line(step.name.rawValue), step.status.line,
        Line(step.usedSeconds.map { Figures.time(.milliseconds(Int64($0 * 1000))) } ?? ""),
        Line(Figures.budget(step.name.budget), .dim), Line(step.attempts == 0 ? "" : "\(step.attempts)"),
        Line(step.failure?.message.split(separator: "\n").first.map(String.init) ?? step.detail ?? ""),
      ])
    }
    return lines + table.lines(width: width, indentedBy: 2)
  }
}

/// Names and values, a line each.
private struct FactList {
  private(set) var lines: [Line] = []

  mutating func add(_ name: String, _ value: Line) {
    lines.append("  \(Line(name, .dim).padded(to: 11, alignment: .left))\(value)")
  }

  /// Adds an instant, if there is one.
  mutating func add(_ name: String, _ instant: Timestamp?) {
    if let instant { add(name, "\(instant.short) UTC") }
  }
}
