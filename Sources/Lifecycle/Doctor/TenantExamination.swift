internal import DataOpsCore

/// Looks at the way to one client's search and at its two tokens; five questions at most, none of which changes anything.
struct TenantExamination: Sendable {
  let client: Client
  let tenant: Tenant
  let credentials: [Credential]
  /// Whom sample queries are asked as; nil where no connector was configured yet.
  let probe: String?
  /// A connector of the client's, to be named where what is wrong concerns all of them.
  let newest: KnownConnector?
  /// Requests of ours that wait for the token's rate, by lane.
  let waiting: [String: Int]
  let time: any TimeSource
  let slowestAnswer: Duration

  /// Clocks that differ by more make the overlap of a token rotation, ten minutes, unsafe.
  static let largestSkew: Duration = .seconds(120)
  /// A name that no connector has, as those have the hash of their identity at the end.
  static let nowhere = "dataopsdoctor"

  private var subject: DoctorSubject {
    DoctorSubject(
      client: client.name, connector: newest?.connector.name, dataset: newest?.dataset.name,
      host: AddressExamination.place(of: tenant.address ?? ""))
  }

  func run() async -> [DoctorCheck] {
    let address = addressCheck
    guard case .success(let examiner) = tenant.examiner, address.outcome != .failed else {
      return [address]
        + Self.skipped([.connection, .clock, .budget, .indexingToken, .clientToken], "the address cannot be used")
    }
    let first = await examiner.askIndexing(of: Self.nowhere, presenting: .indexingToken)
    let connection = connectionCheck(first)
    var checks = [address, connection]
    if connection.outcome == .failed {
      checks += Self.skipped([.clock, .budget], "there is no answer to go by")
      checks += credentialChecks()
    } else {
      checks += [clockCheck(first), budgetCheck]
      let tokens = TokenExamination(
        subject: subject, tenant: tenant, examiner: examiner, probe: probe, noted: notedFindings)
      checks += await tokens.run(after: first)
    }
    await examiner.close()
    return checks
  }

  private static func skipped(_ names: [DoctorCheck.Name], _ reason: String) -> [DoctorCheck] {
    names.map { .skipped($0, because: reason) }
  }

  private var addressCheck: DoctorCheck {
    guard let address = tenant.address else { return DoctorCheck(.address, "the embedded sandbox server") }
    if let objection = AddressExamination.objection(to: address) {
      return DoctorCheck(.address, address, [subject.finding(objection, "'\(address)'")])
    }
    if case .failure(let failure) = tenant.examiner {
      return DoctorCheck(.address, address, [subject.finding(.addressMalformed, failure.message)])
    }
    return DoctorCheck(.address, address)
  }

  private func connectionCheck(_ answer: TenantAnswer) -> DoctorCheck {
    switch answer.outcome {
    case .otherServer(let text), .refused(let text):
      let hasPath = tenant.address.map(AddressExamination.hasPath) ?? false
      return DoctorCheck(.connection, "", [subject.finding(hasPath ? .addressWithPath : .notGlean, text)])
    case .unreachable, .timedOut, .failing, .rateLimited:
      let (code, detail) = Misconfiguration.of(answer.outcome)
      return DoctorCheck(.connection, "", [subject.finding(code, detail)])
    case .accepted, .datasourceUnknown, .unauthorized, .scopeMissing, .forbidden, .userMissing, .userUnknown:
      let milliseconds = Int(answer.took / .milliseconds(1))
      let slow = answer.took > slowestAnswer ? [subject.finding(.slowAnswers, "\(milliseconds) ms")] : []
      return DoctorCheck(.connection, "answers in \(milliseconds) ms", slow)
    }
  }

  private func clockCheck(_ answer: TenantAnswer) -> DoctorCheck {
    guard let theirs = answer.serverTime else { return .skipped(.clock, because: "the server does not say its time") }
    let ours = time.now()
    let skew = max(ours, theirs) - min(ours, theirs)
    guard skew > Self.largestSkew else { return DoctorCheck(.clock, "agrees with Glean's") }
    let direction = ours > theirs ? "ahead" : "behind"
    return DoctorCheck(
      .clock, "\(skew.text) \(direction)", [subject.finding(.clockSkew, "this machine is \(skew.text) \(direction)")])
  }

  private var budgetCheck: DoctorCheck {
    let total = waiting.values.reduce(0, +)
    guard total > 0 else { return DoctorCheck(.budget, "no request waits") }
    let lanes = waiting.sorted { $0.key < $1.key }.map { "\($0.value.grouped) for \($0.key)" }.joined(separator: ", ")
    return DoctorCheck(.budget, "\(total.of("request")) waiting", [subject.finding(.budgetExhausted, lanes)])
  }

  /// What is known of the tokens without asking anybody.
  private func credentialChecks() -> [DoctorCheck] {
    [CredentialKind.indexingToken, .clientToken].map { kind in
      let findings = tenant.storageFindings(of: kind, subject) + notedFindings(kind)
      let name = DoctorCheck.Name(kind)
      return findings.isEmpty
        ? .skipped(name, because: "Glean cannot be asked") : DoctorCheck(name, "Glean cannot be asked", findings)
    }
  }

  /// What our own books say of a stored token.
  private func notedFindings(_ kind: CredentialKind) -> [DoctorFinding] {
    guard tenant.address != nil, let credential = credentials.first(where: { $0.kind == kind }) else { return [] }
    let now = time.now()
    var subject = subject
    subject.kind = kind
    var findings: [DoctorFinding] = []
    if case .lost(let until) = credential.rotation(at: now) {
      findings.append(subject.finding(.rotationLost, "the old one works until \(until.short) UTC at least"))
    }
    guard let end = credential.expiresAt else { return findings + [subject.finding(.tokenExpiryUnknown)] }
    if credential.hasExpired(at: now) {
      findings.append(subject.finding(.tokenExpired, "on \(end.short) UTC"))
    } else if end - ExpiryWarning.earliest <= now {
      findings.append(subject.finding(.tokenExpiresSoon, "on \(end.short) UTC"))
    }
    return findings
  }
}

extension Tenant {
  /// What is wrong with a token before anybody is asked about it.
  func storageFindings(of kind: CredentialKind, _ subject: DoctorSubject) -> [DoctorFinding] {
    switch kind == .indexingToken ? indexingToken : clientToken {
    case .present: []
    case .missing: [subject.finding(kind == .indexingToken ? .indexingTokenMissing : .clientTokenMissing)]
    case .unreadable(let failure): [subject.finding(.tokenUnreadable, failure.message)]
    }
  }
}

extension DoctorCheck.Name {
  init(_ kind: CredentialKind) { self = kind == .indexingToken ? .indexingToken : .clientToken }
}
