internal import Crypto
package import DataOpsCore
internal import Foundation

/// Encrypts credentials for the registry: each secret with a data key of its own (AES-256-GCM), bound to its place, and the data
/// key wrapped by the key-encryption key in use.
package struct CredentialSealer: Sendable {
  private let key: any KeyEncryptionKey
  /// Opens what is still sealed by the key before, while rows are moved to the one in use.
  private let previousKey: (any KeyEncryptionKey)?

  package init(key: any KeyEncryptionKey, previousKey: (any KeyEncryptionKey)? = nil) {
    self.key = key
    self.previousKey = previousKey?.id == key.id ? nil : previousKey
  }

  /// The key that seals.
  package var keyID: String { key.id }
  package var previousKeyID: String? { previousKey?.id }

  /// A data key, wrapped and ready, so that sealing needs nothing more from anywhere.
  package struct PreparedKey: Sendable {
    fileprivate let dataKey: Secret<[UInt8]>
    fileprivate let wrapped: [UInt8]
    fileprivate let keyID: String
  }

  /// - Throws: what the key-encryption key says.
  package func prepare() async throws(Failure) -> PreparedKey {
    let dataKey = Secret(SymmetricKey(size: .bits256).withUnsafeBytes { [UInt8]($0) })
    return PreparedKey(dataKey: dataKey, wrapped: try await key.wrap(dataKey), keyID: key.id)
  }

  package func seal(
    _ value: CredentialValue, at place: SecretPlace, with prepared: PreparedKey
  ) throws(Failure) -> SealedSecret {
    let bytes = try value.bytes
    let box = try AESBox.seal(
      bytes, with: SymmetricKey(data: prepared.dataKey.reveal()), context: Data(place.context))
    return SealedSecret(
      keyID: prepared.keyID, dataKey: Data(prepared.wrapped).base64EncodedString(),
      box: Data(box).base64EncodedString())
  }

  package func seal(_ value: CredentialValue, at place: SecretPlace) async throws(Failure) -> SealedSecret {
    try seal(value, at: place, with: try await prepare())
  }

  /// The value in use.
  ///
  /// - Throws: `configuration_invalid` where another key sealed it or it was changed; what the key-encryption key says.
  package func open(_ credential: Credential) async throws(Failure) -> CredentialValue {
    let place = SecretPlace(credential.clientID, credential.kind, .current)
    return try CredentialValue(bytes: try await open(credential.secret, at: place), method: credential.method)
  }

  /// The value before the one in use; nil where there is none.
  package func openPrevious(_ credential: Credential) async throws(Failure) -> CredentialValue? {
    guard let previous = credential.previous else { return nil }
    let place = SecretPlace(credential.clientID, credential.kind, .previous)
    return try CredentialValue(bytes: try await open(previous.secret, at: place), method: credential.method)
  }

  /// The same secret for the key in use; itself where it is that already. What has a data key keeps it, and its box.
  package func rewrap(_ secret: SealedSecret, at place: SecretPlace) async throws(Failure) -> SealedSecret {
    guard let dataKey = secret.dataKey else {
      let bytes = try await open(secret, at: place)
      let prepared = try await prepare()
      let box = try AESBox.seal(
        bytes, with: SymmetricKey(data: prepared.dataKey.reveal()), context: Data(place.context))
      return SealedSecret(
        keyID: key.id, dataKey: Data(prepared.wrapped).base64EncodedString(), box: Data(box).base64EncodedString())
    }
    guard secret.keyID != key.id else { return secret }
    let wrapped = try Self.decoded(dataKey)
    let rewrapped = try await key.wrap(try await self.key(named: secret.keyID).unwrap(wrapped))
    return SealedSecret(keyID: key.id, dataKey: Data(rewrapped).base64EncodedString(), box: secret.box)
  }

  private func open(_ secret: SealedSecret, at place: SecretPlace) async throws(Failure) -> Secret<[UInt8]> {
    let key = try key(named: secret.keyID)
    let box = try Self.decoded(secret.box)
    let opened: Secret<[UInt8]>?
    if let dataKey = secret.dataKey {
      let bytes = try await key.unwrap(try Self.decoded(dataKey))
      guard bytes.reveal().count == LocalKey.byteCount else { throw Self.damaged }
      opened = AESBox.open(box, with: SymmetricKey(data: bytes.reveal()), context: Data(place.context))
    } else {
      opened = key.openDirectly(box, context: place.firstContext)
    }
    guard let opened else { throw Self.damaged }
    return opened
  }

  private func key(named id: String) throws(Failure) -> any KeyEncryptionKey {
    if id == key.id { return key }
    if let previousKey, id == previousKey.id { return previousKey }
    let known = previousKey.map { "\(key.id) and, before it, \($0.id) are" } ?? "\(key.id) is"
    throw Failure(
      .configurationInvalid, "a credential was sealed with key \(id), but key \(known) configured",
      remedy: "Configure the key that belongs to this registry: settings credentials.key and credentials.previous-key.")
  }

  private static func decoded(_ text: String) throws(Failure) -> [UInt8] {
    guard let data = Data(base64Encoded: text) else { throw damaged }
    return [UInt8](data)
  }

  private static let damaged = Failure(
    .configurationInvalid, "a stored credential cannot be opened: it was changed or belongs to another client",
    remedy: "Store it again: dataops credential set --help")
}

extension SecretPlace {
  /// What a box is bound to.
  fileprivate var context: [UInt8] { Array("dataops credential\n\(clientID)\n\(kind.rawValue)\n\(slot.rawValue)".utf8) }

  /// What a box was bound to before there were data keys and slots.
  fileprivate var firstContext: [UInt8] { Array("\(clientID)/\(kind.rawValue)".utf8) }
}
