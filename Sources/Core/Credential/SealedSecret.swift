/// A secret as it is stored: encrypted with a data key of its own, which a key-encryption key wraps.
package struct SealedSecret: Hashable, Sendable {
  /// The key-encryption key that opens it.
  package let keyID: String
  /// The wrapped data key, Base64; nil where the key-encryption key itself sealed the box, as before there were data keys.
  package let dataKey: String?
  /// AES-256-GCM: nonce, cipher text and tag, Base64.
  package let box: String

  package init(keyID: String, dataKey: String?, box: String) {
    self.keyID = keyID
    self.dataKey = dataKey
    self.box = box
  }
}

/// The two secrets that a credential has while one takes the place of the other.
package enum CredentialSlot: String, Sendable, CaseIterable { case current, previous }

/// The one place that a secret belongs to; sealed there, it opens nowhere else.
package struct SecretPlace: Hashable, Sendable {
  package let clientID: Identifier<Client>
  package let kind: CredentialKind
  package let slot: CredentialSlot

  package init(_ clientID: Identifier<Client>, _ kind: CredentialKind, _ slot: CredentialSlot) {
    self.clientID = clientID
    self.kind = kind
    self.slot = slot
  }
}
