internal import DataOpsCore

/// Looks, before anything is made in a client's search, whether its two tokens open what a provision needs: four questions.
///
/// A question that is not answered is asked again by the next attempt of the step.
struct Preflight: Sendable {
  let client: Client
  let connections: any SearchConnections

  /// - Throws: `search_refused_credential`, `connector_misconfigured`, and `search_…` where a question is not answered.
  func checkTokens() async throws(Failure) {
    guard let tenant = try await connections.tenant(of: client) else { return }
    let subject = DoctorSubject(client: client.name)
    if let address = tenant.address, let objection = AddressExamination.objection(to: address) {
      throw failure(subject.finding(objection, "'\(address)'"))
    }
    try await ask(tenant) { examiner in
      let first = await examiner.askIndexing(of: TenantExamination.nowhere, presenting: .indexingToken)
      if case .otherServer(let text) = first.outcome {
        let hasPath = tenant.address.map(AddressExamination.hasPath) ?? false
        return subject.finding(hasPath ? .addressWithPath : .notGlean, text)
      }
      let tokens = TokenExamination(
        subject: subject, tenant: tenant, examiner: examiner, probe: nil, noted: { _ in [] })
      return await tokens.run(after: first).flatMap(\.findings).first { $0.severity == .problem }
    }
  }

  /// Whether nobody has a datasource of this name.
  ///
  /// - Throws: `search_…` where the question is not answered.
  func isFree(_ datasource: String) async throws(Failure) -> Bool {
    guard let tenant = try await connections.tenant(of: client) else { return true }
    var answer: TenantAnswer?
    try await ask(tenant) { examiner in
      answer = await examiner.askIndexing(of: datasource, presenting: .indexingToken)
      return nil
    }
    return answer?.outcome != .accepted
  }

  /// Throws what `look` finds, or why it could not look.
  private func ask(
    _ tenant: Tenant, _ look: (any TenantExaminer) async -> DoctorFinding?
  ) async throws(Failure) {
    guard case .success(let examiner) = tenant.examiner else { return }
    let hurried = HurriedExaminer(examiner)
    let problem = await look(hurried)
    await examiner.close()
    if let failure = hurried.unanswered?.failure { throw failure }
    if let problem { throw failure(problem) }
  }

  private func failure(_ problem: DoctorFinding) -> Failure {
    Failure(
      problem.code.entry.part == .tokens ? .searchRefusedCredential : .connectorMisconfigured, problem.message,
      remedy: problem.remedy)
  }
}
