import DataOpsApp
import DataOpsCore
import DataOpsDurable
import DataOpsLifecycle

/// Runs operations to their end while showing how they come along.
struct OperationRun: Sendable {
  let context: CommandContext
  let application: Application

  /// Runs one operation and gives it back as it was left: ended, or asleep until its grace is over.
  ///
  /// - Throws: what keeps it from running at all; not how it ended.
  func drain(_ requested: Operation) async throws(Failure) -> Operation {
    try await drain([requested.id], namesDatasets: false)
    let operation = try await application.services.reading { try $0.operation(requested.id) }
    guard let operation else { throw Failure(.notFound, "operation \(requested.id) is gone") }
    return operation
  }

  /// Runs these operations, or all.
  func drain(_ wanted: Set<Identifier<Operation>>?, namesDatasets: Bool) async throws(Failure) {
    let display = ProgressDisplay(context.console, namesDatasets: namesDatasets)
    defer { display.finish() }
    do {
      try await application.run(news: display.take) { worker in try await worker.drain(wanted) }
    } catch {
      guard error.code == .interrupted else { throw error }
      let id = wanted?.count == 1 ? wanted?.first.map { " \($0)" } ?? "" : ""
      throw Failure(
        .interrupted, "interrupted; nothing is lost",
        remedy: "Go on with: \(context.command("operation resume\(id)"))")
    }
  }
}

extension Services {
  /// A read transaction with every error as the failure that leaves the product.
  func reading<Result: Sendable>(
    _ body: @escaping @Sendable (any RegistryReading) throws -> Result
  ) async throws(Failure) -> Result {
    try await storage.reading(body)
  }
}

extension Storage {
  /// A read transaction with every error as the failure that leaves the product.
  func reading<Result: Sendable>(
    _ body: @escaping @Sendable (any RegistryReading) throws -> Result
  ) async throws(Failure) -> Result {
    do { return try await read(body) } catch { throw Failure(wrapping: error) }
  }
}
