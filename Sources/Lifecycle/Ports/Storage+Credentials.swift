package import DataOpsCore

/// What a transaction can read of the clients' credentials.
package protocol CredentialReading {
  func credential(_ kind: CredentialKind, of client: Identifier<Client>) throws -> Credential?
  /// By kind; all clients', by their ids, where `client` is nil.
  func credentials(of client: Identifier<Client>?) throws -> [Credential]
  /// Those with a secret, in use or before it, that another key than this one opens, in the order of their clients and kinds.
  func credentials(notSealedBy keyID: String, limit: Int) throws -> [Credential]
  /// How many secrets each key opens, by its id.
  func keyUses() throws -> [KeyUse]
}

/// What a transaction can change of them.
package protocol CredentialWriting: CredentialReading {
  /// Inserts or replaces by client and kind; what was noted of an earlier one is gone.
  func store(_ credential: Credential) throws
  /// Stores `credential` with `version + 1` if the stored version is still `credential.version`.
  ///
  /// - Throws: `not_found`; `conflict` if somebody else changed it meanwhile.
  func update(_ credential: Credential) throws
  /// - Returns: whether there was one.
  func removeCredential(_ kind: CredentialKind, of client: Identifier<Client>) throws -> Bool
  /// Notes that a credential was used or refused; nothing happens where that was noted after `earlier`, or where there is no
  /// such credential.
  func note(
    _ mark: CredentialMark, of kind: CredentialKind, client: Identifier<Client>, at now: Timestamp,
    unlessAfter earlier: Timestamp
  ) throws
}

/// Which manual actions a list wants; nil members do not restrict.
package struct ManualActionFilter: Hashable, Sendable {
  package var clientID: Identifier<Client>?
  package var datasetID: Identifier<Dataset>?
  package var kind: ManualAction.Kind?
  package var subject: String?
  package var openOnly: Bool
  package var limit: Int

  package init(
    clientID: Identifier<Client>? = nil, datasetID: Identifier<Dataset>? = nil, kind: ManualAction.Kind? = nil,
    subject: String? = nil, openOnly: Bool = false, limit: Int = 1000
  ) {
    self.clientID = clientID
    self.datasetID = datasetID
    self.kind = kind
    self.subject = subject
    self.openOnly = openOnly
    self.limit = limit
  }
}

/// What a transaction can read of what people have to do.
package protocol ManualActionReading {
  func manualAction(_ id: Identifier<ManualAction>) throws -> ManualAction?
  /// Oldest first.
  func manualActions(_ filter: ManualActionFilter) throws -> [ManualAction]
  /// How many are open, and how many of these were to be done before `now`.
  func openManualActionCounts(at now: Timestamp) throws -> (open: Int, overdue: Int)
}

extension ManualActionReading {
  /// Oldest first; all datasets' where `dataset` is nil.
  package func manualActions(of dataset: Identifier<Dataset>?, openOnly: Bool) throws -> [ManualAction] {
    try manualActions(ManualActionFilter(datasetID: dataset, openOnly: openOnly, limit: .max))
  }
}
