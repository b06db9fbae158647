import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct ArchiveVerify: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Read archives back and check every hash.",
    discussion: """
      Changes nothing, and works beside a running process. Exits with 1 when one is damaged, naming the part, and \
      with 66 where there is no registry. For example:
        dataops archive verify acme-health-sandbox-jira
        dataops archive verify --all
      """)

  @Argument(
    help: "The archived dataset: its id, its name, or the beginning of its id, as long as only one dataset has it.")
  var dataset: String?

  @Flag(help: "Verify all archives.")
  var all = false

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func validate() throws {
    guard (dataset == nil) == all else { throw ValidationError("Name one dataset, or give --all.") }
  }

  func run(_ context: CommandContext) async throws {
    let view = try await context.view()
    let archives = try await archives(in: view.storage)
    var reports: [ArchiveReport] = []
    for archive in archives { reports.append(await ArchiveReport(of: archive, objects: view.objects)) }
    try context.show(reports) { reports.map(\.line) }
    if reports.isEmpty { context.console.say("There is no archive to verify.") }
    if let failure = reports.lazy.compactMap(\.failure).first { throw failure }
  }

  private func archives(in storage: any Storage) async throws(Failure) -> [Archive] {
    let reference = dataset.map(DatasetReference.init)
    return try await storage.reading { registry in
      guard let reference else { return try registry.archives(client: nil, limit: .max) }
      let found = try reference.resolve(in: registry)
      guard let archive = try registry.archive(of: found.id) else {
        throw Failure(
          .notFound, "dataset '\(found.name)' has no archive; it is \(found.status.display)",
          remedy: "See the archives: dataops archive list")
      }
      return [archive]
    }
  }
}

/// How the verification of one archive went.
struct ArchiveReport: Encodable, Sendable {
  let datasetID: Identifier<Dataset>
  let intact: Bool
  let recordCount: Int
  let chunkCount: Int?
  let failure: Failure?

  init(of archive: Archive, objects: any ObjectFiles) async {
    datasetID = archive.datasetID
    do {
      let verified = try await ArchiveVerification(of: archive, objects: objects)
      (intact, recordCount, chunkCount, failure) = (true, verified.recordCount, verified.chunkCount, nil)
    } catch {
      (intact, recordCount, chunkCount, failure) = (false, archive.recordCount, nil, error)
    }
  }

  var line: Line {
    let mark = intact ? Line("✓", .good) : Line("✗", .bad)
    let outcome =
      chunkCount.map { " in \(Figures.count($0, "chunk")), every hash agrees" }
      ?? "  damaged: \(failure?.message ?? "")"
    return "\(mark) \(datasetID)  \(Figures.count(recordCount, "record"))\(outcome)"
  }
}
