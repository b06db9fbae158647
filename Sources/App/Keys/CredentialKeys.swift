internal import DataOpsCore
internal import DataOpsLifecycle
internal import Foundation

/// The key-encryption keys of an installation: the one in use, and the one before while rows still need it.
struct CredentialKeys: Sendable {
  let current: any KeyEncryptionKey
  let previous: (any KeyEncryptionKey)?

  var sealer: CredentialSealer { CredentialSealer(key: current, previousKey: previous) }

  /// - Parameters:
  ///   - makesFile: whether the data directory's key is made where there is none.
  ///   - variable: the environment.
  /// - Throws: `configuration_invalid` for a key that cannot be read, or is none.
  init(
    _ configuration: AppConfiguration, makesFile: Bool, time: any TimeSource,
    variable: (String) -> String? = { ProcessInfo.processInfo.environment[$0] }
  ) throws(Failure) {
    let file = KeyFile(DataDirectory(configuration.dataDirectory))
    func key(_ source: KeySource, _ setting: String) throws(Failure) -> any KeyEncryptionKey {
      switch source {
      case .dataDirectory: return try LocalKey(try file.current(making: makesFile))
      case .file(let path):
        return try LocalKey(try KeyFile.bytes(at: path, otherwise: "setting \(setting) names \(path), which"))
      case .variable(let name):
        guard let bytes = variable(name).flatMap(KeyBytes.decode) else {
          throw Failure(
            .configurationInvalid, "the variable \(name), which setting \(setting) names, holds no key",
            remedy: "It should hold 32 bytes, in Base64 or as 64 hexadecimal digits: openssl rand -base64 32")
        }
        return try LocalKey(bytes)
      case .command(let id, let program, let arguments):
        return KMSKey(
          id: id,
          command: KMSCommand(program: program, arguments: arguments, limit: configuration.kmsTimeout, time: time),
          lifetime: configuration.kmsCache, time: time)
      }
    }
    current = try key(configuration.key, Settings.key.name)
    if let source = configuration.previousKey {
      previous = try key(source, Settings.previousKey.name)
    } else if configuration.key == .dataDirectory {
      previous = try file.previous().map { bytes throws(Failure) in try LocalKey(bytes) }
    } else {
      previous = nil
    }
  }
}
