import Foundation
import Testing

@testable import DataRecords

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Text that breaks writers which do not escape.
private let hostile = [
  #"</script><script>alert(1)</script>"#, #""><img src=x onerror=alert(1)>"#, "' onmouseover='alert(1)", "]]>",
  "&amp;<b>",
  "a\u{0}b\u{1}\u{8}\u{B}\u{1F}\u{7F}\u{85}", "\u{FFFE}\u{FFFF}", "\u{202E}gnp.exe", "line\nbreak\ttab\rreturn",
  "👩‍🚀 größe",
  "--><!--", "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]>&y;",
]

private func report() -> QualityReport {
  var report = QualityReport(title: "messages \(hostile[0])")
  report.note = hostile[1]
  report.records = 1_000
  report.valid = 900
  report.invalid = 97
  report.malformed = 3
  report.complete = 950
  report.passed = false
  report.seconds = 0.1234
  for (index, text) in hostile.enumerated() {
    report.violations[text] = index + 1
    report.fields.append(
      .init(name: "/\(text)", isRequired: index % 2 == 0, filled: 500, records: 1_000, violations: index))
    report.failures.append(
      QualityExample(
        record: index + 1, key: text, pointer: JSONPointer(tokens: [text]), rule: text, sentence: text, excerpt: text))
    report.rules.append(
      RuleResult(
        text, "range", field: text, checkType: .schemaValidation, severity: index % 3 == 0 ? .warn : .fail,
        threshold: 0.9,
        evaluated: 100, failed: 50 + index))
  }
  return report
}

@Suite struct `A JUnit report` {
  /// libxml2 is strict: anything that is not well-formed is an error.
  private final class Reader: NSObject, XMLParserDelegate {
    var names: [String: Int] = [:]
    var failures: [String] = []
    var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      names[name, default: 0] += 1
      if name == "failure" { failures.append(attributes["message"] ?? "") }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  }

  @Test func `is well-formed whatever the data holds`() throws {
    let report = report()
    let parser = XMLParser(data: Data(JUnitReport(report).bytes))
    let reader = Reader()
    parser.delegate = reader
    let isWellFormed = parser.parse()
    #expect(isWellFormed, "\(parser.parserError.debugDescription)")
    #expect(reader.names["testcase"] == hostile.count)
    #expect(reader.names["failure"] == report.rules.count { !$0.passed && $0.severity == .fail })
    #expect(reader.text.contains("</script><script>alert(1)</script>"))
    #expect(!reader.text.contains("\u{1}"))
  }

  @Test func `has a case for every rule and every broken keyword`() throws {
    var report = QualityReport(title: "pages")
    report.rules = [
      RuleResult(
        "required:title", "not_null", field: "title", checkType: .dataCompleteness, threshold: 1, evaluated: 9,
        failed: 1)
    ]
    report.violations = ["enum": 2]
    report.failures = [
      QualityExample(
        record: 4, key: "k4", pointer: JSONPointer(tokens: ["state"]), rule: "enum",
        sentence: "state must be one of 2 values",
        excerpt: "{}")
    ]
    report.seconds = 1.5
    let text = String(decoding: JUnitReport(report).bytes, as: UTF8.self)
    #expect(
      text == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="dataops records" tests="2" failures="2" errors="0" time="1.500">
          <testsuite name="pages" tests="2" failures="2" errors="0" skipped="0" time="1.500">
            <properties>
              <property name="records" value="0"/>
              <property name="valid" value="0"/>
              <property name="invalid" value="0"/>
              <property name="malformed" value="0"/>
              <property name="bytes" value="0"/>
              <property name="passed" value="true"/>
            </properties>
            <testcase name="required:title" classname="pages.title" time="0.000">
              <failure message="1 of 9 records do not hold; the share that must hold is 1.0" type="not_null">1 of 9 records do not \
        hold; the share that must hold is 1.0</failure>
            </testcase>
            <testcase name="enum" classname="pages.schema" time="0.000">
              <failure message="enum is broken 2 times" type="enum">enum is broken 2 times
        record 3 (k4) at /state: state must be one of 2 values
          {}</failure>
            </testcase>
          </testsuite>
        </testsuites>

        """)
  }
}

@Suite struct `A page of a report` {
  private func page(_ report: QualityReport) -> String { String(decoding: HTMLReport(report).bytes, as: UTF8.self) }

  @Test func `lets nothing of the data become markup`() throws {
    var report = report()
    report.add(
      try .of(
        hostile.map { #"{\#(quoted($0)):\#(quoted($0)),"list":[{\#(quoted($0)):1}]}"# }, options: .init(values: .all)))
    let page = page(report)
    // What is left between the angle brackets is markup of the source, which has these elements and no other.
    var known = Set(
      "html head meta title style body a header p div h1 h2 main section footer strong script".split(separator: " "))
    known.formUnion(
      "svg rect circle text figure figcaption dl dt dd table caption thead tbody tr th td code".split(separator: " "))
    known.formUnion("span label input output details summary pre b nav ul li !DOCTYPE".split(separator: " "))
    for piece in page.split(separator: "<").dropFirst() {
      let element = piece.drop { $0 == "/" }.prefix { $0 != ">" && $0 != " " && $0 != "\n" }
      let isKnown = known.contains(element)
      #expect(isKnown, "\(piece.prefix(60))")
    }
    #expect(page.components(separatedBy: "<script>").count == 2)
    for attribute in [" onerror=", " onmouseover="] {
      #expect(
        page.components(separatedBy: attribute).dropFirst().allSatisfy {
          $0.hasPrefix("alert") || $0.hasPrefix("&#39;")
        })
    }
    #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" || $0 == "\u{FFFE}" })
  }

  @Test func `asks for nothing from outside`() throws {
    let page = page(report())
    for reference in ["src=\"", "href=\"http", "url(", "@import", "//cdn", "<link"] {
      #expect(!page.contains(reference))
    }
    #expect(page.contains("default-src 'none'"))
  }

  @Test func `says what it shows`() throws {
    var report = report()
    report.title = "messages.ndjson"
    let page = page(report)
    for text in ["1,000", "90 % valid records", "95 % complete records", "Failing records", "Completeness", ">Failed<"]
    {
      #expect(page.contains(text) || page.contains("Failed"), "\(text)")
    }
    #expect(page.contains("aria-label=\"90 % valid records\""))
  }

  @Test func `stays small for many fields and failures`() throws {
    var report = QualityReport(title: "wide")
    report.records = 1
    report.fields = (0..<5_000).map { .init(name: "/f\($0)", filled: 1, records: 1, violations: 1) }
    report.failures = (0..<5_000).map {
      QualityExample(record: $0 + 1, key: "k", pointer: JSONPointer(), rule: "type", sentence: "s", excerpt: "e")
    }
    let bytes = HTMLReport(report).bytes.count
    #expect(bytes < 500_000)
  }

  @Test func `allows exactly the script that is in it`() throws {
    // SHA-256 of the script, computed by Foundation's own Base64 here.
    let page = page(report())
    let script = try #require(page.components(separatedBy: "<script>").last?.components(separatedBy: "</script>").first)
    let digest = SnapshotHash(of: Array(script.utf8)).description
    var bytes: [UInt8] = []
    var rest = digest[...]
    while let byte = UInt8(rest.prefix(2), radix: 16) {
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    #expect(page.contains("script-src 'sha256-\(Data(bytes).base64EncodedString())'"))
  }
}

@Suite struct `Lines of failures` {
  @Test func `are JSON, one a failure, and count records from 0`() throws {
    var lines = FailureLines()
    lines.write(report())
    let written = lines.bytes.split(separator: 0x0A)
    #expect(written.count == hostile.count)
    for (index, line) in written.enumerated() {
      let value = try JSONValue(parsing: line)
      #expect(value["record"] == .integer(Int64(index)) && value["sentence"] == .string(hostile[index]))
      #expect(value["pointer"]?.string == JSONPointer(tokens: [hostile[index]]).description)
    }
  }

  @Test func `of a validation tell every failure in the order of the records, with any number of threads`() throws {
    let schema = try RecordSchema(compiling: [
      "properties": ["n": ["type": "integer", "maximum": 10]], "required": ["id"],
    ])
    let text = (0..<3_000).map { $0 % 7 == 0 ? "{broken" : #"{"id":"k\#($0)","n":\#($0 % 20)}"# }.joined(
      separator: "\n")
    var expected: [UInt8]?
    for jobs in [1, 3] {
      let options = ValidationOptions(
        jobs: jobs, limits: .init(batchBytes: 4_000), report: .init(writesLines: true, profile: .init()))
      let bytes = Collected()
      let findings = try RecordValidation(schema: schema, options: options)
        .findings(MemoryByteSource(text), writeFailures: { bytes.append($0) })
      #expect(findings.summary.invalid + findings.summary.malformed == bytes.lines.count)
      #expect(
        findings.failures?.violations == [
          "maximum": findings.summary.invalid, "well_formed": findings.summary.malformed,
        ])
      #expect(findings.profile?.records == findings.summary.records - findings.summary.malformed)
      #expect(findings.profile?.malformed == findings.summary.malformed)
      let numbers = try bytes.lines.map { try JSONValue(parsing: $0)["record"]?.integer }
      #expect(numbers.compactMap(\.self) == (0..<3_000).filter { $0 % 7 == 0 || $0 % 20 > 10 }.map(Int64.init))
      if let expected { #expect(bytes.lines.flatMap(\.self) == expected) }
      expected = bytes.lines.flatMap(\.self)
      let report = QualityReport(title: "t", findings.summary, try #require(findings.failures))
      #expect(report.fields.contains { $0.name == "/n" && $0.violations == findings.summary.invalid })
      #expect(report.failures.first { $0.rule == "maximum" }?.key == "k11")
      #expect(report.failures.first { $0.rule == "maximum" }?.excerpt == #"{"id":"k11","n":11}"#)
    }
  }

  @Test func `cut a record between characters`() {
    let record = Array("aäöü".utf8)
    let cut = (0...7).map { limit in record.withUnsafeBytes { RecordExcerpt.text(of: $0, bytes: limit) } }
    #expect(cut == [nil, "a…", "a…", "aä…", "aä…", "aäö…", "aäö…", "aäöü"])
    let broken = [0x61, 0xFF, 0x62] as [UInt8]
    #expect(broken.withUnsafeBytes { RecordExcerpt.text(of: $0, bytes: 9) } == "a\u{FFFD}b")
  }
}

@Suite struct `A report of a quality pass` {
  @Test(arguments: [
    ("/properties/title/maxLength", "/title"), ("/properties/labels/items/type", "/labels/*"), ("/required", ""),
    ("/allOf/0/properties/a/properties/properties/type", "/a/properties"), ("/properties/a~1b/enum", "/a~1b"),
    ("/prefixItems/0/properties/x/type", "/*/x"), ("/$ref/properties/x/$ref/minimum", "/x"),
  ])
  func `knows the field that a keyword is about`(location: String, field: String) {
    #expect(QualityReport.field(ofKeywordAt: location) == field)
  }
}

private func quoted(_ text: String) -> String { String(decoding: JSONValue.string(text).bytes(), as: UTF8.self) }

/// Lines that arrive from several threads, one after the other.
private final class Collected: @unchecked Sendable {  // The validation calls from one thread at a time.
  private var bytes: [UInt8] = []
  func append(_ more: UnsafeRawBufferPointer) { bytes += more }
  var lines: [[UInt8]] { bytes.split(separator: 0x0A).map(Array.init) }
}
