internal import DataOpsCore

/// Looks at one connector in use: how Glean has it registered, who finds its documents, who it knows, what is under way.
struct ConnectorExamination: Sendable {
  let connector: GleanConnector
  let dataset: Dataset
  let configured: ConfiguredDatasource
  /// Upload ids that begin with one of these are ours.
  let ownOperations: [String]
  /// Whether an operation is at the dataset: what it holds is changing.
  let isAtWork: Bool
  let index: any SearchIndex
  let now: Timestamp
  let subject: DoctorSubject

  func run() async -> [DoctorCheck] {
    let registration = await registrationCheck()
    guard registration.outcome != .failed else {
      return [registration]
        + [DoctorCheck.Name.visibility, .identities, .uploads, .documents].map {
          .skipped($0, because: "the registration is wrong")
        }
    }
    let status: DatasourceStatus
    do { status = try await index.status(of: connector.datasource) } catch {
      let unseen = [DoctorCheck.Name.identities, .uploads, .documents].map {
        DoctorCheck.skipped($0, because: "there is no status to go by")
      }
      return [registration, unanswered(.visibility, error)] + unseen
    }
    return [
      registration, visibilityCheck(status), await identityCheck(status), uploadCheck(status),
      await documentCheck(status),
    ]
  }

  private func unanswered(_ name: DoctorCheck.Name, _ failure: Failure) -> DoctorCheck {
    DoctorCheck(name, "", [subject.finding(.of(failure), failure.message)])
  }

  private func registrationCheck() async -> DoctorCheck {
    guard Self.isValid(connector.datasource) else {
      return DoctorCheck(
        .registration, connector.datasource, [subject.finding(.datasourceNameInvalid, "'\(connector.datasource)'")])
    }
    let registered: RegisteredDatasource?
    do { registered = try await index.registration(of: connector.datasource) } catch {
      return unanswered(.registration, error)
    }
    guard let registered else {
      return DoctorCheck(.registration, connector.datasource, [subject.finding(.datasourceUnknown)])
    }
    let drift = Dictionary(grouping: configured.drift(from: registered, of: connector), by: Misconfiguration.init)
    let findings = drift.sorted { $0.key.rawValue < $1.key.rawValue }.map { subject.finding($0.key, $0.value.sentence) }
    return DoctorCheck(.registration, findings.isEmpty ? "as configured" : "not as configured", findings)
  }

  /// Glean's own client takes nothing but letters and digits for a name (`common/validation.py` of the Indexing SDK).
  private static func isValid(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
  }

  private func visibilityCheck(_ status: DatasourceStatus) -> DoctorCheck {
    let now = status.visibility
    // In the sandbox stage nobody but the test identity is meant to find anything.
    if now == .nobody, connector.stage != .sandbox {
      return DoctorCheck(.visibility, now.rawValue, [subject.finding(.visibilityOff)])
    }
    if let before = configured.visibility, before != .unknown, now != .unknown, before != now {
      return DoctorCheck(
        .visibility, now.rawValue,
        [subject.finding(.visibilityChanged, "it was \(before.rawValue) and is \(now.rawValue)")])
    }
    return DoctorCheck(.visibility, now == .nobody ? "the test identity only" : now.rawValue)
  }

  private func identityCheck(_ status: DatasourceStatus) async -> DoctorCheck {
    guard let probe = configured.probe else { return .skipped(.identities, because: "it has no test identity") }
    do {
      guard try await index.knows(probe, in: connector.datasource) else {
        return DoctorCheck(.identities, "", [subject.finding(.probeNotIndexed, probe)])
      }
    } catch { return unanswered(.identities, error) }
    // Counts may be three hours old; a connector that is younger may have groups that are not counted yet.
    let isCounted = now - connector.createdAt > DatasourceStatus.oldestCount
    guard !isCounted || status.groups > 0 && status.memberships > 0 else {
      return DoctorCheck(
        .identities, "",
        [
          subject.finding(
            .groupsMissing, "\(status.groups.of("group")), \(status.memberships.of("membership"))")
        ])
    }
    return DoctorCheck(
      .identities, "\(status.users.of("person", "people")), \(status.groups.of("group")), and the test identity")
  }

  private func uploadCheck(_ status: DatasourceStatus) -> DoctorCheck {
    var findings: [DoctorFinding] = []
    let foreign = status.openUploads.filter { id in !ownOperations.contains { id.hasPrefix($0) } }
    if let upload = foreign.first { findings.append(subject.finding(.uploadOpen, "'\(upload.prefix(100))'")) }
    if status.deletionIsPaused { findings.append(subject.finding(.deletionPaused)) }
    if connector.syncPaused { findings.append(subject.finding(.syncPaused)) }
    return DoctorCheck(.uploads, status.openUploads.isEmpty ? "none is open" : "open", findings)
  }

  private func documentCheck(_ status: DatasourceStatus) async -> DoctorCheck {
    guard !isAtWork else { return .skipped(.documents, because: "an operation is at work on the dataset") }
    let acknowledged = UploadOutcome(connector).acknowledged
    let note = "\(status.indexed.grouped) of \(acknowledged.of("acknowledged document"))"
    if status.indexed < acknowledged {
      return DoctorCheck(.documents, note, [subject.finding(.documentsMissing, note)])
    }
    var findings = status.indexed > acknowledged ? [subject.finding(.documentsForeign, note)] : []
    if let probe = configured.probe, let query = configured.queries.first, acknowledged > 0 {
      do {
        let hits = try await index.search(query, in: connector.datasource, as: probe, limit: 1)
        if hits.isEmpty { findings.append(subject.finding(.documentsNotFound, "asked for '\(query)'")) }
      } catch {
        let isRefused = error.code == .searchRefusedCredential
        findings.append(subject.finding(isRefused ? .documentsNotFound : .of(error), error.message))
      }
    }
    return DoctorCheck(.documents, note, findings)
  }
}

extension Misconfiguration {
  /// What a difference between our configuration and Glean's is called.
  fileprivate init(_ drift: ConnectorDrift) {
    switch drift.member {
    case "name": self = .datasourceUnknown
    case "url_pattern": self = .urlPatternDiffers
    case "object_definitions": self = .objectTypeUndeclared
    case "is_test": self = .testFlagDiffers
    case let member where member.hasPrefix("properties.") && drift.found == nil: self = .propertyUndeclared
    case let member where member.hasPrefix("properties.") && drift.breaks: self = .propertyTypeDiffers
    default: self = .appearanceDiffers
    }
  }
}
