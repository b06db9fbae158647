internal import Crypto
package import DataOpsCore
internal import Foundation

/// Encrypts credentials for the registry with AES-256-GCM, bound to their client and kind.
package struct CredentialSealer: Sendable {
  /// Names the key, so that a later key can take over row by row.
  package let keyID: String
  private let key: SymmetricKey

  /// - Parameter keyBytes: exactly 32 bytes.
  /// - Throws: `configuration_invalid` for another length.
  package init(keyBytes: [UInt8]) throws(Failure) {
    guard keyBytes.count == 32 else {
      throw Failure(
        .configurationInvalid, "the credential key has \(keyBytes.count) bytes; it needs 32",
        remedy: "Restore the key file that belongs to this data directory.")
    }
    key = SymmetricKey(data: keyBytes)
    keyID = String(SHA256.hash(data: Data("key id".utf8) + Data(keyBytes)).hexadecimal.prefix(12))
  }

  package func seal(
    _ secret: Secret<String>, kind: CredentialKind, of client: Identifier<Client>, at now: Timestamp
  ) throws(Failure) -> SealedCredential {
    do {
      let box = try AES.GCM.seal(
        Data(secret.reveal().utf8), using: key, authenticating: Self.context(kind, client))
      guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
      return SealedCredential(
        clientID: client, kind: kind, keyID: keyID, box: combined.base64EncodedString(), storedAt: now)
    } catch {
      throw Failure(.internalError, "a credential could not be encrypted")
    }
  }

  /// - Throws: `configuration_invalid` where another key sealed it or it was changed.
  package func open(_ credential: SealedCredential) throws(Failure) -> Secret<String> {
    guard credential.keyID == keyID else {
      throw Failure(
        .configurationInvalid, "the credential was sealed with key \(credential.keyID), but key \(keyID) is configured",
        remedy: "Configure the key file that belongs to this data directory.")
    }
    do {
      guard let combined = Data(base64Encoded: credential.box) else { throw CryptoKitError.incorrectParameterSize }
      let bytes = try AES.GCM.open(
        AES.GCM.SealedBox(combined: combined), using: key,
        authenticating: Self.context(credential.kind, credential.clientID))
      return Secret(String(decoding: bytes, as: UTF8.self))
    } catch {
      throw Failure(
        .configurationInvalid, "a stored credential cannot be opened: it was changed or belongs to another client",
        remedy: "Store the client's credentials again.")
    }
  }

  private static func context(_ kind: CredentialKind, _ client: Identifier<Client>) -> Data {
    Data("\(client)/\(kind.rawValue)".utf8)
  }
}
