import DataOpsCore

extension DatasetDetail {
  /// As a page for a person.
  ///
  /// - Parameter width: of the terminal; nil for no limit.
  func lines(width: Int?) -> [Line] {
    var lines: [Line] = ["\(dataset.name, .bold)  \(dataset.status.line)  \(dataset.health.line)"]
    lines += facts.map { name, value in "  \(Line(name, .dim).padded(to: 11, alignment: .left))\(value)" }
    if let failure = dataset.failure { lines += ["", Line("Failure", .bold)] + Self.lines(of: failure) }
    if !checks.isEmpty { lines += ["", Line("Quality", .bold)] + qualityLines(width: width) }
    let examples = exampleLines(width: width)
    if !examples.isEmpty { lines += ["", Line("Failing examples", .bold)] + examples }
    if let latestOperation { lines += [""] + latestOperation.lines(width: width) }
    for action in openManualActions {
      lines += [
        "", "\("Manual action", .bold) for the \(action.owner), asked for at \(action.requestedAt.short) UTC",
        "  \(action.text)",
      ]
    }
    return lines
  }

  private var facts: [(String, Line)] {
    var facts: [(String, Line)] = [
      ("id", "\(dataset.id)"),
      ("client", "\(client?.name ?? dataset.clientID.description)"),
      ("type", "\(dataset.type.rawValue) in stage \(dataset.stage.rawValue), from \(dataset.source.rawValue)"),
    ]
    if let pin = dataset.template {
      facts.append(("template", "\(pin.path) \(pin.version)  \("sha256 \(pin.contentHash.prefix(12))…", .dim)"))
    }
    facts.append(("seed", "\(dataset.seed)"))
    facts.append(("records", recordsLine))
    if let snapshot {
      let size = Figures.bytes(snapshot.compressedByteCount)
      facts.append((
        "snapshot",
        "\(snapshot.chunkCount) chunk(s), \(size) compressed  \("sha256 \(snapshot.contentHash.prefix(12))…", .dim)"
      ))
    }
    if let connector {
      facts.append((
        "connector", "\(connector.name), datasource \(connector.datasource)  \(connector.phase.rawValue)/\(connector.status.rawValue)"
      ))
    }
    if !dataset.labels.isEmpty {
      let labels = dataset.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      facts.append(("labels", "\(labels.joined(separator: ", "))"))
    }
    if let origin = dataset.restoredFrom { facts.append(("restored", "from \(origin)")) }
    facts.append(("created", "\(dataset.createdAt.short) UTC"))
    for (name, instant) in [
      ("ready", dataset.lastReadyAt), ("expires", dataset.status.isLive ? dataset.expiresAt : nil),
      ("archived", dataset.archivedAt), ("cleaned up", dataset.cleanupVerifiedAt),
    ] {
      if let instant { facts.append((name, "\(instant.short) UTC")) }
    }
    if let archive {
      let verified = archive.verifiedAt.map { "verified \($0.short) UTC" } ?? "not verified yet"
      facts.append(("archive", "\(archive.key), \(verified), kept until \(archive.keepUntil.short) UTC"))
    }
    return facts
  }

  private var recordsLine: Line {
    let expected = Figures.count(dataset.expectedRecordCount)
    guard let count = dataset.recordCount else { return "none yet of \(expected) \(dataset.type.plural)" }
    let size = dataset.sizeBytes.map { ", \(Figures.bytes($0))" } ?? ""
    return "\(Figures.count(count)) of \(expected) \(dataset.type.plural)\(size)"
  }

  private static func lines(of failure: Failure) -> [Line] {
    let step = failure.step.map { " in \($0.rawValue)" } ?? ""
    return ["  \("\(failure.code.rawValue)\(step)", .bad)"] + Line.lines(of: failure.message, indentedBy: 2)
      + (failure.remedy.map { Line.lines(of: $0, indentedBy: 2, style: .dim) } ?? [])
  }

  /// The table of the four checks and the overall score.
  func qualityLines(width: Int?) -> [Line] {
    var table = Table([.left("CHECK"), .right("SCORE"), .right("NEEDED"), .right("WEIGHT"), .left("STATUS"), .left("TOOK")])
    for type in CheckType.allCases {
      guard let check = checks.last(where: { $0.type == type }) else {
        table.add([Line(type.rawValue), "", Line(Figures.score(type.threshold)), "\(type.weight) %", Line("not run", .dim)])
        continue
      }
      table.add([
        Line(type.rawValue), Line(Figures.score(check.score)), Line(Figures.score(check.threshold)), "\(type.weight) %",
        check.status.line, "\(check.durationMilliseconds) ms",
      ])
    }
    if let score = dataset.qualityScore {
      table.add([
        Line("overall", .bold), Line(Figures.score(score.overall), score.meetsThreshold ? .good : .bad),
        Line(Figures.score(Gate.threshold)), "", score.meetsThreshold ? Line("gate open", .good) : Line("gate closed", .bad),
      ])
    }
    return table.lines(width: width, indentedBy: 2)
  }

  /// The failing examples of every check.
  func exampleLines(width: Int?) -> [Line] {
    var table = Table([.left("CHECK"), .left("RECORD"), .left("WHERE"), .left("RULE"), .left("SHOULD BE")])
    for check in checks {
      for example in check.examples {
        table.add([
          Line(check.type.rawValue), Line(example.record), Line(example.pointer), Line(example.rule), Line(example.message),
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
    var table = Table([.left("STEP"), .left("STATUS"), .right("TIME"), .right("BUDGET"), .right("TRIES"), .left("DETAIL")])
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
