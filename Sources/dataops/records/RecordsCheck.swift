import ArgumentParser
import DataOpsCore
import DataRecords
import Foundation

struct RecordsCheck: FilterCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Judge records by a rules file: completeness, keys, references, patterns, ranges.",
    discussion: """
      Reads a file or a pipe of any length in one pass and writes one JSON object to standard output: whether all rules hold \
      that are meant to fail ("passed"), how many do not that only warn ("warnings"), counts, "completeness" for each field, \
      "relationships", and for each of the "rules" name, check_type, field, rule, severity, threshold, evaluated, failed, ratio, \
      passed and the first failing examples, with records counted from 0. Members stand in the same order each time.

      Keys and references are compared exactly, across the whole input; what takes more memory than --memory goes to files \
      without names in the folder of TMPDIR. Files that the rules name are relative to the rules file. What rules there are: \
      dataops records rules. For example:
        dataops records check --rules issues.rules.json issues.ndjson.zst
        dataops records check --rules rules.json --schema schema.json \\
          --jobs 4 --memory 256 records.json
        kubectl logs app | dataops records check --rules log.rules.json | jq .passed
        dataops records check --rules issues.rules.json issues.ndjson \\
          --report issues.html --report issues.xml

      Reports show the failing examples of each rule, as many as --examples says, with the beginnings of their records; also the \
      lines of .ndjson are those examples, not every failure.

      Exits with 0 when all rules hold that are meant to fail, 1 when one does not, 2 when the rules, the schema, an option or \
      the input cannot be used.
      """)

  @Option(
    help: ArgumentHelp("The rules file.", valueName: "file"), completion: .file(extensions: ["json"]))
  var rules: String

  @Option(
    help: ArgumentHelp("A JSON Schema that the records must satisfy, too.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var schema: String?

  @OptionGroup var reading: SchemaReading
  @OptionGroup var input: RecordsFile

  @Option(
    help: ArgumentHelp("How many processor cores to use; 0 for all there are.", valueName: "n"))
  var jobs = 1

  @Option(
    help: ArgumentHelp("How much memory keys and references may take, in MiB.", valueName: "mib"))
  var memory = 64

  @Option(help: ArgumentHelp("The most failing examples of each rule.", valueName: "n"))
  var examples = 5

  @Option(
    help: ArgumentHelp(
      "What time it is for rules that ask, as in 2024-05-31T12:00:00Z. (default: the time of the clock)",
      valueName: "time"))
  var now: String?

  @OptionGroup var reports: ReportFiles

  func validate() throws {
    guard (0...256).contains(jobs) else { throw ValidationError("--jobs must be from 0 to 256.") }
    guard (1...1 << 20).contains(memory) else { throw ValidationError("--memory must be from 1 to 1048576 MiB.") }
    guard (0...1000).contains(examples) else { throw ValidationError("--examples must be from 0 to 1000.") }
    guard now.map({ RecordInstant($0) != nil }) ?? true else {
      throw ValidationError("--now must be a time such as 2024-05-31T12:00:00Z.")
    }
  }

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let console = Console(environment: environment)
    let file = try rulesFile()
    let compiled = try schema.map { path throws(Failure) in try reading.compiled(path, console) }
    let options = RecordCheck.Options(
      jobs: jobs == 0 ? ProcessInfo.processInfo.activeProcessorCount : jobs, form: input.format.form,
      limits: input.limits,
      memory: MemoryBound(
        bytes: memory << 20, folder: environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"),
      maximumExamples: examples * 4, maximumExcerptBytes: reports.isEmpty ? 0 : reports.excerpt)
    try reports.check()
    let clock = ContinuousClock()
    let start = clock.now
    do {
      let result = try RecordCheck(rules: file, schema: compiled, options: options).run(try input.open(console)) {
        path in
        try open(path)
      }
      if !reports.isEmpty {
        var report = QualityReport(title: input.title, result)
        report.seconds = start.duration(to: clock.now) / .seconds(1)
        report.note = ReportFiles.note("rules", rules)
        try reports.write(report, includingLines: true)
      }
      try print(result, on: console.output)
      guard result.passed else { throw FilterExit.dataIsBad }
    } catch let error as InputError {
      throw input.failure(error)
    } catch let error as RulesRefusal {
      throw refusal(error)
    } catch let error as ReferenceError {
      throw Failure(.invalidRequest, error.description, remedy: "dataops records validate --schema SCHEMA shows which.")
    } catch let error as QualityError {
      throw failure(error)
    } catch is OutputStream.Closed {
      throw FilterExit.nobodyReads
    }
  }

  // MARK: Files

  private func rulesFile() throws(Failure) -> RulesFile {
    let source = try RecordsFile.document(rules, called: "rules file")
    let time = now.flatMap { RecordInstant($0) } ?? RecordInstant(seconds: Int64(Date.now.timeIntervalSince1970))
    do { return try RulesFile(source, now: time) } catch { throw refusal(error) }
  }

  private func refusal(_ error: RulesRefusal) -> Failure {
    let lines = error.findings.map {
      "\(rules)#\($0.pointer): \($0.problem)\($0.remedy.isEmpty ? "" : "; \($0.remedy)")"
    }
    return Failure(
      .invalidRequest, "the rules cannot be used\n" + lines.joined(separator: "\n"),
      remedy: "What rules there are and what they ask: dataops records rules")
  }

  /// A file of references, whose path is relative to the rules file.
  private func open(_ path: String) throws(Failure) -> any ByteSource {
    let folder = URL(fileURLWithPath: CommandContext.absolute(rules)).deletingLastPathComponent()
    let place = path.hasPrefix("/") ? path : folder.appendingPathComponent(path).path
    do { return try FileByteSource(path: place) } catch {
      throw Failure(.notFound, "the file of references \(error.message)", remedy: "Its path is relative to \(rules).")
    }
  }

  private func failure(_ error: QualityError) -> Failure {
    guard case .spill(let spill) = error else { return Failure(.internalError, error.description) }
    return Failure(
      spill.kind == .diskFull ? .storageFull : .storageFailed, spill.description,
      remedy: "TMPDIR names the folder, --memory how much may stay in memory.")
  }

  private func print(_ result: QualityResult, on output: OutputStream) throws {
    var writer = JSONWriter()
    result.write(to: &writer)
    writer.newline()
    try writer.bytes.withUnsafeBytes { try output.write($0) }
  }
}
