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

      With --output json it is printed as it was signed (Ed25519 over the member "certificate", names sorted, no spaces), \
      for others to check. For example:
        dataops archive certificate acme-health-sandbox-jira
        dataops archive certificate acme-health-sandbox-jira --output json > certificate.json
      """)

  @Argument(
    help: "The archived dataset: its id, its name, or the beginning of its id, as long as only one dataset has it.")
  var dataset: String

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let view = try await context.view()
    let found = try await view.storage.reading { [dataset] in try DatasetReference(dataset).resolve(in: $0) }
    let bytes = try await document(of: found, in: view.objects)
    guard let signer = view.signer else {
      throw Failure(
        .configurationInvalid, "this data directory has no certificates.key, so the signature cannot be checked",
        remedy: "Copy the key file from the machine that runs the workers, or restore it from a backup.")
    }
    let signed = try SignedCertificate(verifying: bytes, signedBy: signer)
    switch format {
    case .json: try context.console.print(document: String(decoding: bytes, as: UTF8.self) + "\n")
    case .table: try context.console.print(signed.lines(width: context.console.output.width))
    }
  }

  private func document(of dataset: Dataset, in objects: any ObjectFiles) async throws(Failure) -> [UInt8] {
    let key = ObjectKey.certificate(of: dataset.id)
    guard try await objects.contains(key) else {
      throw Failure(
        .notFound, "dataset '\(dataset.name)' has no teardown certificate; it is \(dataset.status.display)",
        remedy: "It is written when nothing of the dataset is left in search: dataops dataset show \(dataset.id)")
    }
    return try await objects.get(key, maximumBytes: SignedCertificate.maximumBytes)
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
    lines.append(Line(certificate.isComplete ? "Nothing but the archive is left." : remains))
    lines.append(Line("signature valid, Ed25519, public key \(signature.publicKey)"))
    lines.append(
      Line("issued \(certificate.issuedAt.short) UTC, behind audit entry \(certificate.audit.sequence)"))
    return lines
  }
}
