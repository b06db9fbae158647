internal import DataOpsCore

/// Looks, before anything is made in a client's search, whether its two tokens open what a provision needs: four questions.
///
/// It stops an operation only for what is certainly wrong. Where search does not answer, or asks to come back later, the requests
/// that follow have their own patience and say it better.
struct Preflight: Sendable {
  let client: Client
  let connections: any SearchConnections

  /// - Throws: `search_refused_credential`, `connector_misconfigured`.
  func checkTokens() async throws(Failure) {
    guard let tenant = try await connections.tenant(of: client) else { return }
    let subject = DoctorSubject(client: client.name)
    if let address = tenant.address, let objection = AddressExamination.objection(to: address) {
      throw failure(subject.finding(objection, "'\(address)'"))
    }
    guard case .success(let examiner) = tenant.examiner else { return }
    var first = await examiner.askIndexing(of: TenantExamination.nowhere, presenting: .indexingToken)
    if case .otherServer = first.outcome {
      // A page that something in between answered may pass; another server stays.
      first = await examiner.askIndexing(of: TenantExamination.nowhere, presenting: .indexingToken)
    }
    var problem: DoctorFinding?
    if case .otherServer(let text) = first.outcome {
      let hasPath = tenant.address.map(AddressExamination.hasPath) ?? false
      problem = subject.finding(hasPath ? .addressWithPath : .notGlean, text)
    } else if first.isAnswered {
      let tokens = TokenExamination(
        subject: subject, tenant: tenant, examiner: examiner, probe: nil, noted: { _ in [] })
      problem = await tokens.run(after: first).flatMap(\.findings).first { $0.severity == .problem }
    }
    await examiner.close()
    if let problem { throw failure(problem) }
  }

  /// - Parameter connector: one that has just been given its name, so that nobody can have it yet.
  /// - Throws: `connector_misconfigured`.
  func checkName(of connector: GleanConnector) async throws(Failure) {
    guard let tenant = try await connections.tenant(of: client), case .success(let examiner) = tenant.examiner else {
      return
    }
    let answer = await examiner.askIndexing(of: connector.datasource, presenting: .indexingToken)
    await examiner.close()
    guard answer.outcome == .accepted else { return }
    let finding = DoctorSubject(client: client.name, dataset: connector.datasetID.description)
      .finding(.datasourceNameTaken, connector.datasource)
    throw failure(finding)
  }

  private func failure(_ problem: DoctorFinding) -> Failure {
    Failure(
      problem.code.entry.part == .tokens ? .searchRefusedCredential : .connectorMisconfigured, problem.message,
      remedy: problem.remedy)
  }
}
