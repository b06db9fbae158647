import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `A registration that a person has removed` {
  private func tornDown() async throws -> (Installation, Identifier<Dataset>) {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    _ = try await installation.requests.teardown(id, grace: .zero)
    try await installation.drain()
    installation.time.advance(by: .seconds(3600))
    return (installation, id)
  }

  private func confirm(_ installation: Installation, _ id: Identifier<Dataset>) async throws -> ManualAction {
    let action = try #require(try await installation.read { try $0.manualActions(of: id, openOnly: true) }.first)
    return try await installation.requests.confirm(
      ManualActionReference(action.id.description), reason: "removed in the console")
  }

  private func certified(_ installation: Installation, _ id: Identifier<Dataset>) async throws -> CertifiedTeardown {
    let services = installation.services
    return try await CertifiedTeardown(
      of: try await installation.dataset(id), in: services.storage, services.objects, signer: services.signer)
  }

  @Test func `is not taken for gone while the client's own Glean still has it`() async throws {
    try await DoctorScene.run { scene in
      let connector = try await scene.ready()
      let installation = scene.installation
      _ = try await installation.requests.teardown(connector.datasetID, grace: .zero)
      try await installation.drain()
      let actions = try await installation.read { try $0.manualActions(of: connector.datasetID, openOnly: true) }
      let reference = ManualActionReference(try #require(actions.first).id.description)
      let refusal = await failure { try await installation.requests.checkRemoved(reference) }
      #expect(refusal?.code == .conflict)
      try await scene.glean.remove(connector.datasource)
      try await installation.requests.checkRemoved(reference)
    }
  }

  @Test func `is released in the ledger when they confirm it`() async throws {
    let (installation, id) = try await tornDown()
    #expect(try await installation.openLedger(of: id) == [.archive, .snapshot, .datasource])
    _ = try await confirm(installation, id)
    #expect(try await installation.openLedger(of: id) == [.archive, .snapshot])
  }

  @Test func `remains in the certificate until they confirm it`() async throws {
    let (installation, id) = try await tornDown()
    let certified = try await certified(installation, id)
    #expect(certified.completed == nil)
    #expect(!certified.newest.certificate.isComplete)
  }

  @Test func `completes the certificate by a second one that names the first and who confirmed it`() async throws {
    let (installation, id) = try await tornDown()
    let action = try await confirm(installation, id)
    let certified = try await certified(installation, id)
    #expect(!certified.first.certificate.isComplete, "the first is as it was written")
    let bytes = try #require(try certified.completed?.encoded())
    let completed = try SignedCertificate(verifying: bytes, signedBy: installation.services.signer).certificate
    #expect(completed.isComplete)
    #expect(completed.completion?.completes == Digest.sha256(certified.written))
    #expect(completed.completion?.manualActionID == action.id)
    #expect(completed.completion?.confirmedBy == Actor(.person, "ann"))
    #expect(completed.completion?.confirmation == "removed in the console")
    let datasource = try #require(completed.resources.first { $0.kind == .datasource })
    #expect(datasource.end == .removed)
    #expect(datasource.verifiedAt == action.confirmedAt)
    let others = completed.resources.filter { $0.kind != .datasource }
    #expect(others == certified.first.certificate.resources.filter { $0.kind != .datasource })
  }

  @Test func `is proven by the entry of the audit trail that the second certificate names`() async throws {
    let (installation, id) = try await tornDown()
    _ = try await confirm(installation, id)
    let completed = try #require(try await certified(installation, id).completed).certificate
    let told = try #require(try await installation.audit(.manualActionConfirmed).first)
    #expect(completed.audit.sequence == told.sequence)
    #expect(completed.audit.hash == told.hash)
  }

  @Test func `gives the same second certificate each time`() async throws {
    let (installation, id) = try await tornDown()
    _ = try await confirm(installation, id)
    let first = try await certified(installation, id).completed?.encoded()
    installation.time.advance(by: .seconds(86_400))
    #expect(try await certified(installation, id).completed?.encoded() == first)
  }

  @Test func `and is still there is the dataset's again after another cleanup`() async throws {
    let (installation, id) = try await tornDown()
    _ = try await confirm(installation, id)
    _ = try await installation.reconcile(repairing: true) { try await installation.addDocument(to: id) }
    let operation = try await installation.newestOperation(on: id)
    try await installation.drain()
    #expect(try await installation.operation(operation.id).status == .succeeded)
    let certified = try await certified(installation, id)
    #expect(
      certified.newest.certificate.isComplete == (try await !installation.openLedger(of: id).contains(.datasource)))
  }
}
