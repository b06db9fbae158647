extension HTMLPage {
  /// Records that fail, with a field to filter them by.
  mutating func writeFailures() {
    guard !report.failures.isEmpty else { return }
    section(
      "failures", "Failing records", "The first few of every rule, so that a frequent one does not hide a rare one.")
    writer.markup("<p class=\"filter\" hidden><label for=\"filter\">Filter</label> ")
    writer.markup("<input id=\"filter\" type=\"search\" autocomplete=\"off\" placeholder=\"rule, field, key …\"> ")
    writer.markup("<output id=\"matches\" for=\"filter\" aria-live=\"polite\"></output></p>\n")
    writer.markup("<div class=\"scroll\"><table class=\"failures\"><caption>Failing records</caption><thead><tr>")
    writer.markup("<th scope=\"col\" class=\"figure\">Record</th><th scope=\"col\">Key</th>")
    writer.markup("<th scope=\"col\">Rule</th><th scope=\"col\">What is wrong</th></tr></thead><tbody id=\"rows\">\n")
    for failure in report.failures.prefix(Self.mostRows * 5) {
      writer.markup("<tr><th scope=\"row\" class=\"figure\">")
      writer.text(Figure.grouped(failure.record &- 1))
      writer.markup("</th><td><code>")
      writer.text(failure.key ?? "–")
      writer.markup("</code></td><td><span class=\"badge\">")
      writer.text(Self.subject(rule: failure.rule))
      writer.markup("</span></td><td>")
      writer.text(failure.sentence)
      if !failure.pointer.tokens.isEmpty {
        writer.markup(" <code class=\"where\">")
        writer.text(failure.pointer.description)
        writer.markup("</code>")
      }
      if let excerpt = failure.excerpt {
        writer.markup("<details><summary>show record</summary><pre>")
        writer.text(excerpt)
        writer.markup("</pre></details>")
      }
      writer.markup("</td></tr>\n")
    }
    writer.markup("</tbody></table></div>\n")
    rest(report.failures.count - Self.mostRows * 5, "example")
    writer.markup("</section>\n")
  }

  /// In how many records each field is there and not null.
  mutating func writeCompleteness() {
    let fields = report.fields.compactMap { field in field.filled.map { (field, $0) } }.filter { $0.0.records > 0 }
      .sorted { left, right in
        let (a, b) = (left.0.share(left.1), right.0.share(right.1))
        return (left.0.isRequired ? 0 : 1, a, left.0.name) < (right.0.isRequired ? 0 : 1, b, right.0.name)
      }
    guard !fields.isEmpty else { return }
    section("completeness", "Completeness", "The share of records in which a field is there and not null.")
    writer.markup("<table class=\"bars wide\"><caption>Completeness by field</caption><tbody>\n")
    for (field, filled) in fields.prefix(Self.mostRows) {
      let share = field.share(filled)
      writer.markup("<tr>")
      name(field.name, badge: field.isRequired ? "required" : nil)
      bar(share, css: share >= 1 ? "good" : field.isRequired ? "bad" : "accent")
      cell(Figure.percent(share), css: "figure")
      writer.markup("</tr>\n")
    }
    writer.markup("</tbody></table>\n")
    rest(fields.count - Self.mostRows, "field")
    writer.markup("</section>\n")
  }
}

extension QualityReport.Field {
  fileprivate func share(_ filled: Int) -> Double { Double(filled) / Double(max(records, 1)) }
}
