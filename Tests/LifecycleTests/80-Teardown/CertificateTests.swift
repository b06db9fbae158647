import DataOpsCore
import DataOpsLifecycle
import Foundation
import Testing
import _DataOpsTestKit

@Suite struct `A teardown certificate` {
  private func certified(grace: Duration = .zero) async throws -> (Installation, Identifier<Dataset>) {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    _ = try await installation.requests.teardown(id, grace: grace)
    try await installation.drain()
    return (installation, id)
  }

  private func bytes(_ installation: Installation, _ id: Identifier<Dataset>) async throws -> [UInt8] {
    try await installation.services.objects.get(.certificate(of: id), maximumBytes: SignedCertificate.maximumBytes)
  }

  private func certificate(_ installation: Installation, _ id: Identifier<Dataset>) async throws
    -> TeardownCertificate
  {
    try await SignedCertificate(verifying: bytes(installation, id), signedBy: installation.services.signer).certificate
  }

  @Test func `lists every resource in the ledger and how its end was seen`() async throws {
    let (installation, id) = try await certified()
    let certificate = try await certificate(installation, id)
    let ledger = try await installation.read { try $0.ledger(of: id) }
    #expect(certificate.resources.map(\.name) == ledger.map(\.name))
    #expect(
      Dictionary(certificate.resources.map { ($0.kind, $0.end) }) { $1 } == [
        .datasource: .remains, .identities: .gone, .documents: .gone, .snapshot: .archived, .archive: .archived,
      ])
    #expect(certificate.resources.allSatisfy { !$0.evidence.isEmpty })
    #expect(!certificate.isComplete, "the registration of the datasource is a person's to remove")
  }

  @Test func `names the archive by its hash`() async throws {
    let (installation, id) = try await certified()
    let archive = try #require(try await installation.read { try $0.archive(of: id) })
    #expect(try await certificate(installation, id).archive?.sha256 == archive.hash)
  }

  @Test func `is noted in the audit trail by its hash`() async throws {
    let (installation, id) = try await certified()
    let noted = try #require(try await installation.audit(.teardownCertified).first)
    #expect(noted.datasetID == id)
    #expect(noted.after?["sha256"]?.string == Digest.sha256(try await bytes(installation, id)))
  }

  @Test func `is written when the grace is over and not before`() async throws {
    let (installation, id) = try await certified(grace: .seconds(3600))
    #expect(try await !installation.services.objects.contains(.certificate(of: id)))
    installation.time.advance(by: .seconds(3601))
    try await installation.drain()
    #expect(try await installation.services.objects.contains(.certificate(of: id)))
  }

  @Test func `is not written where a restore calls the removal off`() async throws {
    let (installation, id) = try await certified(grace: .seconds(86_400))
    _ = try await installation.requests.restore(id)
    try await installation.drain()
    installation.time.advance(by: .seconds(2 * 86_400))
    try await installation.drain()
    #expect(try await !installation.services.objects.contains(.certificate(of: id)))
  }

  @Test func `is not written for a provision that is undone`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let requested = try await installation.requestIssues(count: 20)
    try await installation.work(interruptedAt: .end, of: .upload)
    _ = try await installation.requests.cancel(requested.operation.id)
    try await installation.drain()
    #expect(try await !installation.services.objects.contains(.certificate(of: requested.dataset.id)))
  }

  @Test(arguments: ["gone", "sha256", "Acme Bank"])
  func `that was changed is refused`(_ word: String) async throws {
    let (installation, id) = try await certified()
    let text = String(decoding: try await bytes(installation, id), as: UTF8.self)
    try #require(text.contains(word))
    let changed = [UInt8](text.replacing(word, with: String(word.reversed()), maxReplacements: 1).utf8)
    let refused = await failure {
      try SignedCertificate(verifying: changed, signedBy: installation.services.signer)
    }
    #expect(refused?.code == .archiveDamaged)
  }

  @Test func `that another installation signed is refused`() async throws {
    let (installation, id) = try await certified()
    let other = try CertificateSigner(keyBytes: [UInt8](repeating: 7, count: 32))
    let bytes = try await bytes(installation, id)
    #expect(await failure { try SignedCertificate(verifying: bytes, signedBy: other) }?.code == .archiveDamaged)
  }
}
