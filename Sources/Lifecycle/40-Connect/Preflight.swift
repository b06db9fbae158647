internal import DataOpsCore

/// Looks, before anything is made in a client's search, whether its two tokens open what a provision needs: three questions.
///
/// It stops an operation only for what is certainly wrong. Where search does not answer, or asks to come back later, the requests
/// that follow have their own patience and say it better.
struct Preflight: Sendable {
  let client: Client
  let connections: any SearchConnections

  /// - Parameter isNew: whether the connector has just been given its datasource name, so that nobody can have it yet.
  /// - Throws: `search_refused_credential`, `connector_misconfigured`.
  func check(_ connector: GleanConnector, isNew: Bool) async throws(Failure) {
    guard let tenant = try await connections.tenant(of: client), case .success(let examiner) = tenant.examiner else {
      return
    }
    let first = await examiner.askIndexing(of: connector.datasource, presenting: .indexingToken)
    let subject = DoctorSubject(
      client: client.name, connector: connector.name, dataset: connector.datasetID.description)
    var problems: [DoctorFinding] = []
    switch first.outcome {
    case .accepted where isNew: problems.append(subject.finding(.datasourceNameTaken, connector.datasource))
    case .otherServer(let text):
      let hasPath = tenant.address.map(AddressExamination.hasPath) ?? false
      problems.append(subject.finding(hasPath ? .addressWithPath : .notGlean, text))
    default: break
    }
    if problems.isEmpty {
      let tokens = TokenExamination(
        subject: subject, tenant: tenant, examiner: examiner, probe: nil, noted: { _ in [] })
      problems = await tokens.run(after: first).flatMap(\.findings).filter { $0.severity == .problem }
    }
    await examiner.close()
    guard let problem = problems.first else { return }
    throw Failure(
      problem.code.isAboutTokens ? .searchRefusedCredential : .connectorMisconfigured, problem.message,
      remedy: problem.remedy)
  }
}

extension Misconfiguration {
  fileprivate var isAboutTokens: Bool {
    switch self {
    case .datasourceNameTaken, .addressWithPath, .notGlean: false
    default: true
    }
  }
}
