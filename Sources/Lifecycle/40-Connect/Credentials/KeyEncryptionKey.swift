package import DataOpsCore

/// A key that wraps data keys; where it is and who computes with it is its own business.
package protocol KeyEncryptionKey: Sendable {
  /// Names the key in every row that it opens.
  var id: String { get }
  /// - Throws: `configuration_invalid` where the key refuses; `key_unavailable` where it cannot be reached.
  func wrap(_ dataKey: Secret<[UInt8]>) async throws(Failure) -> [UInt8]
  /// - Throws: as ``wrap(_:)``; `configuration_invalid` for bytes that it never gave.
  func unwrap(_ wrapped: [UInt8]) async throws(Failure) -> Secret<[UInt8]>
  /// Opens what the key itself sealed, as before there were data keys; nil where it cannot have done that.
  func openDirectly(_ box: [UInt8], context: [UInt8]) -> Secret<[UInt8]>?
}

extension KeyEncryptionKey {
  package func openDirectly(_ box: [UInt8], context: [UInt8]) -> Secret<[UInt8]>? { nil }
}
