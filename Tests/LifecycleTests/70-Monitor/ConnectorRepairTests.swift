import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `A connector whose configuration has drifted` {
  @Test func `is degraded where only its appearance differs, and says how`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    try await installation.reregister(id) { $0.with(displayName: "Renamed") }
    try await installation.rounds(CheckPlan.cycle + 1)
    let watch = try await installation.watch(of: id)
    #expect(watch.drift.map(\.member) == ["display_name"])
    #expect(watch.remarks.map(\.indicator) == [.drift])
    #expect(try await installation.dataset(id).health == .degraded)
    #expect(try await installation.incidents(of: id).isEmpty)
  }

  @Test func `is unhealthy where uploads would fail, with the drift as the cause of its incident`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    try await installation.reregister(id) { $0.with(urlPattern: "^https://elsewhere\\.example/.*$") }
    try await installation.rounds(CheckPlan.cycle + 3)
    #expect(try await installation.dataset(id).health == .unhealthy)
    let incident = try #require(try await installation.incidents(of: id).first)
    #expect(incident.cause.code == .connectorMisconfigured)
    #expect(incident.cause.message.contains("url_pattern is '^https://elsewhere"))
    #expect(incident.cause.remedy?.contains("dataops connector repair") == true)
  }

  @Test func `is registered again by a repair, which notes what it changed, and only then`() async throws {
    let installation = try await Installation()
    let id = try await installation.readyDataset(count: 20)
    let connector = try await installation.connector(of: id)
    try await installation.reregister(id) { $0.with(displayName: "Renamed", properties: []) }
    let repair = ConnectorRepair(services: installation.services, actor: Actor(.person, "ann"))
    let result = try await installation.application.run { _ in try await repair.run(connector) }
    #expect(result.found.contains { $0.member == "display_name" && $0.found == "Renamed" })
    #expect(result.found.contains { $0.member.hasPrefix("properties.") && $0.found == nil })
    #expect(result.remaining.isEmpty)
    let entry = try #require(try await installation.audit(.connectorChanged).last)
    #expect(entry.actor == Actor(.person, "ann"))
    #expect(entry.reason == "the datasource was registered again")
    let audited = try await installation.audit(.connectorChanged).count
    let again = try await installation.application.run { _ in try await repair.run(connector) }
    #expect(again.found.isEmpty)
    #expect(try await installation.audit(.connectorChanged).count == audited, "nothing was changed, nothing is noted")
  }

  @Test func `is not repaired once it is out of use`() async throws {
    let installation = try await Installation()
    let id = try await installation.archivedDataset(count: 20)
    let connector = try await installation.connector(of: id)
    let repair = ConnectorRepair(services: installation.services, actor: Actor(.person, "ann"))
    let failure = await failure {
      try await installation.application.run { _ in _ = try await repair.run(connector) }
    }
    #expect(failure?.code == .transitionRefused)
  }
}
