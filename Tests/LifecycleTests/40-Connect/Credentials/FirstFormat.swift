import Crypto
import DataOpsCore
import Foundation

/// Credentials as version 0.1.0 sealed them: with the key itself, bound to client and kind.
enum FirstFormat {
  /// - Parameter key: the byte of which the key is made.
  static func sealed(
    _ secret: String, key: UInt8, client: Identifier<Client>, kind: CredentialKind
  ) throws -> String {
    let box = try AES.GCM.seal(
      Data(secret.utf8), using: SymmetricKey(data: Array(repeating: key, count: 32)),
      authenticating: Data("\(client)/\(kind.rawValue)".utf8))
    guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
    return combined.base64EncodedString()
  }
}
