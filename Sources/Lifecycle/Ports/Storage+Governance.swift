package import DataOpsCore

/// What a transaction can read of who may do what, what went wrong, what must be kept, what came in, what was reported.
package protocol GovernanceReading {
  func incident(_ id: Identifier<Incident>) throws -> Incident?
  /// The one that is open; a connector has one at most.
  func openIncident(of connector: Identifier<GleanConnector>) throws -> Incident?
  /// Oldest first.
  func openIncidents(limit: Int) throws -> [Incident]
  /// Newest first, closed ones too.
  func incidents(of dataset: Identifier<Dataset>, limit: Int) throws -> [Incident]

  func hold(_ id: Identifier<LegalHold>) throws -> LegalHold?
  /// Oldest first; all datasets' where `dataset` is nil.
  func holds(of dataset: Identifier<Dataset>?, activeOnly: Bool) throws -> [LegalHold]

  /// Oldest first.
  func approvals(of dataset: Identifier<Dataset>) throws -> [Approval]

  func grant(_ id: Identifier<AccessGrant>) throws -> AccessGrant?
  /// Oldest first; only those that are valid at `now`, all where it is nil.
  func grants(of dataset: Identifier<Dataset>, validAt now: Timestamp?) throws -> [AccessGrant]

  func token(_ id: Identifier<APIToken>) throws -> APIToken?
  /// The token with this hash, whether it is still valid or not.
  func token(hash: String) throws -> APIToken?
  /// Oldest first, expired and revoked ones too.
  func tokens() throws -> [APIToken]

  func webhook(_ id: Identifier<Webhook>) throws -> Webhook?
  /// Oldest first, disabled ones too.
  func webhooks() throws -> [Webhook]

  func inboxEvent(_ id: String, from source: String) throws -> InboxEvent?
  /// The last received first.
  func inbox(limit: Int) throws -> [InboxEvent]

  func report(_ kind: Report.Kind, periodStart: Timestamp) throws -> Report?
  /// The newest period first, then by kind; of all kinds where `kind` is nil.
  func reports(_ kind: Report.Kind?, limit: Int) throws -> [Report]

  func qualityRule(named name: String) throws -> DataQualityRule?
  /// Those of the registry, by name; the rules of a template are its own.
  func qualityRules() throws -> [DataQualityRule]
}

/// What a transaction can change of it. What was found, promised or allowed is never edited, only ended.
package protocol GovernanceWriting: GovernanceReading {
  /// - Throws: `already_exists` where the connector has one that is open.
  func insert(_ incident: Incident) throws
  /// Notes its end; nothing else of it changes.
  ///
  /// - Throws: `not_found`; `conflict` where it was closed before.
  func update(_ incident: Incident) throws

  func insert(_ hold: LegalHold) throws
  /// Notes its end; nothing else of it changes.
  ///
  /// - Throws: `not_found`; `conflict` where it was released before.
  func update(_ hold: LegalHold) throws

  /// - Throws: `already_exists` where the same person has approved before; `conflict` where it is not a person's.
  func insert(_ approval: Approval) throws

  func insert(_ grant: AccessGrant) throws

  /// - Throws: `already_exists` where there is one with this hash.
  func insert(_ token: APIToken) throws
  /// Notes that it was revoked; nothing else of it changes.
  ///
  /// - Throws: `not_found`; `conflict` where it was revoked before.
  func update(_ token: APIToken) throws

  /// Inserts or replaces by id.
  func store(_ webhook: Webhook) throws

  /// Notes an event that came in, so that it is acted upon once: in the transaction that acts upon it.
  ///
  /// - Returns: false where it was there already, by its source and id; what is there stays.
  func take(_ event: InboxEvent) throws -> Bool

  /// Keeps the report of a period.
  ///
  /// - Returns: false where there is one of this kind and period already; that one stays.
  func keep(_ report: Report) throws -> Bool

  /// Inserts or replaces by name.
  func store(_ rule: DataQualityRule) throws
  /// - Throws: `not_found`.
  func deleteQualityRule(named name: String) throws
}
