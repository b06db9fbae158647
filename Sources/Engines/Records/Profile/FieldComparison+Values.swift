extension FieldComparison {
  // MARK: Strings and arrays

  mutating func compareFormats() {
    guard let (format, share) = old.strings.likelyFormat, share >= SchemaDraft.formatShare, new.strings.count > 0,
      old.strings.count >= 10
    else { return }
    let without = ShareOf(new.strings.count - (new.strings.formats[format] ?? 0), new.strings.count)
    let before = ShareOf(old.strings.count - (old.strings.formats[format] ?? 0), old.strings.count)
    guard without.share > before.share, let severity = thresholds.format.severity(without.share - before.share) else {
      return
    }
    add(
      severity, .format, "has no \(format.sentence) in \(without.text) of its strings, before in \(before.text)",
      before.share, without.share)
  }

  mutating func compareLengths() {
    compareLengths(old.strings.lengths, new.strings.lengths, "character")
    compareLengths(old.arrays, new.arrays, "element")
  }

  private mutating func compareLengths(_ before: LengthProfile, _ after: LengthProfile, _ noun: String) {
    guard let longest = before.maximum, let now = after.maximum, longest > 0, now > longest,
      let severity = thresholds.length.severity(Double(now) / Double(longest) - 1)
    else { return }
    // One longer text among many is worth a look, but breaks nothing by itself.
    add(
      min(severity, .warn), .length, "has up to \(Figure.count(now, noun)), before up to \(Figure.grouped(longest))",
      Double(longest), Double(now))
  }

  // MARK: Numbers

  mutating func compareRanges() {
    guard let low = old.numbers.minimum?.number, let high = old.numbers.maximum?.number,
      let newLow = new.numbers.minimum?.number, let newHigh = new.numbers.maximum?.number
    else { return }
    let width = high > low ? high - low : max(abs(high), 1)
    let (below, above) = ((low - newLow) / width, (newHigh - high) / width)
    if below > 0, let severity = thresholds.range.severity(below) {
      add(severity, .range, "goes down to \(Figure.decimal(newLow)), before to \(Figure.decimal(low))", low, newLow)
    }
    if above > 0, let severity = thresholds.range.severity(above) {
      add(severity, .range, "goes up to \(Figure.decimal(newHigh)), before to \(Figure.decimal(high))", high, newHigh)
    }
  }

  // MARK: How values are spread

  mutating func compareValues() {
    if old.kinds.boolean > 0, new.kinds.boolean > 0 {
      let before = ShareOf(old.trues, old.kinds.boolean)
      let after = ShareOf(new.trues, new.kinds.boolean)
      let shift = PopulationStability(
        [before.part, before.whole - before.part], [after.part, after.whole - after.part])
      compare(shift, "is true in \(after.text), before in \(before.text)")
    }
    guard !old.top.isEmpty, !new.top.isEmpty, old.top.hidden == 0, new.top.hidden == 0, areFew(old), areFew(new) else {
      compare(
        PopulationStability(old.numbers.histogram, new.numbers.histogram),
        "has other numbers: their middle is \(Self.middle(new.numbers.histogram)), before "
          + Self.middle(old.numbers.histogram))
      compare(
        PopulationStability(old.strings.lengths.histogram, new.strings.lengths.histogram),
        "has other lengths: their middle is \(Self.middle(new.strings.lengths.histogram)), before "
          + Self.middle(old.strings.lengths.histogram))
      return
    }
    compareCategories()
  }

  /// Whether the values are categories: few, and all of them counted nearly exactly.
  private func areFew(_ field: FieldProfile) -> Bool {
    field.top.slack * 100 <= field.kinds.scalars && field.distinct.count * 2 <= max(field.kinds.scalars, 1)
      && field.distinct.count <= 1_000
  }

  private mutating func compareCategories() {
    let before = Dictionary(old.top.entries.map { ($0.value, $0.count) }, uniquingKeysWith: +)
    let after = Dictionary(new.top.entries.map { ($0.value, $0.count) }, uniquingKeysWith: +)
    let (oldTotal, newTotal) = (old.kinds.scalars - old.kinds.boolean, new.kinds.scalars - new.kinds.boolean)
    for entry in new.top.entries.prefix(20) where before[entry.value] == nil && old.top.isExact {
      // A kind that is new was told already.
      guard entry.value.string == nil ? old.numbers.count > 0 : old.strings.count > 0 else { continue }
      let share = ShareOf(entry.count, newTotal)
      guard let severity = thresholds.newValue.severity(share.share) else { continue }
      add(severity, .newValue, "has the new value \(Self.quoted(entry)) in \(share.text)", 0, share.share)
    }
    // Values of one percent or more are classes of their own, the others one together.
    let values = (old.top.entries.prefix(20) + new.top.entries.prefix(20)).filter { entry in
      (before[entry.value] ?? 0) * 100 >= oldTotal || (after[entry.value] ?? 0) * 100 >= newTotal
    }
    var classes: [TopValues.Entry] = []
    for value in values where !classes.contains(where: { $0.value == value.value }) { classes.append(value) }
    let oldCounts = classes.map { before[$0.value] ?? 0 }
    let newCounts = classes.map { after[$0.value] ?? 0 }
    let rests = (max(0, oldTotal - oldCounts.reduce(0, +)), max(0, newTotal - newCounts.reduce(0, +)))
    let hasRest = rests.0 + rests.1 > 0
    guard
      let shift = PopulationStability(
        oldCounts + (hasRest ? [rests.0] : []), newCounts + (hasRest ? [rests.1] : []))
    else { return }
    let moved = shift.largestChange
    let name = moved < classes.count ? Self.quoted(classes[moved]) : "another value"
    let counts = moved < classes.count ? (oldCounts[moved], newCounts[moved]) : rests
    compare(
      shift, "is \(name) in \(ShareOf(counts.1, newTotal).text), before in \(ShareOf(counts.0, oldTotal).text)")
  }

  private mutating func compare(_ shift: PopulationStability?, _ sentence: String) {
    // Shares of a few values say nothing.
    guard let shift, shift.fewest >= thresholds.minimumRecords,
      let severity = thresholds.stability.severity(shift.index - 2 * shift.noise)
    else { return }
    add(
      severity, .stability, "\(sentence) (stability index \(Figure.decimal((shift.index * 100).rounded() / 100)))", 0,
      shift.index)
  }

  private static func middle(_ histogram: ValueHistogram) -> String {
    histogram.quantile(0.5).map { Figure.decimal($0.middle) } ?? "-"
  }

  private static func quoted(_ entry: TopValues.Entry) -> String {
    guard let text = entry.value.string else { return Figure.number(entry.value) }
    return "\"\(text)\(entry.isWhole ? "" : "…")\""
  }
}
