import DataOpsCore
import DataOpsLifecycle
import DataOpsSQLStorage
import Foundation
import Testing
import _DataOpsTestKit

@Suite struct `A copy of a registry file` {
  var fixtures = Fixtures()
  let file: SQLiteFile
  let copy: SQLiteFile

  init() throws {
    (file, copy) = (try SQLiteFile(), try SQLiteFile())
  }

  private func event(after last: AuditEvent?) throws -> AuditEvent {
    let entry = AuditEntry(at: file.time.now(), action: .clientAdded, actor: Actor(.person, "mo"), subject: "client")
    return try AuditChain.link(entry, after: AuditEnd(last))
  }

  @Test mutating func `holds what was committed, also what is in the log only`() async throws {
    let registry = try await file.open()
    let full = try await FullRegistry(in: registry, &fixtures)
    let made = try await RegistryCopy(of: file.path, at: copy.path)
    #expect(made.schema == SchemaInspection.newest)
    #expect(made.auditEntries == full.events.count)
    #expect(made.lastAuditHash == full.events.last?.hash)
    #expect(try await copy.open().read { try $0.dataset(full.scene.dataset.id) } == full.scene.dataset)
  }

  @Test func `is one file that only this user can read, and changes nothing`() async throws {
    let registry = try await file.open()
    defer { registry.close() }
    let before = try file.files()
    _ = try await RegistryCopy(of: file.path, at: copy.path)
    #expect(try copy.files() == ["registry.sqlite"])
    #expect(try FileManager.default.attributesOfItem(atPath: copy.path)[.posixPermissions] as? Int == 0o600)
    #expect(try file.files() == before)
  }

  @Test mutating func `is of one instant, while another handle writes`() async throws {
    let registry = try await file.open()
    let (path, copied) = (file.path, copy.path)
    async let made = RegistryCopy(of: path, at: copied)
    for number in 1...200 {
      let scene = Scene(&fixtures, name: "Client \(number)")
      let event = try event(after: try await registry.read { try $0.lastAuditEvent() })
      try await registry.write { registry in
        try registry.insert(scene.client)
        try registry.append(event)
      }
    }
    let entries = try await made.auditEntries
    #expect(try await copy.open().read { try $0.clientCount() } == entries)
  }

  @Test func `is not taken for whole where a page is damaged`() async throws {
    let registry = try await file.open()
    _ = try await registry.load(SeedPlan(active: 10, archived: 50, templates: 5, clients: 1, now: file.time.now()))
    registry.close()
    let handle = try FileHandle(forUpdating: URL(filePath: file.path))
    let middle = try handle.seekToEnd() / 2 / 4096 * 4096
    try handle.seek(toOffset: middle)
    try handle.write(contentsOf: Data(repeating: 0xA5, count: 4096))
    try handle.close()
    let failure = await #expect(throws: Failure.self) { try await RegistryCopy(of: file.path, at: copy.path) }
    #expect(failure?.code == .storageFailed)
    #expect(failure?.message.contains("damaged") == true)
  }

  @Test func `is not taken for whole where an audit entry was changed`() async throws {
    let registry = try await file.open()
    let first = try event(after: nil)
    let second = try event(after: first)
    try await registry.write { try $0.append([first, second]) }
    try await registry.execute(
      "DROP TRIGGER audit_events_refuse_update", "UPDATE audit_events SET reason = 'better' WHERE sequence = 2")
    let failure = await #expect(throws: Failure.self) { try await RegistryCopy(of: file.path, at: copy.path) }
    #expect(failure?.code == .auditChainBroken)
  }

  @Test func `is not made of nothing`() async throws {
    let failure = await #expect(throws: Failure.self) { try await RegistryCopy(of: file.path, at: copy.path) }
    #expect(failure?.code == .notFound)
    #expect(try copy.files().isEmpty)
  }
}
