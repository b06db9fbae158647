import ArgumentParser
import DataOpsCore
import Foundation

/// A command that works with the data directory.
protocol DataOpsCommand: AsyncParsableCommand {
  var common: CommonOptions { get }
  /// How the result is written, errors included.
  var format: OutputFormat { get }

  func run(_ context: CommandContext) async throws
}

extension DataOpsCommand {
  mutating func run() async throws {
    let context = try CommandContext(
      options: common, format: format, environment: ProcessInfo.processInfo.environment)
    try await run(context)
  }
}
