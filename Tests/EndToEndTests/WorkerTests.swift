import DataOpsCore
import DataOpsLifecycle
import Foundation
import Testing
import _DataOpsTestKit

/// Several processes on one PostgreSQL registry, with a Glean-compatible server that they share.
@Suite(.serialized, .enabled(if: PrivatePostgres.programs != nil, "PostgreSQL is not installed"))
struct `Several processes on one registry` {
  private func installation() async throws -> (program: Program, sandbox: Program, directory: TemporaryDirectory) {
    var program = try Program()
    let directory = try TemporaryDirectory()
    program.environment["DATAOPS_REGISTRY_URL"] = try await PrivatePostgres.shared().registryText(in: directory)
    program.environment["DATAOPS_REGISTRY_CONNECTIONS"] = "4"
    program.environment["DATAOPS_API_LISTEN"] = "127.0.0.1:0"
    var sandbox = try Program()
    sandbox.environment["DATAOPS_SANDBOX_INDEXING_TOKEN"] = "one"
    sandbox.environment["DATAOPS_SANDBOX_CLIENT_TOKEN"] = "two"
    return (program, sandbox, directory)
  }

  /// Runs `body` beside a Glean-compatible server, with a client that uses it.
  private func withClient(_ body: @Sendable @escaping (Program) async throws -> Void) async throws {
    let (program, sandbox, directory) = try await installation()
    let serving = ["glean-sandbox", "serve", "--port", "0", "--data", sandbox.path("glean")]
    _ = try await sandbox.run(serving, until: "listening on ") { running in
      let url = try #require(running.seen.split(separator: "listening on ").last)
        .trimmingCharacters(in: .whitespacesAndNewlines)
      for (name, token) in [("one", "one"), ("two", "two")] {
        try token.write(toFile: program.path(name), atomically: true, encoding: .utf8)
      }
      let added = try await program.run(
        "client", "add", "Acme Bank", "--industry", "fintech", "--glean-url", url, "--indexing-token-file",
        program.path("one"), "--client-token-file", program.path("two"))
      try #require(added.exitCode == 0, "\(added)")
      try await body(program)
      running.killAtOnce()
    }
    withExtendedLifetime(directory) {}
  }

  private static let provision = [
    "dataset", "provision", "--client", "Acme Bank", "--type", "jira_issues", "--count", "30",
  ]

  @Test func `do what another one asks for, and end when they are asked to`() async throws {
    try await withClient { program in
      let worker = try await program.run(["worker"], until: "worker: ready") { running in
        let asked = try await program.run(Self.provision + ["--no-wait"])
        #expect(asked.exitCode == 0, "\(asked)")
        let followed = try await program.run(Self.provision)
        #expect(followed.exitCode == 0, "the same request again waits for the first one: \(followed)")
        #expect(followed.output.contains("READY"))
        running.terminate()
      }
      #expect(worker.exitCode == 0, "\(worker)")
      let left = try await program.run("operation", "list")
      #expect(left.error.contains("Nothing is under way."))
    }
  }

  @Test func `end in order when they are asked to the moment they say that they are ready`() async throws {
    let (program, _, directory) = try await installation()
    let worker = try await program.run(["worker"], until: "worker: ready") { $0.terminate() }
    #expect(worker.exitCode == 0, "\(worker)")
    withExtendedLifetime(directory) {}
  }

  @Test func `take up what one that was killed had begun`() async throws {
    try await withClient { program in
      var quick = program
      quick.environment["DATAOPS_WORKER_LEASE"] = "1s"
      _ = try await quick.run(Self.provision, until: "✓ write_snapshot") { $0.killAtOnce() }
      let resumed = try await quick.run("operation", "resume")
      #expect(resumed.exitCode == 0, "\(resumed)")
      let listed = try await program.run("dataset", "list", "--status", "ready")
      #expect(listed.output.contains("acme-bank-sandbox-jira"))
    }
  }

  @Test func `stop an operation that another one runs`() async throws {
    try await withClient { program in
      let worker = try await program.run(["worker"], until: "worker: ready") { running in
        let asked = try await program.run(Self.provision + ["--no-wait", "--output", "json"])
        struct Asked: Decodable { let id: String }
        let id = try JSONDecoder().decode(Asked.self, from: Data(asked.output.utf8)).id
        let cancelled = try await program.run("operation", "cancel", id)
        // It may have been quicker than the cancellation.
        #expect([0, 65].contains(cancelled.exitCode), "\(cancelled)")
        running.terminate()
      }
      #expect(worker.exitCode == 0, "\(worker)")
    }
  }

  @Test func `refuse a client without a Glean of its own, and say what to do`() async throws {
    let (program, _, directory) = try await installation()
    let added = try await program.run("client", "add", "Acme Bank", "--industry", "fintech")
    #expect(added.exitCode == 0)
    let outcome = try await program.run(Self.provision)
    #expect(outcome.exitCode == 78, "\(outcome)")
    #expect(outcome.error.contains("dataops glean-sandbox serve"))
    withExtendedLifetime(directory) {}
  }

  @Test func `take up again what had failed, once it is asked for`() async throws {
    let (program, _, directory) = try await installation()
    _ = try await program.run("client", "add", "Acme Bank", "--industry", "fintech")
    _ = try await program.run(Self.provision)
    let dead = try await program.run("operation", "list", "--dead")
    #expect(dead.output.contains("failed"))
    let replayed = try await program.run("operation", "replay", "--all", "--code", "configuration_invalid")
    #expect(replayed.exitCode == 0, "\(replayed)")
    #expect(replayed.output.contains("waiting"))
    let none = try await program.run("operation", "replay", "--all")
    #expect(none.error.contains("Nothing has failed"))
    withExtendedLifetime(directory) {}
  }

  @Test func `make the keys of a data directory once, however many begin at the same time`() async throws {
    let (program, _, directory) = try await installation()
    let outcomes = try await withThrowingTaskGroup(of: Program.Outcome.self) { group in
      for number in 1...8 {
        group.addTask { try await program.run("client", "add", "Client \(number)", "--industry", "fintech") }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for outcome in outcomes { #expect(outcome.exitCode == 0, "\(outcome)") }
    let files = try FileManager.default.contentsOfDirectory(atPath: program.data).sorted()
    #expect(files == ["certificates.key", "credentials.key", "objects"])
    withExtendedLifetime(directory) {}
  }

  @Test func `refuse to work with a key that opens no credential, and take nothing up`() async throws {
    try await withClient { program in
      let asked = try await program.run(Self.provision + ["--no-wait"])
      #expect(asked.exitCode == 0, "\(asked)")
      var stranger = try Program()
      stranger.environment = program.environment
      stranger.environment["DATAOPS_OBJECTS_ROOT"] = program.data + "/objects"
      let refused = try await stranger.run("worker")
      #expect(refused.exitCode == 78, "\(refused)")
      #expect(refused.error.contains("sealed with key"))
      let listed = try await program.run("operation", "list")
      #expect(listed.output.contains("waiting"), "\(listed)")
    }
  }

  @Test func `say over HTTP whether they are ready`() async throws {
    let (program, _, directory) = try await installation()
    let served = try await program.run(["serve", "--roles", "api"], until: "ready at ") { running in
      let address = try #require(running.seen.split(separator: "ready at ").last)
        .trimmingCharacters(in: .whitespacesAndNewlines)
      for path in ["live", "ready"] {
        let answer = try await program.runShell("curl -sS -o /dev/null -w '%{http_code}' \(address)/\(path)")
        #expect(answer.output == "200", "\(answer)")
      }
      running.terminate()
    }
    #expect(served.exitCode == 0, "\(served)")
    withExtendedLifetime(directory) {}
  }
}
