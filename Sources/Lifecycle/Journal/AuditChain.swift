internal import Crypto
package import DataOpsCore

/// The chain that binds every audit event to the one before it.
///
/// `hash = SHA-256(previousHash "\n" sequence "\n" canonical JSON of the entry)`, in hexadecimal; canonical means sorted keys, no spaces.
package enum AuditChain {
  package static func link(_ entry: AuditEntry, after end: AuditEnd) throws -> AuditEvent {
    let sequence = end.sequence + 1
    return AuditEvent(
      sequence: sequence, entry: entry, previousHash: end.hash,
      hash: try hash(of: entry, sequence: sequence, previousHash: end.hash))
  }

  /// Binds entries to one another, the first to `end`.
  package static func link(_ entries: [AuditEntry], after end: AuditEnd) throws -> [AuditEvent] {
    var end = end
    return try entries.map { entry in
      let event = try link(entry, after: end)
      end = AuditEnd(event)
      return event
    }
  }

  /// Checks that `event` follows `last`.
  ///
  /// - Throws: `audit_chain_broken`, naming the first event that does not fit.
  package static func verify(_ event: AuditEvent, after last: AuditEvent?) throws {
    let expected = (last?.sequence ?? 0) + 1
    guard event.sequence == expected else {
      throw Failure(
        .auditChainBroken, "the audit trail has event \(event.sequence) where event \(expected) belongs",
        remedy: "Events were removed or reordered between the two.")
    }
    guard event.previousHash == last?.hash ?? AuditEvent.firstPreviousHash else {
      throw Failure(
        .auditChainBroken, "audit event \(event.sequence) does not follow from the event before it",
        remedy: "Event \(event.sequence - 1) or \(event.sequence) was changed after it was written.")
    }
    guard event.hash == (try hash(of: event.entry, sequence: event.sequence, previousHash: event.previousHash)) else {
      throw Failure(
        .auditChainBroken, "audit event \(event.sequence) does not have the hash that its content gives",
        remedy: "Event \(event.sequence) was changed after it was written.")
    }
  }

  private static func hash(of entry: AuditEntry, sequence: Int64, previousHash: String) throws -> String {
    var digest = SHA256()
    digest.update(data: Array("\(previousHash)\n\(sequence)\n".utf8))
    digest.update(data: try CanonicalJSON.bytes(of: entry))
    return digest.finalize().hexadecimal
  }
}

extension Sequence<UInt8> {
  /// Two lower-case digits a byte.
  package var hexadecimal: String {
    reduce(into: "") { text, byte in
      if byte < 16 { text.append("0") }
      text.append(String(byte, radix: 16))
    }
  }
}
