/// The types of the events that the product sends.
package enum EventType: String, Codable, Sendable, CaseIterable {
  case datasetProvisioned = "DatasetProvisioned"
  case datasetValidated = "DatasetValidated"
  case datasetArchived = "DatasetArchived"
  case datasetProvisionCompleted = "DatasetProvisionCompleted"
  case datasetValidationFailed = "DatasetValidationFailed"
  case datasetProvisionFailed = "DatasetProvisionFailed"
  case datasetTeardownStarted = "DatasetTeardownStarted"
  case datasetTeardownFailed = "DatasetTeardownFailed"
  case connectorHealthChanged = "ConnectorHealthChanged"
  case manualActionRequired = "ManualActionRequired"
  case manualActionConfirmed = "ManualActionConfirmed"
}

/// The types of the events that the product takes in.
package enum InboxEventType: String, Codable, Sendable, CaseIterable {
  case journeyStageChanged = "JourneyStageChanged"
  case datasetProvisionRequested = "DatasetProvisionRequested"
  case journeyCompleted = "JourneyCompleted"
}

/// A CloudEvents 1.0 event to be sent at least once, in order per subject.
package struct OutboxEvent: Hashable, Sendable, Codable {
  package let id: Identifier<OutboxEvent>
  package let type: EventType
  package let subject: Subject
  /// The place in the order of this subject's events, from 1.
  package let sequence: Int64
  package let time: Timestamp
  package let data: JSON
  package var deliveredAt: Timestamp?
  /// How often sending it failed.
  package var attempts: Int
  /// When it is to be tried again.
  package var retryAt: Timestamp?

  /// What an event is about, and so what it keeps its order with.
  package enum Subject: Hashable, Sendable, Codable, CustomStringConvertible {
    case dataset(Identifier<Dataset>)
    case client(Identifier<Client>)

    /// The id, as it is sent.
    package var description: String {
      switch self {
      case .dataset(let id): id.description
      case .client(let id): id.description
      }
    }
  }

  package init(
    id: Identifier<OutboxEvent>, type: EventType, about subject: Subject, sequence: Int64, time: Timestamp, data: JSON
  ) {
    self.id = id
    self.type = type
    self.subject = subject
    self.sequence = sequence
    self.time = time
    self.data = data
    self.attempts = 0
  }

  /// CloudEvents 1.0 §3.1: `source`.
  package static let source = "urn:dataops-lifecycle"
}

/// An event that came in; deduplicated by its id.
package struct InboxEvent: Hashable, Sendable, Codable {
  package let id: String
  package let source: String
  package let type: InboxEventType
  package let time: Timestamp
  package let data: JSON
  package let receivedAt: Timestamp

  package init(
    id: String, source: String, type: InboxEventType, time: Timestamp, data: JSON, receivedAt: Timestamp
  ) {
    self.id = id
    self.source = source
    self.type = type
    self.time = time
    self.data = data
    self.receivedAt = receivedAt
  }
}
