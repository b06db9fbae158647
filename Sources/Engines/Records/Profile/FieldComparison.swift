/// Compares what was seen of one field in two profiles.
struct FieldComparison {
  let old: FieldProfile
  let new: FieldProfile
  private let oldOccasions: Int
  private let newOccasions: Int
  let thresholds: DriftThresholds

  private(set) var findings: [DriftFinding] = []

  init(
    _ old: FieldProfile, _ oldOccasions: Int, _ new: FieldProfile, _ newOccasions: Int, _ thresholds: DriftThresholds
  ) {
    self.old = old
    self.new = new
    self.oldOccasions = oldOccasions
    self.newOccasions = newOccasions
    self.thresholds = thresholds
    // Where a part of the values was not seen, every share is one of an unknown whole.
    guard !old.isPartial, !new.isPartial else { return }
    compareKinds()
    compareMissing()
    compareUniqueness()
    compareFormats()
    compareLengths()
    // Numbers and words of which every one is new are expected to go on.
    guard !old.isUnique || !new.isUnique else { return }
    compareRanges()
    compareValues()
  }

  var subject: String { new.path.subject }

  mutating func add(
    _ severity: DriftSeverity, _ change: DriftFinding.Change, _ sentence: String, _ before: Double? = nil,
    _ after: Double? = nil
  ) {
    findings.append(
      DriftFinding(
        severity: severity, field: new.path, change: change, sentence: "\(subject) \(sentence)", before: before,
        after: after))
  }

  // MARK: Kinds and presence

  private mutating func compareKinds() {
    let known = old.kinds.seen.map(\.name)
    guard old.kinds.total > old.kinds.null else { return }
    for kind in new.kinds.seen where kind.name != "null" && !known.contains(kind.name) {
      // Every integer is a number, too.
      if kind.name == "integer", known.contains("number") { continue }
      let share = ShareOf(kind.count, new.kinds.total)
      let isWider = kind.name == "number" && known.contains("integer")
      guard let severity = thresholds.newKind.severity(share.share) else { continue }
      let before = known.filter { $0 != "null" }.joined(separator: " or ")
      add(
        isWider ? min(severity, .warn) : severity, .kind,
        "is \(Self.article(kind.name)) in \(share.text) of values; before it was \(Self.article(before))", 0,
        share.share)
    }
  }

  private static func article(_ kind: String) -> String {
    (["integer", "array", "object"].contains { kind.hasPrefix($0) } ? "an " : "a ") + kind
  }

  private mutating func compareMissing() {
    guard case .member? = new.path.steps.last else { return }
    let before = ShareOf(oldOccasions - old.present + old.kinds.null, oldOccasions)
    let after = ShareOf(newOccasions - new.present + new.kinds.null, newOccasions)
    guard before.part >= 0, after.part >= 0, before.differs(from: after) else { return }
    let difference = after.share - before.share
    guard let severity = thresholds.missing.severity(abs(difference)) else { return }
    // More values than before are news, but nothing is lost by them.
    add(
      difference > 0 ? severity : .info, .missing, "is missing or null in \(after.text), before in \(before.text)",
      before.share, after.share)
  }

  private mutating func compareUniqueness() {
    let isEnough = min(old.kinds.scalars, new.kinds.scalars) >= 10
    if isEnough, old.isUnique, !new.isUnique, let singles = new.distinct.singleShare, singles < 1 {
      return add(
        .fail, .uniqueness, "is no longer unique: \(Figure.percent(1 - singles)) of its values repeat", 1,
        new.distinctRatio)
    }
    guard isEnough, let before = old.distinctRatio, let after = new.distinctRatio,
      let severity = thresholds.distinctRatio.severity(abs(after - before))
    else { return }
    // The same few values in more records give another ratio, but nothing has changed.
    let counts = (Double(max(old.differentValues, 1)), Double(max(new.differentValues, 1)))
    guard max(counts.0, counts.1) / min(counts.0, counts.1) > 1.2 else { return }
    add(
      severity, .distinctRatio,
      "has \(Figure.count(new.differentValues, "different value")) in \(Figure.grouped(new.kinds.scalars)), before "
        + "\(Figure.grouped(old.differentValues)) in \(Figure.grouped(old.kinds.scalars))", before, after)
  }
}
