package import DataOpsCore

/// What the doctor found.
package struct Diagnosis: Hashable, Sendable, Codable {
  package let startedAt: Timestamp
  package let finishedAt: Timestamp
  package let clients: [ClientDiagnosis]

  package var findings: [DoctorFinding] { clients.flatMap(\.findings) }
  package var problems: [DoctorFinding] { findings.filter { $0.severity == .problem } }
}

/// What it found of one client's search.
package struct ClientDiagnosis: Hashable, Sendable, Codable {
  package let clientID: Identifier<Client>
  package let client: String
  /// Nil for the embedded sandbox server.
  package let gleanURL: String?
  package let checks: [DoctorCheck]
  package let connectors: [ConnectorDiagnosis]
  /// Connectors in use that were not looked at, because there are so many.
  package let connectorsLeftOut: Int

  package var findings: [DoctorFinding] { checks.flatMap(\.findings) + connectors.flatMap(\.findings) }
}

/// What it found of one connector.
package struct ConnectorDiagnosis: Hashable, Sendable, Codable {
  package let connectorID: Identifier<GleanConnector>
  package let connector: String
  package let datasource: String
  package let stage: Stage
  package let checks: [DoctorCheck]

  package var findings: [DoctorFinding] { checks.flatMap(\.findings) }
}

/// One thing that was looked at.
package struct DoctorCheck: Hashable, Sendable, Codable {
  package enum Name: String, Codable, Sendable, CaseIterable {
    case address, connection, clock, budget
    case indexingToken = "indexing_token"
    case clientToken = "client_token"
    case registration, visibility, identities, uploads, documents, canary
  }

  package enum Outcome: String, Codable, Sendable {
    case passed, warned, failed
    /// It was not looked at; the note says why.
    case skipped
  }

  package let name: Name
  package let outcome: Outcome
  /// What was seen, or why nothing was.
  package let note: String
  package let findings: [DoctorFinding]

  init(_ name: Name, _ note: String, _ findings: [DoctorFinding] = []) {
    self.name = name
    self.note = note
    self.findings = findings
    outcome =
      findings.isEmpty ? .passed : findings.contains { $0.severity == .problem } ? .failed : .warned
  }

  static func skipped(_ name: Name, because note: String) -> DoctorCheck { DoctorCheck(skipped: name, note) }

  private init(skipped name: Name, _ note: String) {
    self.name = name
    self.note = note
    findings = []
    outcome = .skipped
  }
}

/// Something that is set up wrongly, and what to do.
package struct DoctorFinding: Hashable, Sendable, Codable {
  package let code: Misconfiguration
  package let severity: Misconfiguration.Severity
  package let message: String
  package let remedy: String
}

/// What findings are about, so that they can say what to type.
struct DoctorSubject: Sendable {
  let client: String
  var connector: String?
  var dataset: String?
  var host: String?
  var kind: CredentialKind?

  /// - Parameter detail: what was seen, beyond what the catalogue says is wrong.
  func finding(_ code: Misconfiguration, _ detail: String? = nil) -> DoctorFinding {
    let entry = code.entry
    let remedy = filled(entry.remedy)
    let wrong = entry.wrong.prefix(1).uppercased() + entry.wrong.dropFirst()
    return DoctorFinding(
      code: code, severity: entry.severity, message: detail.map { "\(wrong): \($0)" } ?? wrong, remedy: remedy)
  }

  /// A remedy with names for its placeholders, in one pass: a name may contain the word for another.
  private func filled(_ remedy: String) -> String {
    let names: [(placeholder: String, name: String?)] = [
      ("CLIENT", Self.quoted(client)), ("CONNECTOR", connector), ("DATASET", dataset.map(Self.quoted)), ("HOST", host),
      ("KIND", kind?.rawValue),
    ]
    var text = ""
    var rest = remedy[...]
    while !rest.isEmpty {
      if let (placeholder, name) = names.first(where: { rest.hasPrefix($0.placeholder) }), let name {
        text += name
        rest = rest.dropFirst(placeholder.count)
      } else {
        text.append(rest.removeFirst())
      }
    }
    return text
  }

  private static func quoted(_ name: String) -> String {
    name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == ".") }
      ? name : "'" + name.replacing("'", with: "'\\''") + "'"
  }
}
