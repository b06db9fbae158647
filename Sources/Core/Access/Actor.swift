/// Who does something, as the audit trail keeps it.
package struct Actor: Hashable, Sendable, Codable, CustomStringConvertible {
  /// `person`, `agent`, `event` or `schedule`.
  package let kind: Kind
  package let name: String

  package enum Kind: String, Codable, Sendable, CaseIterable { case person, agent, event, schedule }

  package init(_ kind: Kind, _ name: String) {
    self.kind = kind
    self.name = name
  }

  package static let provisioningAgent = Actor(.agent, "DatasetProvisioningAgent")
  package static let validationAgent = Actor(.agent, "DataValidationAgent")
  package static let teardownAgent = Actor(.agent, "DataTeardownAgent")

  package var description: String { "\(kind.rawValue):\(name)" }
}
