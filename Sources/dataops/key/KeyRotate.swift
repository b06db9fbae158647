import ArgumentParser
import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

struct KeyRotate: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate", abstract: "Seal all credentials with a new key.",
    discussion: """
      With the key of the data directory, a new one is made, and the old one is kept beside it until no credential needs it. \
      With another source, configure the new key as credentials.key and the old one as credentials.previous-key first, for \
      every process. The credentials themselves stay as they are: their data keys are wrapped anew, one after the other. It may be \
      interrupted at any time, and goes on when it is repeated. For example:
        dataops key rotate
      """)

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let application = try await context.open(for: "key rotate")
    let result = try await application.rotateKey(as: context.actor)
    try context.show(result) {
      var lines: [Line] = [
        "\(Figures.count(result.moved, "credential")) moved to key \(result.keyID, .bold)"
          + (result.isComplete ? "; no other key is needed" : "")
      ]
      for one in result.left {
        lines.append("  \("left", .bad)  \(one.kind.rawValue) of \(one.clientID): \(one.reason)")
      }
      return lines
    }
    guard result.isComplete else {
      throw Failure(
        .configurationInvalid, "some credentials still need another key",
        remedy: "Keep it configured. Store again or remove what no key opens, then repeat this; see: dataops key status"
      )
    }
  }
}
