internal import Crypto
package import DataOpsCore
internal import Foundation

/// A key-encryption key that this process has in memory: AES-256-GCM.
package struct LocalKey: KeyEncryptionKey {
  package let id: String
  private let key: SymmetricKey

  package static let byteCount = 32
  private static let context = Data("dataops data key".utf8)

  /// - Throws: `configuration_invalid` for another length than 32 bytes.
  package init(_ bytes: Secret<[UInt8]>) throws(Failure) {
    let bytes = bytes.reveal()
    guard bytes.count == Self.byteCount else {
      throw Failure(
        .configurationInvalid, "the key that credentials are sealed with has \(bytes.count) bytes; it needs 32",
        remedy: "Restore the key that belongs to this installation.")
    }
    key = SymmetricKey(data: bytes)
    id = String(SHA256.hash(data: Data("key id".utf8) + Data(bytes)).hexadecimal.prefix(12))
  }

  package func wrap(_ dataKey: Secret<[UInt8]>) async throws(Failure) -> [UInt8] {
    try AESBox.seal(dataKey, with: key, context: Self.context)
  }

  package func unwrap(_ wrapped: [UInt8]) async throws(Failure) -> Secret<[UInt8]> {
    guard let dataKey = AESBox.open(wrapped, with: key, context: Self.context) else {
      throw Failure(
        .configurationInvalid, "a data key cannot be unwrapped: it was changed", remedy: "Store the credential again.")
    }
    return dataKey
  }

  package func openDirectly(_ box: [UInt8], context: [UInt8]) -> Secret<[UInt8]>? {
    AESBox.open(box, with: key, context: Data(context))
  }
}

/// AES-256-GCM as nonce, cipher text and tag in a row.
enum AESBox {
  static func seal(_ secret: Secret<[UInt8]>, with key: SymmetricKey, context: Data) throws(Failure) -> [UInt8] {
    do {
      let box = try AES.GCM.seal(Data(secret.reveal()), using: key, authenticating: context)
      guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
      return [UInt8](combined)
    } catch {
      throw Failure(.internalError, "a secret could not be encrypted")
    }
  }

  /// Nil where another key or context sealed it, or it was changed.
  static func open(_ box: [UInt8], with key: SymmetricKey, context: Data) -> Secret<[UInt8]>? {
    guard let sealed = try? AES.GCM.SealedBox(combined: Data(box)) else { return nil }
    return (try? AES.GCM.open(sealed, using: key, authenticating: context)).map { Secret([UInt8]($0)) }
  }
}
