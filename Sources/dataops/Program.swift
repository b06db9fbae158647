import ArgumentParser
import DataOpsCore
import Foundation

/// Where the program begins and ends: reads the command line, runs the command, tells failures, and gives the exit code.
@main
enum Program {
  static func main() async {
    do {
      var command = try await DataOps.asyncParseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        do { try await asynchronous.run() } catch let failure as Failure { quit(failure, of: asynchronous) }
      } else {
        try command.run()
      }
    } catch {
      quit(error)
    }
  }

  private static func quit(_ failure: Failure, of command: any AsyncParsableCommand) -> Never {
    let format = (command as? any DataOpsCommand)?.format ?? .table
    ErrorReport.tell(failure, as: format, on: Console(environment: ProcessInfo.processInfo.environment))
    exit(command is any FilterCommand ? FilterExit.unusable : failure.code.consequence.exitCode)
  }

  /// Help, completion scripts, and command lines that cannot be read.
  private static func quit(_ error: any Error) -> Never {
    let code = DataOps.exitCode(for: error)
    guard code == .validationFailure else { DataOps.exit(withError: error) }
    let console = Console(environment: ProcessInfo.processInfo.environment)
    if wantsJSON {
      let failure = Failure(.invalidRequest, DataOps.message(for: error), remedy: "See: dataops --help")
      ErrorReport.tell(failure, as: .json, on: console)
    } else {
      let text = DataOps.fullMessage(for: error)
      console.say(Line.lines(of: text.hasPrefix("Error:") ? "error:" + text.dropFirst("Error:".count) : text))
    }
    exit(FilterExit.isAsked(CommandLine.arguments) ? FilterExit.unusable : code.rawValue)
  }

  private static var wantsJSON: Bool {
    let arguments = CommandLine.arguments
    return arguments.contains("--output=json")
      || zip(arguments, arguments.dropFirst()).contains { $0 == ("--output", "json") }
  }
}
