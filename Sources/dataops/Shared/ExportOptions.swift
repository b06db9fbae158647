import ArgumentParser
import DataOpsCore
import DataOpsLifecycle

/// What is exported of a contract, and where to.
struct ExportOptions: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument, Sendable {
    case jsonSchema = "json-schema"
    case rules, odcs, specification, bundle, all

    var parts: Set<TemplateContract.Part> {
      self == .all
        ? Set(TemplateContract.Part.allCases) : Set(TemplateContract.Part(rawValue: rawValue).map { [$0] } ?? [])
    }
  }

  @Option(help: ArgumentHelp("Folder to write to; made where it is missing.", valueName: "dir"), completion: .directory)
  var to: String

  @Option(help: "What to write.")
  var format: Format = .all

  @Option(help: "Good records in the bundle.")
  var count: Int = TemplateContract.defaultSampleCount

  @Flag(help: "Replace files that were exported before.")
  var force = false

  func validate() throws {
    guard TemplateContract.sampleCounts.contains(count) else {
      throw ValidationError("--count must be from 1 to \(TemplateContract.sampleCounts.upperBound.grouped).")
    }
    guard !to.isEmpty else { throw ValidationError("--to must name a folder.") }
  }

  /// Writes the contract and says what was written.
  func export(_ contract: TemplateContract, in context: CommandContext) throws(Failure) {
    let folder = CommandContext.absolute(to)
    let files = try contract.files(format.parts)
    try ExportFolder(path: folder, replaces: force).write(files)
    try context.show(files.map { ExportedFile(path: "\(folder)/\($0.path)", bytes: $0.bytes.count) }) {
      files.map { "\(folder)/\($0.path)  \(Line(Figures.bytes(Int64($0.bytes.count)), .dim))" }
    }
  }

  private struct ExportedFile: Encodable {
    let path: String
    let bytes: Int
  }
}
