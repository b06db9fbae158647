import DataOpsCore
import DataOpsLifecycle

/// What the demo made, as the registry has it at the end.
struct DemoReport: Sendable {
  private let datasets: [Dataset]
  private let claims: [DemoScript.Claim]

  /// Reads the registry and verifies the audit trail.
  init(_ services: Services, claims: [DemoScript.Claim]) async throws(Failure) {
    datasets = try await services.reading { try $0.datasets(DatasetFilter()) }.reversed()
    var chain = VerifiedChain()
    try await AuditPages(storage: services.storage).forEachPage { page throws(Failure) in
      for event in page { try chain.append(event) }
    }
    self.claims =
      claims + [
        DemoScript.Claim(
          text: "all \(chain.entries) entries of the audit trail hang together", holds: chain.entries > 0)
      ]
  }

  func lines(width: Int?) -> [Line] {
    var table = Table([
      .left("DATASET"), .left("TYPE"), .right("RECORDS"), .right("SCHEMA"), .right("COMPLETE"), .right("HEALTH"),
      .right("QUERIES"), .right("OVERALL"), .left("STATUS"),
    ])
    for dataset in datasets {
      let score = dataset.qualityScore
      let scores = [
        score?.schemaValidation, score?.dataCompleteness, score?.connectorHealth, score?.querySuccess, score?.overall,
      ]
      table.add(
        [Line(dataset.name), Line(dataset.type.rawValue), Line(Figures.count(dataset.recordCount ?? 0))]
          + scores.map { Line($0.map(Figures.score) ?? "") } + [dataset.status.line])
    }
    let checked = claims.map { claim -> Line in "  \(claim.holds ? Line("✓", .good) : Line("✗", .bad)) \(claim.text)" }
    return ["", Line("What there is now", .bold)] + table.lines(width: width)
      + ["", Line("Checked in the registry, the archive and search", .bold)] + checked
  }

  /// Commands that show more of it.
  var next: [String] {
    guard let ready = datasets.first(where: { $0.status == .ready }) else { return ["dataset list"] }
    return [
      "dataset show \(ready.name.quotedForShell)", "dataset history \(ready.name.quotedForShell)", "audit verify",
    ]
  }

  /// Nil if all that was claimed is so.
  var failure: Failure? {
    let wrong = claims.filter { !$0.holds }
    guard let first = wrong.first else { return nil }
    return Failure(
      .internalError, "\(wrong.count) of \(claims.count) claims of the demo do not hold, the first one: \(first.text)",
      remedy: "Please report this.")
  }
}
