import DataOpsCore
import DataOpsLifecycle
import Foundation
import Testing
import _DataOpsTestKit

@Suite(.serialized) struct BackupTests {
  private static let count = 60
  private static let provision = [
    "dataset", "provision", "--client", "Quillmere Clinic", "--type", "jira_issues", "--count", "\(count)",
  ]

  @Test func `is made while a provision runs, and goes on from there in another data directory`() async throws {
    let program = try Program()
    try await program.addClient()
    let folder = program.path("backup")
    let outcome = try await program.run(Self.provision, until: "✓ write_snapshot") { _ in
      let backup = try await program.run("registry", "backup", "--to", folder)
      #expect(backup.exitCode == 0, "\(backup)")
    }
    #expect(outcome.exitCode == 0, "\(outcome)")

    var restored = program
    restored.environment["DATAOPS_DATA"] = folder
    for look in ["registry status", "audit verify", "dataset list"] {
      let seen = try await restored.run(look.split(separator: " ").map(String.init))
      #expect(seen.exitCode == 0, "\(look): \(seen)")
    }
    let resumed = try await restored.run("operation", "resume")
    #expect(resumed.exitCode == 0, "\(resumed)")
    for directory in [program.data, folder] {
      let aftermath = try await Aftermath.read(directory)
      #expect(aftermath.dataset.status == .ready)
      #expect(aftermath.dataset.recordCount == Self.count)
      #expect(aftermath.operations.map(\.status) == [.succeeded])
      #expect(aftermath.status?.indexed == Self.count)
      #expect(aftermath.auditIsWhole)
    }
  }

  @Test func `holds registry, objects, keys and settings, and nothing else`() async throws {
    let program = try Program()
    try await program.addClient()
    #expect(try await program.run(Self.provision).exitCode == 0)
    try Data("{}".utf8).write(to: URL(fileURLWithPath: program.data + "/config.json"))
    let folder = program.path("backup")
    let outcome = try await program.run("registry", "backup", "--to", folder, "--output", "json")
    #expect(outcome.exitCode == 0, "\(outcome)")
    struct Made: Decodable {
      let objects: Int
      let files: [String]
    }
    let made = try JSONDecoder().decode(Made.self, from: Data(outcome.output.utf8))
    #expect(made.objects == 3, "a template, a chunk and its manifest")
    #expect(made.files == ["credentials.key", "certificates.key", "glean-sandbox.tokens", "config.json"])
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let whole = [
      "certificates.key", "config.json", "credentials.key", "glean-sandbox", "glean-sandbox.tokens", "objects",
    ]
    #expect(names == whole + ["registry.sqlite"])
    for name in ["registry.sqlite", "credentials.key"] {
      let mode = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)[.posixPermissions]
      #expect(mode as? Int == 0o600, "\(name)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder + ".partial"))
  }

  @Test func `goes into no folder in which there is something`() async throws {
    let program = try Program()
    try await program.addClient()
    let folder = try program.makeDirectory("backup")
    try Data("keep".utf8).write(to: URL(fileURLWithPath: folder + "/work.txt"))
    let outcome = try await program.run("registry", "backup", "--to", folder)
    #expect(outcome.exitCode == 65, "\(outcome)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["work.txt"])
  }

  @Test func `leaves nothing behind where it cannot be made, and takes up what a killed one left`() async throws {
    let program = try Program()
    let folder = program.path("backup")
    let missing = try await program.run("registry", "backup", "--to", folder)
    #expect(missing.exitCode == 66, "\(missing)")
    #expect(!FileManager.default.fileExists(atPath: folder + ".partial"))

    try await program.addClient()
    _ = try program.makeDirectory("backup.partial")
    for name in ["lock", "registry.sqlite"] {
      try Data("half".utf8).write(to: URL(fileURLWithPath: folder + ".partial/" + name))
    }
    let outcome = try await program.run("registry", "backup", "--to", folder)
    #expect(outcome.exitCode == 0, "\(outcome)")
    #expect(!FileManager.default.fileExists(atPath: folder + ".partial"))
  }
}

@Suite(.serialized, .enabled(if: PrivatePostgres.programs != nil)) struct `A PostgreSQL registry comes back` {
  private let program: Program
  private let tools: String

  init() throws {
    program = try Program()
    tools = try #require(PrivatePostgres.programs)
  }

  @Test func `from a dump, in another database`() async throws {
    let server = try PrivatePostgres(settings: ["fsync": "off"])
    try await make("one", at: server)
    let (one, two) = (at("one", server), at("two", server))
    try expectDone(await one.run("registry", "migrate"))
    let size = "--active 20 --archived 40 --clients 2 --template-count 5".split(separator: " ").map(String.init)
    try expectDone(await one.run(["registry", "seed-load"] + size))
    let dump = program.path("dump")
    try expectDone(
      await one.runShell("'\(tools)/pg_dump' --format=custom --file='\(dump)' '\(server.address("one"))'"))
    try await make("two", at: server)
    try expectDone(
      await one.runShell("'\(tools)/pg_restore' --exit-on-error --dbname='\(server.address("two"))' '\(dump)'"))
    for command in [["audit", "verify"], ["dataset", "list", "--output", "json"]] {
      let (before, after) = (try await one.run(command), try await two.run(command))
      #expect(after.exitCode == 0, "\(after)")
      #expect(after.output == before.output)
    }
    try expectDone(await two.run("registry", "status"))
    // The restored one goes on counting where the dumped one was.
    try expectDone(await two.run("registry", "migrate"))
  }

  @Test func `as of a point in time, from a base backup and the archived log`() async throws {
    let server = try PrivatePostgres(settings: ["fsync": "off", "archive_mode": "on"])
    try await sql("ALTER SYSTEM SET archive_command = 'mkdir -p ../archive && cp %p ../archive/%f'", at: server)
    try await sql("SELECT pg_reload_conf()", at: server)
    try await make("registry", at: server)
    let before = at("registry", server)
    try expectDone(await before.run("registry", "migrate"))
    try await add("In the base backup", before)
    let base = program.path("base")
    try expectDone(
      await before.runShell(
        "'\(tools)/pg_basebackup' --host='\(server.directory)/socket' --username=dataops --checkpoint=fast --no-sync "
          + "--pgdata='\(base)' && '\(tools)/pg_verifybackup' '\(base)'"))
    try await add("In the log", before)
    try await sql("SELECT pg_create_restore_point('before_the_accident')", at: server)
    try await add("After the accident", before)
    try await archiveLog(of: server)

    try expectDone(
      await before.runShell(
        """
        cat > '\(base)/postgresql.auto.conf' <<'EOF'
        restore_command = 'cp "\(server.directory)/archive/%f" "%p"'
        recovery_target_name = 'before_the_accident'
        recovery_target_action = 'promote'
        EOF
        """))
    // Answers when it can be written to, not while it still reads the log.
    let restored = try PrivatePostgres(settings: ["fsync": "off", "hot_standby": "off"], recoveringFrom: base)
    let after = at("registry", restored)
    try expectDone(await after.run("registry", "status"))
    try expectDone(await after.run("audit", "verify"))
    #expect(try await clients(after) == ["In the base backup", "In the log"])
    try await add("From then on", after)
    try expectDone(await after.run("audit", "verify"))
    #expect(try await clients(before).contains("After the accident"))
  }

  private func at(_ database: String, _ server: PrivatePostgres) -> Program {
    var program = program
    program.environment["DATAOPS_REGISTRY_URL"] = server.address(database)
    return program
  }

  private func make(_ database: String, at server: PrivatePostgres) async throws {
    try await sql("CREATE DATABASE \(database)", at: server)
  }

  private func sql(_ statement: String, at server: PrivatePostgres) async throws {
    try expectDone(
      await program.runShell("'\(tools)/psql' --quiet -v ON_ERROR_STOP=1 -c \"\(statement)\" '\(server.address())'"))
  }

  /// Has the server finish its log file, and waits until it lies in the archive.
  private func archiveLog(of server: PrivatePostgres) async throws {
    try expectDone(
      await program.runShell(
        """
        file=$('\(tools)/psql' -At -c 'SELECT pg_walfile_name(pg_switch_wal())' '\(server.address())') || exit 1
        tries=0
        until [ -f "\(server.directory)/archive/$file" ]; do
          tries=$((tries + 1)); [ "$tries" -lt 400 ] || exit 1
          sleep 0.05
        done
        """))
  }

  private func add(_ client: String, _ program: Program) async throws {
    try expectDone(await program.run("client", "add", client, "--industry", "retail"))
  }

  private func clients(_ program: Program) async throws -> [String] {
    struct Row: Decodable { let name: String }
    let outcome = try await program.run("client", "list", "--output", "json")
    return try JSONDecoder().decode([Row].self, from: Data(outcome.output.utf8)).map(\.name)
  }

  private func expectDone(_ outcome: Program.Outcome, _ location: SourceLocation = #_sourceLocation) throws {
    try #require(outcome.exitCode == 0, "\(outcome)", sourceLocation: location)
  }
}
