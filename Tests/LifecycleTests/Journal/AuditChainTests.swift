import DataOpsCore
import DataOpsLifecycle
import Testing

@Suite struct `Audit chain` {
  private func chain(_ count: Int) throws -> [AuditEvent] {
    var events: [AuditEvent] = []
    for number in 0..<count {
      let entry = AuditEntry(
        at: Timestamp(seconds: Int64(number)), action: .clientAdded, actor: Actor(.person, "ann"),
        subject: "client \(number)", after: ["number": .integer(Int64(number))])
      events.append(try AuditChain.link(entry, after: AuditEnd(events.last)))
    }
    return events
  }

  private func brokenAt(_ events: [AuditEvent]) -> Failure? {
    var last: AuditEvent?
    for event in events {
      do { try AuditChain.verify(event, after: last) } catch { return error as? Failure }
      last = event
    }
    return nil
  }

  @Test func `is whole as it was written`() throws {
    #expect(brokenAt(try chain(20)) == nil)
  }

  @Test func `begins with 64 zeros`() throws {
    #expect(try chain(1).first?.previousHash == String(repeating: "0", count: 64))
  }

  @Test func `shows a changed entry`() throws {
    var events = try chain(5)
    var entry = events[2].entry
    entry.actor = Actor(.person, "mallory")
    events[2] = AuditEvent(
      sequence: 3, entry: entry, previousHash: events[2].previousHash, hash: events[2].hash)
    #expect(brokenAt(events)?.message == "audit event 3 does not have the hash that its content gives")
  }

  @Test func `shows a changed entry with a hash made to fit, at the next one`() throws {
    var events = try chain(5)
    var entry = events[2].entry
    entry.actor = Actor(.person, "mallory")
    events[2] = try AuditChain.link(entry, after: AuditEnd(events[1]))
    #expect(brokenAt(events)?.message == "audit event 4 does not follow from the event before it")
  }

  @Test func `shows a removed entry`() throws {
    var events = try chain(5)
    events.remove(at: 2)
    #expect(brokenAt(events)?.message == "the audit trail has event 4 where event 3 belongs")
  }
}
