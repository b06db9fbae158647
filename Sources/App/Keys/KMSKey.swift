internal import DataOpsCore
internal import DataOpsLifecycle

/// A key-encryption key that never leaves a key management service; what it unwrapped is remembered for a while.
actor KMSKey: KeyEncryptionKey {
  nonisolated let id: String
  private let command: KMSCommand
  private let lifetime: Duration
  private let time: any TimeSource
  private var unwrapped: [[UInt8]: (dataKey: Secret<[UInt8]>, until: Timestamp)] = [:]
  private static let capacity = 1000

  init(id: String, command: KMSCommand, lifetime: Duration, time: any TimeSource) {
    self.id = id
    self.command = command
    self.lifetime = lifetime
    self.time = time
  }

  func wrap(_ dataKey: Secret<[UInt8]>) async throws(Failure) -> [UInt8] {
    try await command.run("wrap", Secret(dataKey.reveal())).reveal()
  }

  func unwrap(_ wrapped: [UInt8]) async throws(Failure) -> Secret<[UInt8]> {
    let now = time.now()
    if let known = unwrapped[wrapped], now < known.until { return known.dataKey }
    let dataKey = try await command.run("unwrap", Secret(wrapped))
    unwrapped = unwrapped.filter { now < $0.value.until }
    if unwrapped.count >= Self.capacity { unwrapped = [:] }
    if lifetime > .zero { unwrapped[wrapped] = (dataKey, now + lifetime) }
    return dataKey
  }
}
