import DataOpsObjectFiles
import Foundation
import GRDB
import Testing

@Suite struct DataDirectoryTests {
  private static let request = ["dataset", "provision", "--client", "Quillmere Clinic", "--type", "jira_issues"]

  @Test func `lists nothing, and says how to begin, where there is nothing yet`() async throws {
    let program = try Program()
    for list in ["client list", "dataset list", "operation list", "archive list", "audit list"] {
      let outcome = try await program.run(list.split(separator: " ").map(String.init))
      #expect(outcome.exitCode == 0, "\(outcome)")
      #expect(outcome.output.isEmpty, "\(outcome)")
      #expect(outcome.error.contains("dataops client add"), "\(outcome)")
    }
    #expect(!FileManager.default.fileExists(atPath: program.data))
  }

  @Test(arguments: ["audit verify", "archive verify --all"])
  func `proves nothing about a directory without a registry`(command: String) async throws {
    let program = try Program()
    let mistyped = program.path("mistyped")
    let outcome = try await program.run(command.split(separator: " ").map(String.init) + ["--data", mistyped])
    #expect(outcome.exitCode == 66, "\(outcome)")
    #expect(outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.error.contains("there is no registry in \(mistyped)"), "\(outcome)")
    #expect(!FileManager.default.fileExists(atPath: mistyped))
  }

  @Test func `proves nothing by an export without an entry`() async throws {
    let program = try Program()
    let file = program.path("audit.jsonl")
    try Data("\n".utf8).write(to: URL(fileURLWithPath: file))
    let outcome = try await program.run("audit", "verify", "--file", file)
    #expect(outcome.exitCode == 66, "\(outcome)")
    #expect(outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.error.contains("\(file) holds no audit entry"), "\(outcome)")
  }

  @Test func `says that a registry has no archive to verify`() async throws {
    let program = try Program()
    try await program.addClient()
    let outcome = try await program.run("archive", "verify", "--all")
    #expect(outcome.exitCode == 0, "\(outcome)")
    #expect(outcome.error.contains("There is no archive to verify."), "\(outcome)")
  }

  @Test func `refuses a second process, naming the first`() async throws {
    let program = try Program()
    try await program.addClient()
    let outcome = try await {
      let lock = try ExclusiveLock(path: program.data + "/lock", command: "dataops something")
      defer { lock.release() }
      return try await program.run(Self.request)
    }()
    #expect(outcome.exitCode == 75, "\(outcome)")
    #expect(
      outcome.error.contains("in use by process \(ProcessInfo.processInfo.processIdentifier) (dataops something)"),
      "\(outcome)")
    #expect(try await program.datasetNames().isEmpty)
  }

  @Test func `looks beside a process that works`() async throws {
    let program = try Program()
    try await program.addClient()
    let lock = try ExclusiveLock(path: program.data + "/lock", command: "dataops something")
    defer { lock.release() }
    let outcome = try await program.run("client", "list")
    #expect(outcome.exitCode == 0, "\(outcome)")
    #expect(outcome.output.contains("Quillmere Clinic"))
  }

  @Test func `refuses a registry of a newer version and changes nothing in it`() async throws {
    let program = try Program()
    try await program.addClient()
    do {
      let queue = try DatabaseQueue(path: program.data + "/registry.sqlite")
      try await queue.write { database in
        try database.execute(
          sql:
            "INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES (9999, 'future', 'x', '2030-01-01T00:00:00.000000Z')"
        )
      }
      try queue.close()
    }
    for arguments in [Self.request, ["dataset", "list"]] {
      let outcome = try await program.run(arguments)
      #expect(outcome.exitCode == 78, "\(outcome)")
      #expect(outcome.error.contains("9999"), "\(outcome)")
      #expect(outcome.error.contains("newer"), "\(outcome)")
    }
  }

  @Test func `refuses a data directory that is a file`() async throws {
    let program = try Program()
    try Data().write(to: URL(fileURLWithPath: program.data))
    let outcome = try await program.run("client", "add", "Acme", "--industry", "retail")
    #expect([73, 74].contains(outcome.exitCode), "\(outcome)")
    #expect(outcome.error.contains(program.data), "\(outcome)")
  }

  @Test func `lets the demo touch no directory that it did not make`() async throws {
    let program = try Program()
    let folder = try program.makeDirectory("precious")
    try Data("keep".utf8).write(to: URL(fileURLWithPath: folder + "/work.txt"))
    let outcome = try await program.run("demo", "--data", folder)
    #expect(outcome.exitCode == 65, "\(outcome)")
    #expect(outcome.error.contains("was not made by the demo"), "\(outcome)")
    #expect(FileManager.default.fileExists(atPath: folder + "/work.txt"))
  }
}
