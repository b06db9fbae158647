import DataOpsObjectFiles
import Foundation
import Testing
import _DataOpsTestKit

@Suite(.enabled(if: PrivatePostgres.programs != nil)) struct RegistryTests {
  private var program: Program
  private let server: PrivatePostgres
  private let tools: String

  init() async throws {
    program = try Program()
    server = try PrivatePostgres.shared()
    tools = try #require(PrivatePostgres.programs)
  }

  /// An empty database of this test alone.
  private mutating func makeDatabase() async throws {
    let name = "end_to_end_\(UUID().uuidString.lowercased().filter { $0 != "-" })"
    let outcome = try await program.runShell(
      "'\(tools)/psql' --quiet -c 'CREATE DATABASE \(name)' '\(server.address())'")
    try #require(outcome.exitCode == 0, "\(outcome)")
    program.environment["DATAOPS_REGISTRY_URL"] = server.address(name)
  }

  @Test mutating func `says that there is no registry yet, and makes it`() async throws {
    try await makeDatabase()
    let missing = try await program.run("registry", "status")
    #expect(missing.exitCode == 78, "\(missing)")
    #expect(missing.error.contains("dataops registry migrate"), "\(missing)")
    #expect(try await program.run("registry", "migrate").exitCode == 0)
    let again = try await program.run("registry", "migrate")
    #expect(again.output.hasPrefix("The registry is up to date"), "\(again)")
    let made = try await program.run("registry", "status")
    #expect(made.exitCode == 0, "\(made)")
    #expect(!made.output.contains("dataops@"), "\(made)")
  }

  @Test mutating func `says that the server does not answer`() async throws {
    program.environment["DATAOPS_REGISTRY_URL"] = "postgres://dataops@/registry?host=\(program.path("nothing"))"
    let outcome = try await program.run("registry", "status")
    #expect(outcome.exitCode == 69, "\(outcome)")
    #expect(outcome.output.isEmpty, "\(outcome)")
  }

  @Test mutating func `says what is in a registry file, beside the process that has it`() async throws {
    try await program.addClient()
    let lock = try ExclusiveLock(path: program.data + "/lock", command: "dataops serve")
    defer { lock.release() }
    let outcome = try await program.run("registry", "status", "--output", "json")
    struct State: Decodable {
      let place: String
      let schema: Int
      let contents: Contents
      struct Contents: Decodable {
        let clients: Int
        let datasets: [String: Int]
      }
    }
    #expect(outcome.exitCode == 0, "\(outcome)")
    let state = try Self.decoder.decode(State.self, from: Data(outcome.output.utf8))
    #expect(state.place == program.data + "/registry.sqlite")
    #expect(state.contents.clients == 1)
    #expect(state.contents.datasets == [:])
    #expect(try await program.run("registry", "migrate").exitCode == 75)
  }

  @Test mutating func `moves a registry file into PostgreSQL and leaves the file as it was`() async throws {
    try await program.addClient()
    let provision = ["dataset", "provision", "--client", "Quillmere Clinic", "--type", "jira_issues", "--count", "20"]
    #expect(try await program.run(provision).exitCode == 0)
    let file = program.data + "/registry.sqlite"
    let (bytes, trail) = (FileManager.default.contents(atPath: file), try await program.run("audit", "verify"))
    try await makeDatabase()
    #expect(try await program.run("registry", "migrate").exitCode == 0)

    let lock = try ExclusiveLock(path: program.data + "/lock", command: "dataops serve")
    let busy = try await program.run("registry", "import", file)
    #expect(busy.exitCode == 75, "\(busy)")
    lock.release()

    let moved = try await program.run("registry", "import", file)
    #expect(moved.exitCode == 0, "\(moved)")
    #expect(FileManager.default.contents(atPath: file) == bytes)
    #expect(try await program.run("audit", "verify").output == trail.output)
    #expect(try await program.datasetNames() == ["quillmere-clinic-sandbox-jira"])
    let twice = try await program.run("registry", "import", program.data)
    #expect(twice.exitCode == 65, "\(twice)")
    #expect(twice.error.contains("is not empty"), "\(twice)")
  }

  @Test mutating func `copies the objects of a PostgreSQL registry, and says how the rest is backed up`() async throws {
    try await makeDatabase()
    #expect(try await program.run("registry", "migrate").exitCode == 0)
    #expect(try await program.run("client", "add", "Acme", "--industry", "retail").exitCode == 0)
    let outcome = try await program.run("registry", "backup", "--to", program.path("backup"))
    #expect(outcome.exitCode == 0, "\(outcome)")
    #expect(outcome.error.contains("pg_dump"), "\(outcome)")
    let names = try FileManager.default.contentsOfDirectory(atPath: program.path("backup")).sorted()
    #expect(names == ["certificates.key", "credentials.key", "objects"])
  }

  @Test mutating func `works for the two users that the operations page makes, and for no more`() async throws {
    let own = try PrivatePostgres(settings: ["fsync": "off"])
    try await makeInstallation(on: own)
    for statement in [
      "UPDATE dataops_lifecycle.audit_events SET reason = 'better'", "DELETE FROM dataops_lifecycle.audit_events",
      "DROP TRIGGER audit_events_refuse_change ON dataops_lifecycle.audit_events",
      "CREATE TABLE dataops_lifecycle.own (a INT)", "CREATE TABLE public.own (a INT)",
      "CREATE TEMPORARY TABLE own (a INT)",
    ] {
      let refused = try await run(statement, at: address("dataops", of: "dataops_app", own))
      #expect(refused.exitCode != 0, "\(statement)")
      #expect(refused.error.contains("permission denied") || refused.error.contains("must be owner"), "\(refused)")
    }
  }

  @Test mutating func `works for them in a database that was restored as the operations page says`() async throws {
    let own = try PrivatePostgres(settings: ["fsync": "off"])
    try await makeInstallation(on: own)
    let dump = program.path("dump")
    let dumped = address("dataops", of: "dataops_owner", own)
    try expectDone(
      await program.runShell("'\(tools)/pg_dump' --format=custom --file='\(dump)' '\(dumped)'"))
    try expectDone(await run("CREATE DATABASE restored OWNER dataops_owner", at: own.address()))
    try expectDone(
      await program.runShell("'\(tools)/pg_restore' --exit-on-error --dbname='\(own.address("restored"))' '\(dump)'"))
    try expectDone(
      await run(
        "REVOKE ALL ON DATABASE restored FROM PUBLIC; GRANT CONNECT ON DATABASE restored TO dataops_app",
        at: own.address()))
    program.environment["DATAOPS_REGISTRY_URL"] = address("restored", of: "dataops_app", own)
    try expectDone(await program.run("audit", "verify"))
    try expectDone(await program.run("client", "add", "Second", "--industry", "retail"))
    program.environment["DATAOPS_REGISTRY_URL"] = address("restored", of: "dataops_owner", own)
    try expectDone(await program.run("registry", "migrate"))
  }

  /// By the blocks of SQL on the page: as a superuser, in the new database, and after the first migration. Afterwards the
  /// program is the user that processes run as.
  private mutating func makeInstallation(on server: PrivatePostgres) async throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Documentation/operations.md")
    let blocks = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "```sql\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```").first }
    try #require(blocks.count == 3)
    try expectDone(await run(blocks[0], at: server.address()))
    try expectDone(await run(blocks[1], at: server.address("dataops")))
    program.environment["DATAOPS_REGISTRY_URL"] = address("dataops", of: "dataops_owner", server)
    try expectDone(await program.run("registry", "migrate"))
    try expectDone(await run(blocks[2], at: address("dataops", of: "dataops_owner", server)))
    program.environment["DATAOPS_REGISTRY_URL"] = address("dataops", of: "dataops_app", server)
    try expectDone(await program.run("client", "add", "Acme", "--industry", "retail"))
    try expectDone(await program.run("registry", "status"))
    try expectDone(await program.run("audit", "verify"))
  }

  private func address(_ database: String, of user: String, _ server: PrivatePostgres) -> String {
    "postgres://\(user)@/\(database)?host=\(server.directory)/socket"
  }

  private func run(_ sql: String, at address: String) async throws -> Program.Outcome {
    let file = program.path("statements.sql")
    try sql.write(toFile: file, atomically: true, encoding: .utf8)
    return try await program.runShell("'\(tools)/psql' --quiet -v ON_ERROR_STOP=1 -f '\(file)' '\(address)'")
  }

  private func expectDone(_ outcome: Program.Outcome, _ location: SourceLocation = #_sourceLocation) throws {
    try #require(outcome.exitCode == 0, "\(outcome)", sourceLocation: location)
  }

  private static let decoder: JSONDecoder = {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
  }()
}
