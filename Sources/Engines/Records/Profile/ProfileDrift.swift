/// The differences between two profiles that matter, each with a severity and a sentence.
public struct ProfileDrift: Sendable, Hashable, Codable {
  /// The worst first; then in the order of the fields.
  public let findings: [DriftFinding]

  /// Compares two profiles; neither has to hold as many records as the other.
  public init(from old: RecordProfile, to new: RecordProfile, thresholds: DriftThresholds = .init()) {
    var found: [DriftFinding] = []
    Self.compareRecords(old, new, thresholds, &found)
    let before = Dictionary(old.outline.map { ($0.field.path, $0) }, uniquingKeysWith: { first, _ in first })
    let after = Dictionary(new.outline.map { ($0.field.path, $0) }, uniquingKeysWith: { first, _ in first })
    if old.records > 0, new.records > 0 {
      for (field, occasions) in old.outline {
        if let now = after[field.path] {
          let comparison = FieldComparison(field, occasions, now.field, now.of, thresholds)
          found += comparison.findings
        } else if let parent = field.path.parent, after[parent] != nil {
          // Of a field that is gone, what was inside it need not be told.
          found.append(Self.gone(field, occasions, in: new, thresholds))
        }
      }
      for (field, occasions) in new.outline where before[field.path] == nil {
        guard let parent = field.path.parent, before[parent] != nil else { continue }
        found.append(Self.new(field, occasions, in: old))
      }
    }
    let isSmall = min(old.records, new.records) < thresholds.minimumRecords
    findings = found.enumerated().map { place, finding in
      (place, isSmall ? finding.capped(at: .warn) : finding)
    }.sorted { ($1.1.severity, $0.0) < ($0.1.severity, $1.0) }.map(\.1)
  }

  /// Nil if nothing is different.
  public var worst: DriftSeverity? { findings.first?.severity }

  /// How many findings are as bad as this, no better and no worse.
  public func count(_ severity: DriftSeverity) -> Int { findings.count { $0.severity == severity } }

  // MARK: Records and fields

  private static func compareRecords(
    _ old: RecordProfile, _ new: RecordProfile, _ thresholds: DriftThresholds, _ found: inout [DriftFinding]
  ) {
    if new.records == 0 || old.records == 0 {
      guard new.records != old.records else { return }
      found.append(
        DriftFinding(
          severity: .fail, field: FieldPath(), change: .records,
          sentence:
            "there are \(Figure.count(new.records, "record")), before there were \(Figure.grouped(old.records))",
          before: Double(old.records), after: Double(new.records)))
    } else if new.records != old.records {
      let ratio = Double(new.records) / Double(old.records)
      found.append(
        DriftFinding(
          severity: ratio < 0.5 || ratio > 2 ? .warn : .info, field: FieldPath(), change: .records,
          sentence:
            "there are \(Figure.count(new.records, "record")), before there were \(Figure.grouped(old.records))",
          before: Double(old.records), after: Double(new.records)))
    }
    let before = ShareOf(old.malformed, old.records + old.malformed)
    let after = ShareOf(new.malformed, new.records + new.malformed)
    if after.share > before.share, let severity = thresholds.newKind.severity(after.share - before.share) {
      found.append(
        DriftFinding(
          severity: severity, field: FieldPath(), change: .malformed,
          sentence: "\(after.text) of records are no JSON, before \(before.text)", before: before.share,
          after: after.share))
    }
  }

  private static func gone(
    _ field: FieldProfile, _ occasions: Int, in new: RecordProfile, _ thresholds: DriftThresholds
  ) -> DriftFinding {
    let share = ShareOf(field.present, occasions)
    let isUnsure = new.otherMembers > 0
    return DriftFinding(
      severity: isUnsure ? .info : thresholds.missing.severity(share.share) ?? .info, field: field.path,
      change: .fieldGone,
      sentence: "\(field.path.subject) is gone"
        + (field.path.steps.last == .element ? "; all arrays are empty now" : "; it was there in \(share.text)")
        + (isUnsure ? ", or one of too many fields" : ""),
      before: share.share, after: 0)
  }

  private static func new(_ field: FieldProfile, _ occasions: Int, in old: RecordProfile) -> DriftFinding {
    let isPersonal = field.isSensitive || field.strings.likelyFormat?.format == .email
    return DriftFinding(
      severity: isPersonal ? .warn : .info, field: field.path, change: .fieldNew,
      sentence:
        "\(field.path.subject) is new\(isPersonal ? " and looks personal" : ""): \(field.summary(of: occasions))",
      before: 0, after: ShareOf(field.present, occasions).share)
  }
}

/// A part of a number of things.
struct ShareOf {
  let part: Int
  let whole: Int

  init(_ part: Int, _ whole: Int) { (self.part, self.whole) = (part, whole) }

  var share: Double { whole == 0 ? 0 : Double(part) / Double(whole) }
  var text: String { part == 0 ? "none" : part == whole ? "all" : Figure.percent(share) }

  /// Whether the two shares differ by more than three standard errors of such a difference.
  func differs(from other: ShareOf) -> Bool {
    guard whole > 0, other.whole > 0 else { return false }
    let pooled = Double(part + other.part) / Double(whole + other.whole)
    let variance = pooled * (1 - pooled) * (1 / Double(whole) + 1 / Double(other.whole))
    return abs(share - other.share) > 3 * variance.squareRoot()
  }
}

extension DriftFinding {
  fileprivate func capped(at limit: DriftSeverity) -> DriftFinding {
    guard severity > limit else { return self }
    return DriftFinding(
      severity: limit, field: field, change: change, sentence: sentence, before: before, after: after)
  }
}
