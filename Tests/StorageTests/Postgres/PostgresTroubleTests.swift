import DataOpsCore
import DataOpsLifecycle
import Foundation
import Testing
import _DataOpsTestKit

@testable import DataOpsSQLStorage

@Suite(.needsPostgres) struct `A PostgreSQL registry says clearly that` {
  private static let secret = "s3cret-pa55word"

  private func opening(_ text: String) async -> Failure? {
    do throws(Failure) {
      try await SQLRegistry.openPostgres(try PostgresAddress(text)).close()
      return nil
    } catch {
      return error
    }
  }

  /// What is told never holds what must not be known.
  private func expectDiscreet(_ failure: Failure?) {
    #expect(failure?.description.contains(Self.secret) == false)
    #expect(failure?.description.contains("dataops@") == false)
  }

  @Test(arguments: [
    "mysql://root@db/registry", "postgres://user:s3cret-pa55word@host:port/db", "postgres://host/db?nonsense=1", "",
    "host=db password=s3cret-pa55word", "postgres://%zz",
    "postgres://dataops:p@s3cret-pa55word@127.0.0.1:1/registry",
    "postgres://localhost:12/s3cret-pa55word@127.0.0.1:1/db",
    "postgres://dataops:a:b/s3cret-pa55word@127.0.0.1/db",
  ])
  func `an address is none`(_ text: String) async {
    let failure = await opening(text)
    #expect(failure?.code == .configurationInvalid)
    expectDiscreet(failure)
  }

  @Test func `nobody answers there`() async {
    let failure = await opening("postgres://dataops:\(Self.secret)@127.0.0.1:1/registry")
    #expect(failure?.code == .storageUnreachable)
    #expect(failure?.message == "the registry's server at postgres://127.0.0.1:1/registry does not answer")
    expectDiscreet(failure)
  }

  @Test func `there is no such host`() async {
    let failure = await opening("postgres://dataops:\(Self.secret)@no-such-host.invalid/registry")
    #expect(failure?.code == .storageUnreachable)
    expectDiscreet(failure)
  }

  @Test func `there is no such database`() async throws {
    let server = try PrivatePostgres.shared()
    let failure = await opening(server.address("no_such_database"))
    #expect(failure?.code == .storageFailed)
    #expect(failure?.message.contains("no such database") == true)
  }

  @Test func `the password is wrong, and that encryption was refused`() async throws {
    let server = try PrivatePostgres(
      settings: ["fsync": "off", "listen_addresses": "127.0.0.1", "port": "0"],
      hba: [
        "host all all 127.0.0.1/32 scram-sha-256"
      ])
    defer { server.stop() }
    try await PostgresServer.run("CREATE ROLE pia LOGIN PASSWORD '\(Self.secret)'", at: server.address())
    let port = try #require(server.port)
    let wrong = await opening("postgres://pia:wrong-\(Self.secret)@127.0.0.1:\(port)/postgres")
    #expect(wrong?.code == .storageRefusedCredential)
    expectDiscreet(wrong)
    let missing = await opening("postgres://pia@127.0.0.1:\(port)/postgres")
    #expect(missing?.code == .storageRefusedCredential)
    let plain = await opening("postgres://pia:\(Self.secret)@127.0.0.1:\(port)/postgres?sslmode=require")
    #expect(plain?.code == .storageUnreachable)
    #expect(plain?.message.contains("encrypted") == true)
    expectDiscreet(plain)
  }

  @Test func `all connections are in use`() async throws {
    let database = try await PostgresDatabase()
    try await database.migrate().close()
    var options = PostgresOptions()
    options.sessions = 1
    options.patienceForSession = .milliseconds(50)
    let registry = try await SQLRegistry.openPostgres(try database.address, options: options)
    let (began, hold) = (AsyncStream<Void>.makeStream(), Barrier())
    async let holder: Void = registry.read { _ in
      began.continuation.finish()
      hold.wait()
    }
    for await _ in began.stream {}
    let failure = await #expect(throws: Failure.self) { try await registry.read { try $0.clients() } }
    hold.open()
    try await holder
    #expect(failure?.message == "all 1 connections of this process to the registry were in use for too long")
    #expect(failure?.retryable == true)
  }

  @Test func `the disk is full, and nothing is half written`() async throws {
    try #require(SmallDisk.isPossible, "needs the right to mount")
    let disk = try SmallDisk(kibibytes: 96 << 10)
    let server = try PrivatePostgres(settings: ["fsync": "off", "max_wal_size": "32MB"], on: disk.path)
    defer { server.stop() }
    try await PostgresServer.run("CREATE DATABASE registry", at: server.address())
    let address = try PostgresAddress(server.address("registry"))
    let registry = try await SQLRegistry.migratePostgres(address, now: Timestamp(seconds: 0)).registry
    var fixtures = Fixtures()
    let client = fixtures.client()
    try await registry.write { try $0.insert(client) }
    // Random, so that it cannot be compressed.
    let filler = String(decoding: (0..<1_000_000).map { _ in UInt8.random(in: 48...90) }, as: UTF8.self)
    var failure: Failure?
    var kept = 0
    for number in 0..<400 where failure == nil {
      var dataset = fixtures.dataset(of: client, name: "Dataset \(number)")
      dataset.metadata.customFields = ["filler": .string(filler)]
      let inserted = dataset
      do {
        try await registry.write { try $0.insert(inserted) }
        kept += 1
      } catch {
        failure = error as? Failure
      }
    }
    #expect(failure?.code == .storageFull)
    #expect(try await registry.read { try $0.datasetCounts(DatasetFilter()) } == [.provisioning: kept])
  }
}

@Suite(.needsPostgres) struct `A PostgreSQL server that goes away` {
  @Test func `is waited for, and what was begun is done once`() async throws {
    let database = try await PostgresDatabase()
    let registry = try await database.migrate()
    var fixtures = Fixtures(time: database.time)
    let clients = (0..<100).map { fixtures.client("Client \($0)") }
    let server = try PrivatePostgres.shared()
    let name = database.name
    async let killing: Void = {
      for _ in 0..<15 {
        try await PostgresServer.run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(name)'", at: server.address())
      }
    }()
    for client in clients { try await registry.write { try $0.insert(client) } }
    try await killing
    #expect(try await registry.read { try $0.clients().count } == 100)
  }

  /// The answer to the commit is lost, whether it took place or not.
  @Test(arguments: [true, false])
  func `while it commits is asked afterwards whether it did`(_ tookPlace: Bool) async throws {
    let database = try await PostgresDatabase()
    let registry = try await database.migrate()
    let mark = CommitMark()
    if tookPlace { _ = try await registry.driver.migrate { try $0.execute(mark.statement.sql, mark.statement.values) } }
    #expect(try await registry.driver.wasCommitted(mark) == tookPlace)
    #expect(try await registry.driver.wasCommitted(mark) == tookPlace, "whoever asks again hears the same")
    guard !tookPlace else { return }
    await #expect(throws: SQLError.taken(columns: ["token"]), "and what did not take place never will") {
      try await registry.driver.migrate { try $0.execute(mark.statement.sql, mark.statement.values) }
    }
  }
}
