extension HTMLPage {
  /// What is broken most often, by rule and by field.
  mutating func writeViolations() {
    let byRule = report.violations.filter { $0.value > 0 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let worst = report.fields.filter { $0.violations > 0 }.sorted {
      ($1.violations, $0.name) < ($0.violations, $1.name)
    }
    guard !byRule.isEmpty else { return }
    writer.markup("<div class=\"pair\">\n")
    section("violations", "What is wrong", "How often each rule is broken.")
    bars(byRule.map { (Self.subject(rule: $0.key), $0.value) }, caption: "Violations by rule", noun: "rule")
    writer.markup("</section>\n")
    if !worst.isEmpty {
      section("worst", "Where it is wrong", "The fields with the most violations; * is any element of a list.")
      bars(
        worst.map { ($0.name.isEmpty ? "the record" : $0.name, $0.violations) }, caption: "Violations by field",
        noun: "field")
      writer.markup("</section>\n")
    }
    writer.markup("</div>\n")
  }

  private mutating func bars(_ entries: [(name: String, count: Int)], caption: StaticString, noun: String) {
    writer.markup("<table class=\"bars\"><caption>")
    writer.markup(caption)
    writer.markup("</caption><tbody>\n")
    let most = Double(entries.first?.count ?? 1)
    for entry in entries.prefix(Self.mostBars) {
      writer.markup("<tr>")
      name(entry.name)
      bar(Double(entry.count) / most, css: "bad")
      cell(Figure.grouped(entry.count), css: "figure")
      writer.markup("</tr>\n")
    }
    writer.markup("</tbody></table>\n")
    rest(entries.count - Self.mostBars, noun)
  }

  /// Rules of the plan, with what became of them.
  mutating func writeRules() {
    guard !report.rules.isEmpty else { return }
    let rules = report.rules.enumerated().sorted { ($0.1.rank, $0.0) < ($1.1.rank, $1.0) }.map(\.1)
    let hasFields = rules.contains { $0.field != nil }
    let hasMarks = rules.contains { ($0.threshold ?? 1) < 1 }
    section("rules", "Rules", hasMarks ? "The line in a bar is the share that must hold." : "Each of them must hold for all.")
    writer.markup("<div class=\"scroll\"><table><caption>Rules and their results</caption><thead><tr>")
    writer.markup("<th scope=\"col\">Result</th><th scope=\"col\">Rule</th>")
    if hasFields { writer.markup("<th scope=\"col\">Field</th>") }
    writer.markup("<th scope=\"col\" colspan=\"2\">Holds</th><th scope=\"col\" class=\"figure\">Judged</th>")
    writer.markup("<th scope=\"col\" class=\"figure\">Broken</th></tr></thead><tbody>\n")
    for rule in rules.prefix(Self.mostRows) {
      writer.markup("<tr>")
      status(rule)
      name(rule.name)
      if hasFields { cell(rule.field ?? "–") }
      bar(rule.ratio, css: rule.passed ? "good" : rule.severity == .warn ? "warn" : "bad", mark: rule.threshold.flatMap { $0 < 1 ? $0 : nil })
      cell(Figure.percent(rule.ratio), css: "figure")
      cell(Figure.grouped(rule.evaluated), css: "figure")
      cell(Figure.grouped(rule.failed), css: "figure")
      writer.markup("</tr>\n")
    }
    writer.markup("</tbody></table></div>\n")
    rest(rules.count - Self.mostRows, "rule")
    writer.markup("</section>\n")
  }

  private mutating func status(_ rule: RuleResult) {
    if rule.passed {
      writer.markup("<td class=\"status good\"><span aria-hidden=\"true\">✓</span> holds</td>")
    } else if rule.severity == .warn {
      writer.markup("<td class=\"status warn\"><span aria-hidden=\"true\">!</span> warns</td>")
    } else {
      writer.markup("<td class=\"status bad\"><span aria-hidden=\"true\">✕</span> fails</td>")
    }
  }

  static func subject(rule: String) -> String { rule == QualityRule.wellFormed ? "well-formed JSON" : rule }
}

extension RuleResult {
  /// Failed rules come first.
  fileprivate var rank: Int { passed ? 2 : severity == .warn ? 1 : 0 }
}
