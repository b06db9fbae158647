package import DataOpsCore

/// Something that does not fit between registry, ledger, object store and search.
package struct Finding: Hashable, Sendable, Codable {
  package let kind: FindingKind
  package let subject: Subject
  /// One sentence: what does not fit.
  package let message: String
  /// What a repair does; nil where none is possible.
  package let repair: String?
  /// What a person does.
  package let remedy: String
  package internal(set) var standing = Standing.open
  /// Why the repair failed.
  package internal(set) var failure: Failure?

  /// - Parameter remedy: nil where the repair is all that is to be done.
  package init(
    _ kind: FindingKind, _ subject: Subject, _ message: String, repair: String? = nil, remedy: String? = nil
  ) {
    self.kind = kind
    self.subject = subject
    self.message = message
    self.repair = repair
    self.remedy = remedy ?? Self.repairRemedy
  }

  static let repairRemedy = "Repair it: dataops reconcile --repair"

  /// Whether somebody still has to do something about it.
  package var remains: Bool {
    guard !kind.isInformation else { return false }
    switch standing {
    case .open, .failed: return true
    case .repaired, .settled: return false
    }
  }
}

extension Finding {
  /// How a finding was left.
  package enum Standing: String, Codable, Sendable, CaseIterable {
    case open
    case repaired
    /// When it was to be repaired it was no more, or an operation had taken it in hand.
    case settled
    /// The repair failed.
    case failed
  }

  /// What a finding is about, as far as it is known.
  package struct Subject: Hashable, Sendable, Codable {
    /// As a person knows it: the name of a dataset, connector or client, an operation, a key of the object store.
    package let name: String
    package var clientID: Identifier<Client>?
    package var datasetID: Identifier<Dataset>?
    package var connectorID: Identifier<GleanConnector>?
    package var operationID: Identifier<Operation>?
    package var resourceKind: ResourceKind?
    /// The name of a datasource, or a key of the object store.
    package var resource: String?

    package init(name: String) {
      self.name = name
    }

    init(_ dataset: Dataset, _ resourceKind: ResourceKind? = nil, _ resource: String? = nil) {
      name = dataset.name
      clientID = dataset.clientID
      datasetID = dataset.id
      connectorID = dataset.connectorID
      self.resourceKind = resourceKind
      self.resource = resource
    }

    init(_ connector: GleanConnector) {
      name = connector.name
      clientID = connector.clientID
      datasetID = connector.datasetID
      connectorID = connector.id
      resourceKind = .datasource
      resource = connector.datasource
    }

    init(_ operation: Operation, of dataset: Dataset?) {
      name = dataset?.name ?? "\(operation.kind.rawValue) \(operation.id)"
      clientID = operation.clientID
      datasetID = operation.datasetID
      operationID = operation.id
    }

    init(_ resourceKind: ResourceKind, key: ObjectKey, name: ObjectKey? = nil) {
      self.name = (name ?? key).description
      self.resourceKind = resourceKind
      resource = key.description
    }
  }
}
