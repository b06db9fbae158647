import DataOpsCore
import DataOpsLifecycle
import Foundation

/// One entry of the audit trail as it is exported, and read back to be verified.
struct AuditRecord: Codable, Sendable {
  let event: AuditEvent

  private enum CodingKeys: String, CodingKey {
    case sequence, at, action, actor, reason
    case requestID = "request_id"
    case clientID = "client_id"
    case datasetID = "dataset_id"
    case subject, before, after
    case previousHash = "previous_hash"
    case hash
  }

  init(_ event: AuditEvent) {
    self.event = event
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let entry = AuditEntry(
      at: try container.decode(Timestamp.self, forKey: .at),
      action: try container.decode(AuditAction.self, forKey: .action),
      actor: try container.decode(DataOpsCore.Actor.self, forKey: .actor),
      reason: try container.decodeIfPresent(String.self, forKey: .reason),
      requestID: try container.decodeIfPresent(String.self, forKey: .requestID),
      clientID: try container.decodeIfPresent(Identifier<Client>.self, forKey: .clientID),
      datasetID: try container.decodeIfPresent(Identifier<Dataset>.self, forKey: .datasetID),
      subject: try container.decode(String.self, forKey: .subject),
      before: try container.decodeIfPresent(JSON.self, forKey: .before),
      after: try container.decodeIfPresent(JSON.self, forKey: .after))
    let claimed = try container.decode(String.self, forKey: .hash)
    event = AuditEvent(
      sequence: try container.decode(Int64.self, forKey: .sequence), entry: entry,
      previousHash: try container.decode(String.self, forKey: .previousHash), hash: claimed)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(event.sequence, forKey: .sequence)
    try container.encode(event.at, forKey: .at)
    try container.encode(event.action, forKey: .action)
    try container.encode(event.actor, forKey: .actor)
    try container.encodeIfPresent(event.reason, forKey: .reason)
    try container.encodeIfPresent(event.requestID, forKey: .requestID)
    try container.encodeIfPresent(event.clientID, forKey: .clientID)
    try container.encodeIfPresent(event.datasetID, forKey: .datasetID)
    try container.encode(event.subject, forKey: .subject)
    try container.encodeIfPresent(event.before, forKey: .before)
    try container.encodeIfPresent(event.after, forKey: .after)
    try container.encode(event.previousHash, forKey: .previousHash)
    try container.encode(event.hash, forKey: .hash)
  }

  /// - Parameter line: of an export, without its newline.
  static func reading(_ line: [UInt8]) throws -> AuditEvent {
    try JSONDecoder().decode(AuditRecord.self, from: Data(line)).event
  }
}
