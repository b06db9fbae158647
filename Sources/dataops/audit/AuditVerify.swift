import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct AuditVerify: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check that no audit entry was changed, removed or put in between.",
    discussion: """
      Checks the registry, or an export of all entries without any registry. Keep the count and the last hash elsewhere: with \
      them nobody can shorten the trail unnoticed either. Exits with 1 where the chain is broken, \
      and with 66 where there is no registry or no entry in the export. For example:
        dataops audit verify
        dataops audit verify --file audit.jsonl
      """)

  @Option(
    help: ArgumentHelp(
      "An export made by 'dataops audit list --output jsonl'. (default: the registry)", valueName: "file"),
    completion: .file(extensions: ["jsonl"]))
  var file: String?

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    var chain = VerifiedChain()
    if let file {
      try verify(file: file, &chain)
    } else {
      let view = try await context.view()
      try await AuditPages(storage: view.storage).forEachPage { page throws(Failure) in
        for event in page { try chain.append(event) }
      }
    }
    try context.show(chain) {
      ["\("✓", .good) \(chain.entries.of("entry", "entries")), the chain is unbroken", "  last hash \(chain.lastHash)"]
    }
  }

  private func verify(file: String, _ chain: inout VerifiedChain) throws(Failure) {
    var lines = try LineReader(path: CommandContext.absolute(file))
    var number = 0
    while let line = try lines.next() {
      number += 1
      if line.isEmpty { continue }
      let event: AuditEvent
      do { event = try AuditRecord.reading(line) } catch {
        throw Failure(
          .auditChainBroken, "line \(number) of \(file) is not an audit entry",
          remedy: "Export the trail again: dataops audit list --output jsonl")
      }
      try chain.append(event)
    }
    guard chain.entries > 0 else {
      throw Failure(
        .notFound, "\(file) holds no audit entry",
        remedy: "Export the trail again: dataops audit list --output jsonl > FILE")
    }
  }
}

/// An audit trail as far as it is verified.
struct VerifiedChain: Encodable, Sendable {
  private(set) var entries = 0
  private(set) var lastHash = AuditEvent.firstPreviousHash
  private var last: AuditEvent?

  private enum CodingKeys: CodingKey { case entries, lastHash }

  /// - Throws: `audit_chain_broken` where `event` does not follow.
  mutating func append(_ event: AuditEvent) throws(Failure) {
    do { try AuditChain.verify(event, after: last) } catch { throw Failure(wrapping: error) }
    entries += 1
    lastHash = event.hash
    last = event
  }
}
