import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct ArchiveCertificate: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "certificate", abstract: "Show what a teardown made an end of, signed.",
    discussion: """
      Lists every resource that the dataset ever had outside of the registry, and how its end was seen. The signature is \
      checked first; a certificate that was changed, or signed with another key, exits with 1.

      Where a person has confirmed since that the empty registration was removed, a second certificate is shown. It is signed, too, \
      says who confirmed it, and names the first by its SHA-256. The first is still there with --first.

      With --output json it is printed as it was signed (Ed25519 over the member "certificate", names sorted, no spaces), \
      for others to check. For example:
        dataops archive certificate acme-health-sandbox-jira
        dataops archive certificate acme-health-sandbox-jira --output json > certificate.json
      """)

  @Argument(
    help: "The archived dataset: its id, its name, or the beginning of its id, as long as only one dataset has it.")
  var dataset: String

  @Flag(help: "Show the certificate that the teardown wrote, without what was confirmed since.")
  var first = false

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let view = try await context.view()
    let found = try await view.storage.reading { [dataset] in try DatasetReference(dataset).resolve(in: $0) }
    guard let signer = view.signer else {
      throw Failure(
        .configurationInvalid, "this data directory has no certificates.key, so the signature cannot be checked",
        remedy: "Copy the key file from the machine that runs the workers, or restore it from a backup.")
    }
    let certified = try await CertifiedTeardown(of: found, in: view.storage, view.objects, signer: signer)
    let shown = first ? certified.first : certified.newest
    switch format {
    case .json:
      // The first one byte for byte, as its hash is told.
      let bytes = try shown == certified.first ? certified.written : shown.encoded()
      try context.console.print(document: String(decoding: bytes, as: UTF8.self) + "\n")
    case .table: try context.console.print(shown.lines(width: context.console.output.width))
    }
  }
}

extension SignedCertificate {
  /// For people.
  func lines(width: Int?) -> [Line] {
    let subject = certificate.dataset
    var table = Table([.left("WHAT"), .left("NAME"), .left("END"), .left("SEEN (UTC)"), .left("HOW")])
    for resource in certificate.resources {
      let mark = resource.end == .remains ? Line(resource.end.rawValue, .bad) : Line(resource.end.rawValue)
      table.add([
        Line(resource.kind.rawValue), Line(resource.name), mark, Line(resource.verifiedAt.short),
        Line(resource.evidence),
      ])
    }
    var archive = "none"
    if let kept = certificate.archive {
      archive =
        "\(Figures.count(kept.records, "record")), SHA-256 \(kept.sha256), kept until \(kept.keptUntil.short) UTC"
    }
    let remains = "What remains is empty, and only a person can remove it."
    var lines: [Line] = ["Teardown of \(subject.name, .bold)  \(subject.id)"]
    lines.append(
      Line("of \(subject.client), \(subject.stage.rawValue), asked for by \(certificate.teardown.requestedBy)"))
    lines.append(Line("archive: \(archive)"))
    lines.append("")
    lines += table.lines(width: width)
    lines.append("")
    if let completion = certificate.completion {
      lines.append(
        Line("\(completion.confirmedBy) confirmed at \(completion.confirmedAt.short) UTC: \(completion.confirmation)"))
      lines.append(Line("completes the certificate with SHA-256 \(completion.completes)"))
    }
    let nothing =
      "Nothing but the archive is left\(certificate.completion == nil ? "" : ", as seen above and as confirmed")."
    lines.append(Line(certificate.isComplete ? nothing : remains))
    lines.append(Line("signature valid, Ed25519, public key \(signature.publicKey)"))
    lines.append(
      Line("issued \(certificate.issuedAt.short) UTC, behind audit entry \(certificate.audit.sequence)"))
    return lines
  }
}
