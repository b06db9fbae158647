import Foundation
import Testing
import _DataOpsTestKit

@Suite struct DoctorTests {
  @Test func `says that nothing is wrong, and exits with 0`() async throws {
    let program = try Program()
    _ = try await program.run("client", "add", "Acme Health", "--industry", "healthcare")
    let outcome = try await program.run("doctor")
    #expect(outcome.exitCode == 0, "\(outcome)")
    #expect(outcome.output.contains("1 client: nothing is set up wrongly"), "\(outcome)")
  }

  @Test func `says what is wrong and what to do, and exits with 1`() async throws {
    try await RawServer.withClosedPort { port in
      let program = try await Self.program(at: "http://127.0.0.1:\(port)")
      let outcome = try await program.run("doctor", "--client", "Acme Bank")
      #expect(outcome.exitCode == 1)
      #expect(outcome.output.contains("(connection_refused)"), "\(outcome)")
      #expect(outcome.output.contains("Check the port in the address"), "\(outcome)")
      #expect(outcome.error.contains("1 problem to solve"), "\(outcome)")
    }
  }

  @Test func `tells programs by codes`() async throws {
    try await RawServer.withClosedPort { port in
      let program = try await Self.program(at: "http://127.0.0.1:\(port)")
      let outcome = try await program.run("doctor", "--output", "json")
      let report = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
      let codes = report.clients.flatMap(\.checks).flatMap(\.findings).map(\.code)
      #expect(codes.contains("connection_refused"))
      #expect(outcome.error.contains("doctor_findings"), "\(outcome)")
    }
  }

  @Test func `looks at the address that a client was given last`() async throws {
    let program = try await Self.program(at: "https://127.0.0.1:1")
    let refused = try await program.run("client", "update", "Acme Bank", "--glean-url", "https://acme.glean.com")
    #expect(refused.exitCode == 64)
    #expect(refused.error.contains("https://acme-be.glean.com"), "\(refused)")
    let updated = try await program.run("client", "update", "Acme Bank", "--glean-url", "https://acme-be.glean.invalid")
    #expect(updated.exitCode == 0, "\(updated)")
    #expect(updated.output.contains("https://acme-be.glean.invalid"), "\(updated)")
    let outcome = try await program.run("doctor")
    #expect(outcome.output.contains("(name_not_resolved)"), "\(outcome)")
  }

  private struct Report: Decodable {
    struct Client: Decodable { let checks: [Check] }
    struct Check: Decodable { let findings: [Finding] }
    struct Finding: Decodable { let code: String }
    let clients: [Client]
  }

  private static func program(at url: String) async throws -> Program {
    let program = try Program()
    let folder = try program.makeDirectory("tokens")
    for name in ["indexing", "client"] {
      try Data("\(name)-token".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    let added = try await program.run(
      "client", "add", "Acme Bank", "--industry", "fintech", "--glean-url", url, "--indexing-token-file",
      "\(folder)/indexing", "--client-token-file", "\(folder)/client")
    try #require(added.exitCode == 0, "\(added)")
    return program
  }
}
