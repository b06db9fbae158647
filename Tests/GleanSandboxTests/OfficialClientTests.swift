import GleanSandbox
import Testing

/// Runs the official Python clients against the server: what they accept is the wire format.
@Suite(.serialized, .timeLimit(.minutes(10))) struct OfficialClientTests {
  @Test(arguments: ["api-0.13", "api-0.17"])
  func `passes with the official API client`(environment: String) async throws {
    let clients = try await OfficialClients.shared
    try await withSandbox({ $0.initialVisibility = .notEnabled }) { client in
      let output = try await clients.run("official_clients.py", [client.baseURL], in: environment, for: client)
      #expect(output.contains("all steps passed"), "\(output)")
    }
  }

  @Test(arguments: ["api-0.13", "api-0.17"])
  func `passes with the official API client and tokens of every kind`(environment: String) async throws {
    let clients = try await OfficialClients.shared
    try await withSandbox({ $0.enforcesRateLimits = true }) { client in
      let output = try await clients.run("official_tokens.py", [client.baseURL], in: environment, for: client)
      #expect(output.contains("all steps passed"), "\(output)")
    }
  }

  @Test func `passes with a connector of the official indexing SDK`() async throws {
    let clients = try await OfficialClients.shared
    try await withSandbox { client in
      let output = try await clients.run("official_connector.py", [], in: "api-0.13", for: client)
      #expect(output.contains("all steps passed"), "\(output)")
    }
  }
}
