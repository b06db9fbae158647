import ArgumentParser
import DataGenerating
import DataOpsCore
import DataOpsLifecycle
import DataRecords

struct TemplateLint: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Check templates and print everything that is wrong with them.",
    discussion: """
      Every finding is one line: file#pointer: problem. remedy. Without arguments the whole library is checked. Exits with 65 \
      when a template is refused, warnings not counted, and with 66 where there is none. For example:
        dataops template lint
        dataops template lint healthcare/clinical_workflows/jira_issues
        dataops template lint --file draft.json
      """)

  @Argument(help: "Paths under the library's root; '.json' may be left out. (default: all)")
  var paths: [String] = []

  @Option(help: ArgumentHelp("A template file anywhere; may be repeated.", valueName: "file"), completion: .file())
  var file: [String] = []

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    var sources = paths.map(TemplateSource.library) + file.map(TemplateSource.file)
    if sources.isEmpty { sources = try Self.all(of: context.templates) }
    let reports = try sources.map { try LintReport(of: $0, in: context.templates) }
    let refused = reports.count { !$0.usable }
    let warnings = reports.flatMap(\.findings).count { $0.severity == .warning }
    try context.show(reports) {
      reports.flatMap(\.lines) + ["\(reports.count) checked, \(refused) refused, \(Figures.count(warnings, "warning"))"]
    }
    guard refused == 0 else {
      throw Failure(
        .templateRefused, "\(refused) of \(Figures.count(reports.count, "template")) cannot be used",
        remedy: "Mend what is marked as an error; the format is described in Documentation/template-format.md.")
    }
  }
}

extension TemplateLint {
  /// - Throws: `template_not_found` where the library holds none.
  private static func all(of library: TemplateLibrary) throws(Failure) -> [TemplateSource] {
    let entries = try library.entries()
    guard !entries.isEmpty else {
      throw Failure(
        .templateNotFound, "the library \(library.root) has no template",
        remedy: "Templates lie at {industry}/{use_case}/{dataset_type}.json under its root; see --templates DIR.")
    }
    return entries.map { .library(path: $0.path) }
  }
}

/// What is wrong with one template.
struct LintReport: Encodable, Sendable {
  struct Finding: Encodable, Sendable {
    let severity: TemplateFinding.Severity
    let pointer: String
    let problem: String
    let remedy: String
  }

  let file: String
  let usable: Bool
  let findings: [Finding]

  /// - Throws: where the file cannot be read at all.
  init(of source: TemplateSource, in library: TemplateLibrary) throws(Failure) {
    let bytes = try source.bytes(in: library)
    file = source.name
    do throws(TemplateRefusal) {
      let template = try TemplateDocument.read(bytes, file: source.name)
      findings = (template.warnings + template.trial(file: source.name)).map(Finding.init)
      usable = true
    } catch {
      findings = error.findings.map(Finding.init)
      usable = false
    }
  }

  var lines: [Line] {
    findings.map { finding in
      let severity = Line(finding.severity.rawValue, finding.severity == .error ? .bad : .notice)
      let remedy = finding.remedy.prefix(1).uppercased() + finding.remedy.dropFirst()
      return "\(severity) \(file)#\(finding.pointer): \(finding.problem). \(remedy)."
    }
  }
}

extension LintReport.Finding {
  init(_ finding: TemplateFinding) {
    severity = finding.severity
    pointer = finding.pointer.description
    problem = finding.problem
    remedy = finding.remedy
  }
}
