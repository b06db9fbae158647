import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import Testing
import _DataOpsTestKit

@Suite struct `The state of a registry` {
  @Test func `tells the leases that somebody holds, and none that ran out`() async throws {
    let installation = try await Installation()
    let now = SystemTime().now()
    try await installation.services.storage.write { registry in
      _ = try registry.takeLease("scheduler", owner: "here", until: now + .seconds(600), at: now)
      _ = try registry.takeLease("relay", owner: "dead", until: now - .seconds(1), at: now - .seconds(30))
    }
    let state = try await RegistryAdministration(installation.application.configuration).state()
    #expect(state.contents?.leases.map(\.name) == ["scheduler"])
  }
}
