import ArgumentParser
import DataOpsApp
import DataOpsCore

struct KeyStatusCommand: DataOpsCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show which keys seal how many secrets.",
    discussion: """
      A key is needed as long as it seals one. DIRECT are those that a version before data keys sealed; 'dataops key rotate' \
      gives them data keys. For example:
        dataops key status
      """)

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var common: CommonOptions

  var format: OutputFormat { outputs.output }

  func run(_ context: CommandContext) async throws {
    let status = try await KeyStatus(context.configuration, in: context.view())
    try context.show(status) {
      var table = Table([.left("KEY"), .left("CONFIGURED"), .right("SECRETS"), .right("DIRECT")])
      let unused = [status.keyID, status.previousKeyID].compactMap(\.self).filter { id in
        !status.uses.contains { $0.keyID == id }
      }
      for use in status.uses + unused.map({ KeyUse(keyID: $0, secrets: 0, sealedDirectly: 0) }) {
        table.add([
          Line(use.keyID), status.role(of: use.keyID), Line(Figures.count(use.secrets)),
          Line(Figures.count(use.sealedDirectly)),
        ])
      }
      return table.lines(width: context.console.output.width)
    }
  }
}

extension KeyStatus {
  fileprivate func role(of key: String) -> Line {
    if key == keyID { return Line("in use", .good) }
    return key == previousKeyID ? Line("the one before", .notice) : Line("missing", .bad)
  }
}
