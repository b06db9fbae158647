extension HTMLPage {
  /// What the fields look like, with how their values are spread.
  mutating func writeProfile() {
    guard let profile = report.profile, profile.records > 0 else { return }
    let fields = profile.outline.filter { !$0.field.path.steps.isEmpty }
    section(
      "profile", "Fields",
      "What was seen in \(Figure.count(profile.records, "record")). The small charts show how numbers, lengths of strings or "
        + "frequent values are spread.")
    writer.markup(
      "<div class=\"scroll\"><table class=\"profile\"><caption>Fields and their values</caption><thead><tr>")
    writer.markup("<th scope=\"col\">Field</th><th scope=\"col\">Kind</th><th scope=\"col\" colspan=\"2\">Filled</th>")
    writer.markup("<th scope=\"col\" class=\"figure\">Different</th><th scope=\"col\">Spread</th>")
    writer.markup("<th scope=\"col\">Values</th></tr></thead><tbody>\n")
    for (field, occasions) in fields.prefix(Self.mostRows) {
      writer.markup("<tr>")
      nested(field)
      cell(field.kinds.seen.filter { $0.name != "null" }.map(\.name).joined(separator: ", "))
      let filled = Double(field.present - min(field.kinds.null, field.present)) / Double(max(occasions, 1))
      bar(filled, css: filled >= 1 ? "good" : "accent")
      cell(Figure.percent(filled), css: "figure")
      cell(Self.different(field), css: "figure")
      writer.markup("<td class=\"spread\">")
      spread(field)
      writer.markup("</td><td class=\"values\">")
      values(field)
      writer.markup("</td></tr>\n")
    }
    writer.markup("</tbody></table></div>\n")
    rest(fields.count - Self.mostRows, "field")
    writer.markup("</section>\n")
  }

  /// The name, moved to the right under what it is inside.
  private mutating func nested(_ field: FieldProfile) {
    writer.markup("<th scope=\"row\"><code><span class=\"path\">")
    var steps = field.path.description.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    let last = steps.popLast() ?? ""
    for step in steps { writer.text("\(step)/") }
    writer.markup("</span>")
    writer.text(String(last))
    writer.markup("</code></th>")
  }

  private static func different(_ field: FieldProfile) -> String {
    guard field.kinds.scalars > 0 else { return "" }
    return field.isUnique ? "all" : (field.distinct.isExact ? "" : "≈ ") + Figure.grouped(field.differentValues)
  }

  /// Of the kind that most values have.
  private mutating func spread(_ field: FieldProfile) {
    let most = max(field.numbers.count, field.strings.count, field.kinds.boolean, field.kinds.array)
    if most == 0 || field.kinds.scalars > 0 && field.differentValues == 1 && field.kinds.array == 0 { return }
    if most == field.strings.count {
      if !field.top.isEmpty, field.top.isComplete, field.differentValues <= 24 {
        columns(field.top.entries.prefix(24).map { Double($0.count) }, "frequent values")
      } else if field.strings.lengths.minimum != field.strings.lengths.maximum {
        histogram(field.strings.lengths.histogram, "lengths")
      }
    } else if most == field.numbers.count {
      histogram(field.numbers.histogram, "numbers")
    } else if most == field.kinds.boolean {
      columns([Double(field.trues), Double(field.kinds.boolean - field.trues)], "true and false")
    } else if field.arrays.minimum != field.arrays.maximum {
      histogram(field.arrays.histogram, "lengths")
    }
  }

  /// A column for every whole number if these are few; else twenty of the same width from the smallest to the largest,
  /// without the last hundredth at either end.
  private mutating func histogram(_ histogram: ValueHistogram, _ noun: StaticString) {
    // Where nearly all are the same there is nothing to draw.
    guard let low = histogram.quantile(0.01)?.lower, let high = histogram.quantile(0.99)?.upper, high > low else {
      return
    }
    let isWhole =
      high - low < 20 && histogram.buckets.allSatisfy { $0.lower == $0.upper && $0.lower == $0.lower.rounded() }
    let number = isWhole ? Int(high - low) + 1 : 20
    let width = isWhole ? 1 : high / 20 - low / 20
    var counts = [Double](repeating: 0, count: number)
    for bucket in histogram.buckets where bucket.upper >= low && bucket.lower <= high {
      // A bucket that is wider than a column is spread over those that it covers.
      let first = min(Self.column(max(bucket.lower, low), low, width), number - 1)
      let last = min(Self.column(min(bucket.upper, high), low, width), number - 1)
      for index in first...max(first, last) { counts[index] += Double(bucket.count) / Double(max(1, last - first + 1)) }
    }
    columns(counts, noun)
  }

  private static func column(_ value: Double, _ low: Double, _ width: Double) -> Int {
    let place = (value - low) / width
    return place.isFinite ? min(max(Int(min(place, 20)), 0), 19) : 0
  }

  private mutating func columns(_ counts: [Double], _ noun: StaticString) {
    let most = counts.max() ?? 0
    guard most > 0 else { return }
    writer.markup("<svg class=\"columns\" viewBox=\"0 0 80 20\" role=\"img\" aria-label=\"Spread of ")
    writer.markup(noun)
    writer.markup("\">")
    let width = min(80 / Double(counts.count), 10)
    for (index, count) in counts.enumerated() where count > 0 {
      let height = max(1, count / most * 20)
      writer.markup("<rect x=\"")
      writer.measure(Double(index) * width)
      writer.markup("\" y=\"")
      writer.measure(20 - height)
      writer.markup("\" width=\"")
      writer.measure(max(width - 0.8, 1))
      writer.markup("\" height=\"")
      writer.measure(height)
      writer.markup("\"/>")
    }
    writer.markup("</svg>")
  }

  /// What the values are like, and frequent ones if they may be shown.
  private mutating func values(_ field: FieldProfile) {
    let detail = field.detail
    if !detail.isEmpty {
      writer.markup("<span class=\"range\">")
      writer.text(detail)
      writer.markup("</span> ")
    }
    let frequent = field.strings.count > field.numbers.count ? field.frequentValues(4) : []
    for value in frequent {
      writer.markup("<span class=\"chip\">")
      writer.text(value.text.isEmpty ? "(empty)" : value.text)
      writer.markup(" <b>")
      writer.text(Figure.percent(value.share))
      writer.markup("</b></span> ")
    }
    guard field.isHidden else { return }
    writer.markup("<span class=\"hidden\">")
    writer.markup(frequent.isEmpty ? "values not shown" : "other values not shown")
    writer.markup("</span>")
  }
}
