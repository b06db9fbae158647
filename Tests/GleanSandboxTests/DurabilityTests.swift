import Foundation
import GRDB
import Logging
import Testing

@testable import GleanSandbox

@Suite struct DurabilityTests {
  @Test func `goes on where the last server stopped`() async throws {
    let directory = TemporaryDirectory()
    try await withSandbox(directory: directory, { $0.indexingDelay = .seconds(60) }) { client in
      try await Wiki.setUp(client)
      try await Wiki.expectSuccess(
        client.index("bulkindexdocuments", Wiki.page("u", ["a", "b"], first: true)))
    }
    try await withSandbox(directory: directory, { $0.indexingDelay = .seconds(60) }) { client in
      try await Wiki.expectSuccess(client.index("bulkindexdocuments", Wiki.page("u", ["c"], last: true)))
      try await client.advance(seconds: 60)
      #expect(try await client.titles("nothing", as: Wiki.ada) == ["a", "b", "c"])
    }
  }

  /// What the files hold at any moment is what a killed process leaves behind.
  @Test func `keeps what it acknowledged when it is killed`() async throws {
    let directory = TemporaryDirectory()
    let copy = TemporaryDirectory()
    try await withSandbox(directory: directory) { client in
      try await Wiki.setUp(client)
      try await Wiki.index([Wiki.document("a")], client)
      try FileManager.default.createDirectory(atPath: copy.path, withIntermediateDirectories: true)
      for name in ["sandbox.sqlite", "sandbox.sqlite-wal"] {
        try FileManager.default.copyItem(atPath: "\(directory.path)/\(name)", toPath: "\(copy.path)/\(name)")
      }
    }
    try await withSandbox(directory: copy) { client async throws in
      #expect(try await client.titles("nothing", as: Wiki.ada) == ["a"])
    }
  }

  @Test func `refuses a directory that another server serves`() async throws {
    let directory = TemporaryDirectory()
    try await withSandbox(directory: directory) { _ in
      await #expect(throws: GleanSandboxError.directoryInUse(path: directory.path)) {
        try await server(directory).run()
      }
    }
  }

  @Test func `refuses a directory of a newer version`() async throws {
    let directory = TemporaryDirectory()
    try await withSandbox(directory: directory) { _ in }
    let queue = try DatabaseQueue(path: directory.path + "/sandbox.sqlite")
    try await queue.write { db in try db.execute(sql: "PRAGMA user_version = 99") }
    try queue.close()
    await #expect(
      throws: GleanSandboxError.directoryFromNewerVersion(
        path: directory.path, found: 99, supported: Schema.version)
    ) {
      try await server(directory).run()
    }
  }

  @Test func `refuses a database of another program`() async throws {
    let directory = TemporaryDirectory()
    try FileManager.default.createDirectory(atPath: directory.path, withIntermediateDirectories: true)
    let queue = try DatabaseQueue(path: directory.path + "/sandbox.sqlite")
    try await queue.write { db in try db.execute(sql: "CREATE TABLE recipe (id INTEGER PRIMARY KEY)") }
    try queue.close()
    await #expect(throws: GleanSandboxError.self) { try await server(directory).run() }
  }

  @Test func `tells whoever waits for the port that there will be none`() async throws {
    let directory = TemporaryDirectory()
    try await withSandbox(directory: directory) { _ in
      let server = server(directory)
      let waiting = Task { try await server.boundPort() }
      _ = try? await server.run()
      await #expect(throws: GleanSandboxError.directoryInUse(path: directory.path)) { try await waiting.value }
    }
  }

  @Test func `refuses an address it cannot listen on`() async throws {
    try await withSandbox { client in
      let taken = try #require(client.baseURL.split(separator: ":").last.flatMap { Int($0) })
      var configuration = GleanSandboxConfiguration(
        dataDirectory: TemporaryDirectory().path, indexingToken: "a", clientToken: "b")
      configuration.port = taken
      configuration.logger.logLevel = .critical
      let error = await #expect(throws: GleanSandboxError.self) {
        try await GleanSandboxServer(configuration: configuration).run()
      }
      guard case .cannotListen(_, taken, _) = error else {
        Issue.record("unexpected error: \(String(describing: error))")
        return
      }
    }
  }

  @Test func `refuses one token for both families`() async throws {
    let configuration = GleanSandboxConfiguration(
      dataDirectory: TemporaryDirectory().path, indexingToken: "same", clientToken: "same")
    await #expect(throws: GleanSandboxError.self) {
      try await GleanSandboxServer(configuration: configuration).run()
    }
  }

  private func server(_ directory: TemporaryDirectory) -> GleanSandboxServer {
    GleanSandboxServer(
      configuration: GleanSandboxConfiguration(
        dataDirectory: directory.path, indexingToken: "a", clientToken: "b"))
  }
}
