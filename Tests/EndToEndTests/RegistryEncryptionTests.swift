import Foundation
import Testing
import _DataOpsTestKit

/// A server without TLS that is reached over the network.
@Suite(.serialized, .enabled(if: PrivatePostgres.programs != nil, "PostgreSQL is not installed"))
struct `A registry that may be on another machine` {
  /// This machine's, as others see it; nil where it has none but the loopback's.
  private static let ownAddress = Host.current().addresses.first { address in
    address.split(separator: ".").count == 4 && !address.hasPrefix("127.")
  }

  private let server: PrivatePostgres
  private let port: Int

  init() throws {
    server = try PrivatePostgres(
      settings: ["fsync": "off", "listen_addresses": "*", "port": "0"], hba: ["host all all all trust"])
    port = try #require(server.port)
  }

  private func status(_ address: String, _ environment: [String: String] = [:]) async throws -> Program.Outcome {
    var program = try Program()
    program.environment = environment
    program.environment["PGPORT"] = String(port)
    program.environment["DATAOPS_REGISTRY_URL"] = address
    return try await program.run("registry", "status")
  }

  private func expectRefused(_ outcome: Program.Outcome) {
    #expect(outcome.exitCode == 69, "\(outcome)")
    #expect(outcome.error.contains("could not agree on an encrypted connection"), "\(outcome)")
  }

  /// Its server lets anybody in, and there is no registry yet.
  private func expectLetIn(_ outcome: Program.Outcome) {
    #expect(outcome.exitCode == 78, "\(outcome)")
    #expect(outcome.error.contains("dataops registry migrate"), "\(outcome)")
  }

  @Test(.enabled(if: ownAddress != nil, "this machine has no address"), arguments: ["PGHOST", "PGHOSTADDR"])
  func `is spoken to encrypted only, although it is named by the environment`(variable: String) async throws {
    let own = try #require(Self.ownAddress)
    expectRefused(try await status("postgres://dataops@/postgres", [variable: own]))
    expectLetIn(try await status("postgres://dataops@/postgres?sslmode=disable", [variable: own]))
  }

  @Test(.enabled(if: ownAddress != nil, "this machine has no address"))
  func `is where its address leads to, whatever it is called`() async throws {
    let own = try #require(Self.ownAddress)
    expectRefused(try await status("postgres://dataops@localhost/postgres?hostaddr=\(own)"))
    expectRefused(try await status("postgres://dataops@localhost/postgres", ["PGHOSTADDR": own]))
  }

  @Test func `is spoken to encrypted only when it is named by name`() async throws {
    let name = ProcessInfo.processInfo.hostName
    try #require(name != "localhost" && !Host(name: name).addresses.isEmpty, "this machine has no name")
    expectRefused(try await status("postgres://dataops@\(name)/postgres"))
    expectRefused(try await status("postgres://dataops@/postgres", ["PGHOST": name]))
    expectLetIn(try await status("postgres://dataops@\(name)/postgres?sslmode=disable"))
  }

  @Test func `is on this one when it is named so`() async throws {
    expectLetIn(try await status("postgres://dataops@127.0.0.1/postgres"))
    expectLetIn(try await status("postgres://dataops@/postgres", ["PGHOST": "localhost"]))
    expectLetIn(try await status("postgres://dataops@/postgres", ["PGHOSTADDR": "127.0.0.1"]))
    expectLetIn(try await status("postgres://dataops@/postgres", ["PGHOST": "\(server.directory)/socket"]))
  }
}
