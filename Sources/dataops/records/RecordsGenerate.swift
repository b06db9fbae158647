import ArgumentParser
import DataGenerating
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import DataRecords
import Foundation

struct RecordsGenerate: FilterCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Write the records of a template, some of them damaged if wanted.",
    discussion: """
      The same template, client, seed and count give the same bytes everywhere, a record a line; they are those that 'dataops \
      dataset provision' would upload. With --faults, a share of them is damaged on purpose, to try out checks: wrong types, \
      missing and null fields, values out of range or unlisted, bad formats, broken patterns, text that is no JSON, and ids of \
      earlier records. For example:
        dataops records generate --template retail/store_operations/jira_issues
        dataops records generate --template draft.json --seed 7 --to issues.ndjson
        dataops records generate --template retail/store_operations/jira_issues \\
          --count 200000 --faults 0.02 --faults-log faults.ndjson --to issues.ndjson

      Each line of the log names one damaged record: {"record":17,"fault":"wrong_type","field":"title"}. A schema does not see \
      duplicate_id, and bad_format only where formats are asserted.

      Exits with 0, or with 2 when the template or an option cannot be used, or the output cannot be written.
      """)

  @Option(
    help: ArgumentHelp(
      "A template file, or its path under the library's root, see 'dataops template list'.", valueName: "path"),
    completion: .file(extensions: ["json"]))
  var template: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many records, 1 to 100,000,000. (default: the template's number)", valueName: "n"))
  var count: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Seed of the made-up world, and of the faults.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Name of the client whose world it is.", valueName: "name"))
  var client = "Acme"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The share of records that are damaged, from 0 to 1.", valueName: "ratio"))
  var faults = 0.0

  @Option(
    help: ArgumentHelp("File that gets a line for every damaged record.", valueName: "file"), completion: .file())
  var faultsLog: String?

  @Option(help: ArgumentHelp("File to write to. (default: standard output)", valueName: "file"), completion: .file())
  var to: String?

  @Option(
    help: ArgumentHelp(
      "Folder of the template library. (default: DATAOPS_TEMPLATES_ROOT, else the library that ships)", valueName: "dir"
    ),
    completion: .directory)
  var templates: String?

  func validate() throws {
    guard faults >= 0, faults <= 1 else { throw ValidationError("--faults must be from 0 to 1, such as 0.02.") }
    guard !Names.slug(client).isEmpty else {
      throw ValidationError("--client must hold at least one ASCII letter or digit.")
    }
  }

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let loaded = try source.load(in: TemplateLibrary(root: libraryRoot))
    let metadata = loaded.document.metadata
    let world = World(
      client: Names.slug(client), clientName: client, industry: metadata.industry.rawValue, useCase: metadata.useCase,
      seed: seed, teams: loaded.document.teams)
    let generator: RecordGenerator
    do {
      generator = try RecordGenerator(
        template: loaded.document, world: world, count: count ?? loaded.entity.defaultRecordCount)
    } catch { throw Failure(.generationFailed, "template \(template) gives no records: \(error)") }
    let injector = FaultInjector(generator, template: loaded.document, ratio: faults, seed: seed)
    let log = try faultsLog.map { try OutputStream.file($0) }
    let output = try to.map { try OutputStream.file($0) } ?? .standardOutput(environment: environment)
    do { try write(generator.count, injector, to: output, log) } catch is OutputStream.Closed {
      throw FilterExit.nobodyReads
    }
  }

  /// A file if there is one of that name, else a path of the library.
  private var source: TemplateSource {
    FileManager.default.fileExists(atPath: template) ? .file(template) : .library(path: template)
  }

  private var libraryRoot: String {
    (templates ?? ProcessInfo.processInfo.environment["DATAOPS_TEMPLATES_ROOT"]).flatMap {
      $0.isEmpty ? nil : CommandContext.absolute($0)
    }
      ?? StandardPlaces.shippedTemplates(
        program: Bundle.main.executablePath ?? CommandLine.arguments.first ?? "dataops")
  }

  private func write(
    _ count: Int, _ injector: FaultInjector, to output: OutputStream, _ log: OutputStream?
  ) throws {
    let enough = 256 << 10
    var records = JSONWriter(reservingCapacity: 2 * enough)
    var notes = JSONWriter()
    for index in 0..<count {
      if let fault = injector.write(index, to: &records) { note(fault, index, in: &notes) }
      records.newline()
      if records.bytes.count >= enough || index == count - 1 {
        try records.bytes.withUnsafeBytes { try output.write($0) }
        try notes.bytes.withUnsafeBytes { try log?.write($0) }
        records.removeAll(keepingCapacity: true)
        notes.removeAll(keepingCapacity: true)
      }
    }
  }

  private func note(_ fault: RecordFault, _ index: Int, in notes: inout JSONWriter) {
    notes.beginObject()
    notes.key("record")
    notes.integer(Int64(index))
    notes.key("fault")
    notes.string(fault.kind.rawValue)
    if let field = fault.field {
      notes.key("field")
      notes.string(field)
    }
    notes.endObject()
    notes.newline()
  }
}
