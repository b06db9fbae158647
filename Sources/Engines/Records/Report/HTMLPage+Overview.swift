extension HTMLPage {
  /// How many records are good, as a ring and as figures.
  mutating func writeOverview() {
    writer.markup("<section id=\"overview\" class=\"overview\" aria-label=\"Overview\">\n")
    ring(report.validShare, title: "valid records", css: report.validShare >= 1 ? "good" : "accent")
    if let share = report.completeShare { ring(share, title: "complete records", css: share >= 1 ? "good" : "accent") }
    writer.markup("<dl class=\"tiles\">")
    tile("Records", Figure.grouped(report.records), nil)
    tile("Valid", Figure.grouped(report.valid), "good")
    tile("Invalid", Figure.grouped(report.invalid), report.invalid > 0 ? "bad" : nil)
    tile("No JSON", Figure.grouped(report.malformed), report.malformed > 0 ? "bad" : nil)
    tile("Violations", Figure.grouped(report.violationCount), report.violationCount > 0 ? "bad" : nil)
    if !report.rules.isEmpty {
      let holding = report.rules.count { $0.passed }
      tile("Rules that hold", "\(holding) of \(report.rules.count)", holding < report.rules.count ? "warn" : "good")
    }
    writer.markup("</dl>\n")
    stack()
    writer.markup("</section>\n")
  }

  private mutating func ring(_ share: Double, title: StaticString, css: StaticString) {
    // The circumference of the circle is 100.
    writer.markup("<figure class=\"ring\"><svg viewBox=\"0 0 40 40\" role=\"img\" aria-label=\"")
    writer.text(Figure.percent(share))
    writer.markup(" ")
    writer.markup(title)
    writer.markup("\"><circle class=\"track\" cx=\"20\" cy=\"20\" r=\"15.9155\"/><circle class=\"arc ")
    writer.markup(css)
    writer.markup("\" cx=\"20\" cy=\"20\" r=\"15.9155\" stroke-dasharray=\"")
    writer.measure(min(max(share, 0), 1) * 100)
    writer.markup(" 100\" transform=\"rotate(-90 20 20)\"/><text x=\"20\" y=\"21.9\">")
    writer.text(Figure.percent(share).replacingSpaces)
    writer.markup("</text></svg><figcaption>")
    writer.markup(title)
    writer.markup("</figcaption></figure>\n")
  }

  private mutating func tile(_ title: StaticString, _ figure: String, _ css: StaticString?) {
    writer.markup("<div><dt>")
    writer.markup(title)
    writer.markup("</dt><dd")
    if let css {
      writer.markup(" class=\"")
      writer.markup(css)
      writer.markup("\"")
    }
    writer.markup(">")
    writer.text(figure)
    writer.markup("</dd></div>")
  }

  /// Valid, invalid and malformed records as parts of one bar.
  private mutating func stack() {
    guard report.records > 0 else { return }
    let parts: [(count: Int, css: StaticString, name: StaticString)] = [
      (report.valid, "good", "valid"), (report.invalid, "bad", "invalid"), (report.malformed, "warn", "no JSON"),
    ]
    writer.markup(
      "<figure class=\"stack\"><svg viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"")
    writer.text(parts.map { "\(Figure.grouped($0.count)) \($0.name)" }.joined(separator: ", "))
    writer.markup("\">")
    var start = 0.0
    for part in parts where part.count > 0 {
      let width = max(0.4, Double(part.count) / Double(report.records) * 100)
      writer.markup("<rect class=\"")
      writer.markup(part.css)
      writer.markup("\" x=\"")
      writer.measure(min(start, 99.6))
      writer.markup("\" width=\"")
      writer.measure(width)
      writer.markup("\" height=\"4\"/>")
      start += width
    }
    writer.markup("</svg><figcaption>")
    for part in parts where part.count > 0 {
      writer.markup("<span class=\"key ")
      writer.markup(part.css)
      writer.markup("\">")
      writer.text("\(Figure.percent(Double(part.count) / Double(report.records))) ")
      writer.markup(part.name)
      writer.markup("</span> ")
    }
    writer.markup("</figcaption></figure>\n")
  }
}

extension String {
  /// With a narrow space that does not break the line.
  fileprivate var replacingSpaces: String { replacing(" ", with: "\u{202F}") }
}
