/// A step that only a person can take: in Glean's console, or in a system of the client's.
package struct ManualAction: Hashable, Sendable, Codable {
  package let id: Identifier<ManualAction>
  package let kind: Kind
  package let clientID: Identifier<Client>
  /// Nil where it is about the whole client.
  package let datasetID: Identifier<Dataset>?
  package let connectorID: Identifier<GleanConnector>?
  /// What it is done to: a datasource, the kind of a credential. With kind and client it tells whether it was asked for already.
  package let subject: String
  package let owner: String
  package let text: String
  package let requestedAt: Timestamp
  /// When it has to be done; nil where nothing gets worse by waiting.
  package let deadlineAt: Timestamp?
  package private(set) var confirmedAt: Timestamp?
  package private(set) var confirmedBy: Actor?
  /// What the person said of it.
  package private(set) var confirmation: String?

  package enum Kind: String, Codable, Sendable, CaseIterable {
    /// Glean has no call that removes the registration of a datasource.
    case removeRegistration = "remove_registration"
    /// Tokens are made in Glean's console only.
    case renewCredential = "renew_credential"
  }

  package init(
    id: Identifier<ManualAction>, kind: Kind, clientID: Identifier<Client>, datasetID: Identifier<Dataset>? = nil,
    connectorID: Identifier<GleanConnector>? = nil, subject: String, owner: String, text: String,
    requestedAt: Timestamp, deadlineAt: Timestamp? = nil
  ) {
    self.id = id
    self.kind = kind
    self.clientID = clientID
    self.datasetID = datasetID
    self.connectorID = connectorID
    self.subject = subject
    self.owner = owner
    self.text = text
    self.requestedAt = requestedAt
    self.deadlineAt = deadlineAt
  }

  /// Whether it was to be done before `now` and is not.
  package func isOverdue(at now: Timestamp) -> Bool {
    confirmedAt == nil && (deadlineAt.map { $0 <= now } ?? false)
  }

  /// Notes that it was done.
  ///
  /// - Throws: `conflict` where somebody has said so before.
  package mutating func confirm(by actor: Actor, reason: String, at now: Timestamp) throws(Failure) {
    if let confirmedAt, let confirmedBy {
      throw Failure(
        .conflict, "manual action \(id) was confirmed by \(confirmedBy) at \(confirmedAt.short) UTC",
        remedy: "See it: dataops manual-action show \(id)")
    }
    (confirmedAt, confirmedBy, confirmation) = (now, actor, reason)
  }

  /// As it was stored.
  package func confirmed(at instant: Timestamp?, by actor: Actor?, saying text: String?) -> ManualAction {
    var action = self
    (action.confirmedAt, action.confirmedBy, action.confirmation) = (instant, actor, text)
    return action
  }
}
