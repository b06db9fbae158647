import Crypto

/// A report as one HTML page that needs nothing beside it: no network, no fonts, no files.
///
/// It is light or dark as the reader's system is, works without scripts and on paper, and says in words what its charts
/// show. Everything that comes from the data is escaped, and a policy in the page forbids every script but its own.
public struct HTMLReport: Sendable {
  /// The page, in UTF-8.
  public let bytes: [UInt8]

  /// Writes the page.
  ///
  /// - Complexity: linear in the report; long lists are cut.
  public init(_ report: QualityReport) {
    var page = HTMLPage(report)
    page.write()
    bytes = page.writer.bytes
  }
}

/// The page as it is written, section by section.
struct HTMLPage {
  let report: QualityReport
  var writer = HTMLWriter()

  /// Longer lists end with how much is left out.
  static let mostRows = 200
  static let mostBars = 12

  init(_ report: QualityReport) { self.report = report }

  mutating func write() {
    writer.markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    writer.markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
    writer.markup("style-src 'unsafe-inline'; script-src 'sha256-")
    writer.text(Self.scriptHash)
    writer.markup("'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    writer.markup("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
    writer.text("\(report.title): \(verdict.word)")
    writer.markup("</title>\n<style>\n")
    writer.markup(HTMLStyle.sheet)
    writer.markup("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the results</a>\n")
    writeHeader()
    writer.markup("<main id=\"main\">\n")
    writeOverview()
    writeViolations()
    writeRules()
    writeCompleteness()
    writeFailures()
    writeProfile()
    writer.markup("</main>\n<footer><p>Made by <strong>DataOps Lifecycle</strong>. ")
    writer.markup(
      "Records are counted from 0, as in the verdicts. The page is complete in itself and asks no network for anything.</p></footer>\n"
    )
    writer.markup("<script>")
    writer.markup(HTMLStyle.script)
    writer.markup("</script>\n</body>\n</html>\n")
  }

  /// What the page comes to, and how it looks.
  var verdict: (word: String, css: StaticString, symbol: StaticString) {
    if !report.passed { return ("failed", "bad", "✕") }
    if report.rules.contains(where: { !$0.passed }) { return ("passed with warnings", "warn", "!") }
    return ("passed", "good", "✓")
  }

  private mutating func writeHeader() {
    writer.markup("<header><p class=\"eyebrow\">Data quality report</p>\n<div class=\"titles\"><h1>")
    writer.text(report.title)
    writer.markup("</h1>\n<p class=\"verdict ")
    writer.markup(verdict.css)
    writer.markup("\"><span aria-hidden=\"true\">")
    writer.markup(verdict.symbol)
    writer.markup("</span> ")
    writer.text(verdict.word.prefix(1).uppercased() + verdict.word.dropFirst())
    writer.markup("</p></div>\n<p class=\"note\">")
    var facts = [Figure.count(report.records, "record"), Figure.bytes(report.bytes)]
    if let seconds = report.seconds { facts.append("checked in \(Figure.seconds(seconds))") }
    if let note = report.note { facts.append(note) }
    writer.text(facts.joined(separator: " · "))
    writer.markup("</p>\n")
    writeContents()
    writer.markup("</header>\n")
  }

  /// Links to those sections that are there.
  private mutating func writeContents() {
    let sections: [(id: StaticString, title: StaticString, isThere: Bool)] = [
      ("violations", "What is wrong", report.violationCount > 0), ("rules", "Rules", !report.rules.isEmpty),
      ("completeness", "Completeness", report.fields.contains { $0.filled != nil && $0.records > 0 }),
      ("failures", "Failing records", !report.failures.isEmpty),
      ("profile", "Fields", report.profile.map { $0.records > 0 } ?? false),
    ]
    guard sections.count(where: \.isThere) > 1 else { return }
    writer.markup("<nav aria-label=\"Sections\"><ul>")
    for section in sections where section.isThere {
      writer.markup("<li><a href=\"#")
      writer.markup(section.id)
      writer.markup("\">")
      writer.markup(section.title)
      writer.markup("</a></li>")
    }
    writer.markup("</ul></nav>\n")
  }

  // MARK: Parts

  /// A section with its heading and what it is about.
  mutating func section(_ id: StaticString, _ title: StaticString, _ lead: String? = nil) {
    writer.markup("<section id=\"")
    writer.markup(id)
    writer.markup("\" aria-labelledby=\"")
    writer.markup(id)
    writer.markup("-title\">\n<h2 id=\"")
    writer.markup(id)
    writer.markup("-title\">")
    writer.markup(title)
    writer.markup("</h2>\n")
    guard let lead else { return }
    writer.markup("<p class=\"lead\">")
    writer.text(lead)
    writer.markup("</p>\n")
  }

  mutating func cell(_ text: String, css: StaticString? = nil) {
    writer.markup("<td")
    if let css {
      writer.markup(" class=\"")
      writer.markup(css)
      writer.markup("\"")
    }
    writer.markup(">")
    writer.text(text)
    writer.markup("</td>")
  }

  /// The heading of a row.
  mutating func name(_ text: String, badge: StaticString? = nil) {
    writer.markup("<th scope=\"row\"><code>")
    writer.text(text)
    writer.markup("</code>")
    if let badge {
      writer.markup(" <span class=\"badge\">")
      writer.markup(badge)
      writer.markup("</span>")
    }
    writer.markup("</th>")
  }

  /// A horizontal bar; its figure stands beside it as text.
  mutating func bar(_ share: Double, css: StaticString, mark: Double? = nil) {
    writer.markup("<td class=\"bar\"><svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">")
    writer.markup("<rect class=\"track\" width=\"100\" height=\"10\"/><rect class=\"")
    writer.markup(css)
    writer.markup("\" width=\"")
    // What is there at all can be seen.
    writer.measure(share > 0 ? max(0.6, min(share, 1) * 100) : 0)
    writer.markup("\" height=\"10\"/>")
    if let mark {
      writer.markup("<rect class=\"mark\" x=\"")
      writer.measure(min(max(mark * 100, 0), 99.4))
      writer.markup("\" width=\"0.6\" height=\"10\"/>")
    }
    writer.markup("</svg></td>")
  }

  mutating func rest(_ count: Int, _ noun: String) {
    guard count > 0 else { return }
    writer.markup("<p class=\"rest\">and ")
    writer.text("\(Figure.grouped(count)) more \(noun)\(count == 1 ? "" : "s")")
    writer.markup("</p>\n")
  }

  /// The hash by which the page's own script is allowed, in Base64 (RFC 4648).
  private static var scriptHash: String {
    var hasher = SHA256()
    HTMLStyle.script.withUTF8Buffer { hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    var word: UInt32 = 0
    var count = 0
    for byte in hasher.finalize() {
      word = word << 8 | UInt32(byte)
      count += 1
      guard count % 3 == 0 else { continue }
      for shift in [18, 12, 6, 0] as [UInt32] { text.append(alphabet[Int(word >> shift & 63)]) }
      word = 0
    }
    // 32 bytes leave two behind the last three.
    for shift in [10, 4] as [UInt32] { text.append(alphabet[Int(word >> shift & 63)]) }
    text.append(alphabet[Int(word << 2 & 63)])
    return String(decoding: text, as: UTF8.self) + "="
  }
}
