import DataOpsCore
import DataOpsLifecycle
import Foundation
import HTTPTypes
import Synchronization
import Testing
import _DataOpsTestKit

/// Processes whose registry's server, behind a proxy, cannot be reached any more or says nothing.
@Suite(.serialized, .enabled(if: PrivatePostgres.programs != nil, "PostgreSQL is not installed"))
struct `A process whose registry is away` {
  enum Absence: CaseIterable {
    case gone, hanging

    func begin(_ proxy: PostgresProxy) async {
      switch self {
      case .gone: await proxy.vanish()
      case .hanging: proxy.hang()
      }
    }
  }

  private let directory: TemporaryDirectory
  private let proxy: PostgresProxy
  private let program: Program

  init() async throws {
    directory = try TemporaryDirectory()
    let server = try PrivatePostgres.shared()
    proxy = try await PostgresProxy(to: server)
    var program = try Program()
    program.environment["DATAOPS_REGISTRY_URL"] = try await server.registryText(in: directory, over: proxy)
    program.environment["DATAOPS_API_LISTEN"] = "127.0.0.1:0"
    program.environment["DATAOPS_WORKER_DRAIN"] = "2s"
    self.program = program
  }

  private func status(_ path: String, of running: Program.Running) async throws -> String {
    let address = try #require(running.seen.split(separator: "ready at ").last)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    return try await program.runShell("curl -sS -o /dev/null -w '%{http_code}' --max-time 90 \(address)/\(path)").output
  }

  @Test(arguments: Absence.allCases)
  func `says over HTTP that it is not ready, and that it is when the registry is back`(absence: Absence) async throws {
    let served = try await program.run(["serve", "--roles", "api"], until: "ready at ") { running in
      #expect(try await status("ready", of: running) == "200")
      await absence.begin(proxy)
      // A session that is open, and one that has to be opened.
      for _ in 1...2 {
        let asked = ContinuousClock.now
        #expect(try await status("ready", of: running) == "503")
        #expect(ContinuousClock.now - asked < .seconds(10))
      }
      #expect(try await status("live", of: running) == "200")
      try await proxy.comeBack()
      try await eventually("it is ready again") { try await status("ready", of: running) == "200" }
      running.terminate()
    }
    #expect(served.exitCode == 0, "\(served)")
  }

  /// How long `running` takes to end after it was asked to.
  private final class Ending: Sendable {
    private let asked = Mutex<ContinuousClock.Instant?>(nil)

    func ask(_ running: Program.Running) {
      asked.withLock { $0 = .now }
      running.terminate()
    }

    func duration() throws -> Duration {
      let begun = asked.withLock(\.self)
      return try ContinuousClock.now - #require(begun)
    }
  }

  @Test(arguments: Absence.allCases, ["api,worker", "api,worker,scheduler,relay"])
  func `ends when it is asked to and has nothing in hand`(absence: Absence, roles: String) async throws {
    var program = program
    program.environment["DATAOPS_RELAY_URL"] = "http://127.0.0.1:9/events"
    let ending = Ending()
    let served = try await program.run(["serve", "--roles", roles], until: "ready at ") { running in
      await absence.begin(proxy)
      // By then it has looked for work, and waits.
      let answer = try await status("ready", of: running)
      #expect(answer == "503")
      ending.ask(running)
    }
    #expect(try ending.duration() < .seconds(2 + 10))
    #expect(served.exitCode == 0, "\(served)")
  }

  @Test(arguments: Absence.allCases)
  func `ends when it is asked to, and says that it could not give back what it had in hand`(
    absence: Absence
  ) async throws {
    try await UniformServer.run(status: nil) { url in
      for name in ["one", "two"] { try name.write(toFile: program.path(name), atomically: true, encoding: .utf8) }
      let added = try await program.run(
        "client", "add", "Acme Bank", "--industry", "fintech", "--glean-url", url, "--indexing-token-file",
        program.path("one"), "--client-token-file", program.path("two"))
      try #require(added.exitCode == 0, "\(added)")
      let asked = try await program.run(
        "dataset", "provision", "--client", "Acme Bank", "--type", "jira_issues", "--count", "5", "--no-wait")
      try #require(asked.exitCode == 0, "\(asked)")
      let ending = Ending()
      let worker = try await program.run(["worker"], until: "worker: ready") { running in
        try await eventually("it waits for Glean") {
          try await program.run("operation", "list").output.contains("create_connector")
        }
        await absence.begin(proxy)
        ending.ask(running)
      }
      #expect(try ending.duration() < .seconds(2 + 10))
      #expect(worker.exitCode == 75, "\(worker)")
      #expect(worker.output.contains("1 operation could not be given back"), "\(worker)")
      try await proxy.comeBack()
      let left = try await program.run("operation", "list")
      #expect(left.output.contains("running"), "\(left)")
    }
  }
}
