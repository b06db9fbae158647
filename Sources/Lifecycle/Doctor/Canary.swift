internal import DataOpsCore

/// Sends one document through the whole way of a connector, readable by the test identity alone, and deletes it again.
///
/// Its id follows from the datasource, and a lease is held while it is there: one that a killed process left behind is deleted by the
/// next doctor that looks at the connector. It ends with the next full upload or teardown anyway.
struct Canary: Sendable {
  let connector: GleanConnector
  let configured: ConfiguredDatasource
  let probe: String
  let index: any SearchIndex
  let services: Services
  let subject: DoctorSubject
  /// How long its being indexed is waited for.
  let patience: Duration

  private static let deletionsAtMost = 3
  /// Nobody: reserved by RFC 2606.
  private static let stranger = "dataops.stranger@example.com"

  func fly() async -> Flight {
    var findings: [DoctorFinding] = []
    var note = ""
    do throws(Failure) {
      try await index.index([document], in: connector.datasource)
      (note, findings) = try await look()
    } catch  where error.code == .searchRefusedRequest {
      findings = [subject.finding(.canaryRefused, error.message)]
    } catch {
      findings = [subject.finding(.of(error), error.message)]
    }
    let gone = await end()
    let landed = gone.isGone ? note.isEmpty ? "deleted" : note + ", deleted" : note
    return Flight(check: DoctorCheck(.canary, landed, findings + gone.check.findings), isGone: gone.isGone)
  }

  /// Deletes it, whoever sent it.
  func end() async -> Flight {
    guard let left = await remove() else {
      return Flight(check: DoctorCheck(.canary, "one was left, deleted"), isGone: true)
    }
    return Flight(check: DoctorCheck(.canary, "", [subject.finding(.canaryLeft, left.message)]), isGone: false)
  }

  struct Flight: Sendable {
    let check: DoctorCheck
    /// Whether the canary is certainly not there any more.
    let isGone: Bool
  }

  private var reference: SearchDocument.Reference {
    SearchDocument.Reference(
      objectType: configured.objectType,
      id: DocumentMapping.documentID(ofKey: "dataops doctor\n\(connector.datasource)"))
  }

  /// One word that no record has.
  private var word: String { "dataopscanary" + reference.id.prefix(12) }

  private var document: SearchDocument {
    SearchDocument(
      reference: reference, title: word,
      body: "Sent by 'dataops doctor' to see whether documents are found, and deleted by it.",
      url: configured.homeURL + word, updatedAt: services.time.now(), allowedUsers: [probe])
  }

  private func look() async throws(Failure) -> (String, [DoctorFinding]) {
    guard try await isIndexed() else {
      return ("uploaded", [subject.finding(.canaryNotIndexed, "it was waited for \(patience.text)")])
    }
    var findings: [DoctorFinding] = []
    if try await !index.mayRead(reference, in: connector.datasource, email: probe) {
      findings.append(subject.finding(.canaryNotPermitted, probe))
    }
    if try await index.mayRead(reference, in: connector.datasource, email: Self.stranger) {
      findings.append(subject.finding(.canaryOpenToOthers, Self.stranger))
    }
    let hits = try await index.search(word, in: connector.datasource, as: probe, limit: 5)
    if findings.isEmpty, !hits.contains(where: { $0.documentID == reference.id }) {
      findings.append(subject.finding(.canaryNotFound))
    }
    return (findings.isEmpty ? "uploaded, indexed, permitted, found" : "uploaded, indexed", findings)
  }

  private func isIndexed() async throws(Failure) -> Bool {
    let deadline = services.time.now() + patience
    var pause = services.policy.indexingPoll.lowerBound
    while try await !index.areIndexed([reference], in: connector.datasource) {
      guard services.time.now() + pause < deadline else { return false }
      try await services.pause(pause)
      pause = min(pause * 2, services.policy.indexingPoll.upperBound)
    }
    return true
  }

  /// Deletes it, also when the doctor was interrupted meanwhile.
  ///
  /// - Returns: why it is still there.
  private func remove() async -> Failure? {
    await Task { [index, reference, connector] () -> Failure? in
      var last: Failure?
      for _ in 0..<Self.deletionsAtMost {
        do throws(Failure) {
          try await index.delete([reference], in: connector.datasource)
          return nil
        } catch { last = error }
      }
      return last
    }.value
  }
}
