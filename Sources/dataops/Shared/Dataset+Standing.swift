import DataOpsCore

extension Dataset {
  /// Whether score and health are those of an earlier run: the dataset failed before the gate could decide.
  private var failedBeforeGate: Bool { status == .failed && failure?.code != .gateClosed }

  /// The score that the status rests on; nil where there is none.
  var standingScore: QualityScore? { failedBeforeGate ? nil : qualityScore }

  /// The overall score as a person reads it, `-` where only an earlier run had one.
  var scoreLine: Line {
    if failedBeforeGate { return Line("-", .dim) }
    return Line(qualityScore.map { Figures.score($0.overall) } ?? "")
  }

  /// The health as a person reads it, `-` where only an earlier run knew it.
  var healthLine: Line { failedBeforeGate ? Line("-", .dim) : health.line }
}
