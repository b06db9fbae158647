package import DataOpsCore
internal import Foundation

/// Single statements to a server, outside of any registry: making and dropping databases.
package enum PostgresServer {
  /// - Throws: `storage_…`.
  package static func run(_ sql: String, at address: String) async throws(Failure) {
    let driver = PostgresDriver(try PostgresAddress(address), options: PostgresOptions())
    defer { driver.close() }
    do { try await driver.executeAlone(sql) } catch let error as SQLError { throw error.failure() } catch {
      throw Failure(.storageFailed, "the server did not run a statement")
    }
  }

  /// As ``run(_:at:)`` without waiting for it; that it fails is nobody's concern.
  package static func runSoon(_ sql: String, at address: String) {
    Thread.detachNewThread {
      guard let address = try? PostgresAddress(address),
        let session = try? PostgresPipeline(address, application: "dataops", limits: PostgresLimits())
      else { return }
      _ = try? session.run([SQLStatement(sql)])
    }
  }
}
