/// The weighted result of the four checks (seed, "QualityScore").
package struct QualityScore: Hashable, Sendable, Codable {
  package let overall: Double
  package let schemaValidation: Double
  package let dataCompleteness: Double
  package let connectorHealth: Double
  package let querySuccess: Double
  package let calculatedAt: Timestamp
  /// Whether the gate is open; not only whether `overall` suffices.
  package let meetsThreshold: Bool
}

/// The rule that decides READY: every check meets its own threshold and conditions, and the overall
/// score, unrounded, is at least 95.
package enum Gate {
  /// Grows with every change of weights, thresholds or rules; kept with every check.
  package static let policyVersion = 1
  package static let threshold = 95.0

  /// The score of four verdicts, one of each type; a missing one scores 0 and keeps the gate closed.
  package static func decide(_ verdicts: [CheckVerdict], at now: Timestamp) -> QualityScore {
    let score = { (type: CheckType) in verdicts.last { $0.type == type }?.score ?? 0 }
    let overall = overall(score)
    let everyCheckPassed = CheckType.allCases.allSatisfy { type in
      verdicts.last { $0.type == type }?.passed ?? false
    }
    return QualityScore(
      overall: overall, schemaValidation: score(.schemaValidation), dataCompleteness: score(.dataCompleteness),
      connectorHealth: score(.connectorHealth), querySuccess: score(.sampleQuerySuccess), calculatedAt: now,
      meetsThreshold: everyCheckPassed && overall >= threshold)
  }

  /// Weights are whole hundredths, so four full scores give exactly 100.
  private static func overall(_ score: (CheckType) -> Double) -> Double {
    CheckType.allCases.reduce(0) { $0 + score($1) * Double($1.weight) } / 100
  }
}

/// The scoring formulas of the seed, apart from who counts.
package enum Scoring {
  /// `valid / total × 100`; an empty dataset scores 0.
  package static func schemaValidation(valid: Int, total: Int) -> Double {
    total > 0 ? Double(valid) / Double(total) * 100 : 0
  }

  /// `complete / expected × 100`, at most 100; an empty dataset scores 0.
  package static func dataCompleteness(complete: Int, expected: Int) -> Double {
    guard expected > 0, complete > 0 else { return 0 }
    return min(100, Double(complete) / Double(expected) * 100)
  }

  /// The fewest records that count as all of them: `ceil(0.95 × expected)`.
  package static func requiredCount(expected: Int) -> Int {
    (expected * 95 + 99) / 100
  }

  /// Whether at least 95 in 100 hold; true where there is nothing to hold.
  package static func meetsNinetyFivePercent(_ part: Int, of whole: Int) -> Bool {
    part * 100 >= whole * 95
  }

  package static func sampleQueries(succeeded: Int, total: Int) -> Double {
    total > 0 ? Double(succeeded) / Double(total) * 100 : 0
  }
}
