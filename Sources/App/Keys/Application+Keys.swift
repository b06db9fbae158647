package import DataOpsCore
package import DataOpsLifecycle

extension Application {
  /// What a rotation of the key has come to.
  package struct KeyRotationResult: Encodable, Sendable {
    package let keyID: String
    package let previousKeyID: String?
    package let moved: Int
    package let left: [KeyRotation.Outcome.Left]
    /// Whether no row needs the key before any more.
    package let isComplete: Bool
  }

  /// Seals all data keys with the key in use. Where that is the data directory's own, a new one is made first, and the old one is
  /// forgotten when no row needs it any more.
  ///
  /// May be interrupted anywhere; done again, it goes on.
  ///
  /// - Throws: `configuration_invalid` where others share the registry and no other key is configured; `key_unavailable`;
  ///   `storage_…`.
  package func rotateKey(as actor: Actor) async throws(Failure) -> KeyRotationResult {
    let file = KeyFile(directory)
    let ownsKey = configuration.key == .dataDirectory && configuration.previousKey == nil
    if ownsKey {
      guard alone != nil else {
        throw Failure(
          .configurationInvalid,
          "several processes share this registry, and each has to have the new key before it is used",
          remedy:
            "Make a key, configure it as credentials.key and the old one as credentials.previous-key for every process,"
            + " restart them, and repeat this. See Documentation/operations.md, \"Keys\".")
      }
      try file.renew()
    }
    let sealer = try CredentialKeys(configuration, makesFile: true, time: services.time).sealer
    let outcome = try await KeyRotation(services: services, sealer: sealer, actor: actor).run()
    let uses: [KeyUse]
    do { uses = try await services.storage.read { try $0.keyUses() } } catch { throw Failure(wrapping: error) }
    let isComplete = uses.allSatisfy { $0.keyID == outcome.keyID && $0.sealedDirectly == 0 }
    if ownsKey, isComplete { try file.forgetPrevious() }
    return KeyRotationResult(
      keyID: outcome.keyID, previousKeyID: sealer.previousKeyID, moved: outcome.moved, left: outcome.left,
      isComplete: isComplete)
  }
}

/// The keys of an installation beside what they seal.
package struct KeyStatus: Encodable, Sendable {
  package let keyID: String
  package let previousKeyID: String?
  package let uses: [KeyUse]

  /// - Throws: `configuration_invalid` for a key that cannot be read.
  package init(_ configuration: AppConfiguration, in view: RegistryView) async throws(Failure) {
    let sealer = try CredentialKeys(configuration, makesFile: false, time: SystemTime()).sealer
    keyID = sealer.keyID
    previousKeyID = sealer.previousKeyID
    do { uses = try await view.storage.read { try $0.keyUses() } } catch { throw Failure(wrapping: error) }
  }
}
