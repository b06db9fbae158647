import DataOpsCore
import DataOpsLifecycle
import Testing

@Suite struct `A dataset keeps the template of its request` {
  @Test func `when the library changes before it is made`() async throws {
    let library = try SmallLibrary()
    let installation = try await Installation(templates: library.root)
    _ = try await installation.addClient()
    let id = try await installation.requestIssues().dataset.id
    try library.write("not a template any more")
    try await installation.drain()
    #expect(try await installation.dataset(id).status == .ready)
  }

  @Test func `when it is validated again`() async throws {
    let library = try SmallLibrary()
    let installation = try await Installation(templates: library.root)
    let id = try await installation.readyDataset()
    try library.write("not a template any more")
    _ = try await installation.requests.validate(id)
    try await installation.drain()
    #expect(try await installation.dataset(id).status == .ready)
  }

  @Test func `by version and hash`() async throws {
    let library = try SmallLibrary()
    let installation = try await Installation(templates: library.root)
    _ = try await installation.addClient()
    let first = try await installation.requestIssues(count: 20).dataset.template
    try library.publish(version: "2.0.0")
    let second = try await installation.requestIssues(count: 21).dataset.template
    #expect([first?.version, second?.version] == ["1.0.0", "2.0.0"])
    #expect(first?.contentHash != second?.contentHash)
  }

  @Test func `and the audit trail tells that the same path has new content`() async throws {
    let library = try SmallLibrary()
    let installation = try await Installation(templates: library.root)
    _ = try await installation.readyDataset(count: 20)
    #expect(try await installation.audit(.templateModified).isEmpty)
    try library.publish(version: "2.0.0")
    _ = try await installation.requestIssues(count: 20)
    try await installation.drain()
    let events = try await installation.audit(.templateModified)
    #expect(events.map { $0.before?["version"] } == [.string("1.0.0")])
    #expect(events.map { $0.after?["version"] } == [.string("2.0.0")])
  }
}
