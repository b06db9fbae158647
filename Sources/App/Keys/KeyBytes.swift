internal import DataOpsCore
internal import DataOpsLifecycle
internal import Foundation

/// The bytes of a key as people write them.
enum KeyBytes {
  /// Base64 or hexadecimal digits; nil for anything that is not 32 bytes.
  static func decode(_ text: String) -> Secret<[UInt8]>? {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    let bytes = hexadecimal(text) ?? Data(base64Encoded: text).map { [UInt8]($0) }
    return bytes.flatMap { $0.count == LocalKey.byteCount ? Secret($0) : nil }
  }

  private static func hexadecimal(_ text: String) -> [UInt8]? {
    let digits = text.compactMap(\.hexDigitValue)
    guard digits.count == text.count, digits.count == 2 * LocalKey.byteCount else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
