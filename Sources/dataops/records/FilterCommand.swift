import ArgumentParser
import DataOpsCore
import Foundation

/// A command that reads data, says something about it, and touches nothing else.
///
/// Scripts branch on three exit codes: 0 where the data is good, 1 where it is not, 2 where nothing can be said because
/// schema, options or input cannot be used.
protocol FilterCommand: AsyncParsableCommand {}

enum FilterExit {
  static let dataIsBad = ExitCode(1)
  static let unusable: Int32 = 2

  /// As a shell tells a program that nobody reads any more (128 + `SIGPIPE`).
  static let nobodyReads = ExitCode(141)

  /// Whether the command line asks for a filter; known before it is read.
  static func isAsked(_ arguments: [String]) -> Bool { arguments.dropFirst().first == "records" }
}
