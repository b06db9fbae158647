internal import Crypto
internal import Foundation

/// SHA-256 as the lifecycle uses it.
package enum Digest {
  package static func sha256(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).hexadecimal
  }

  static func uuidBytes(of text: String) -> uuid_t {
    var b = Array(SHA256.hash(data: Data(text.utf8)).prefix(16))
    b[6] = b[6] & 0x0F | 0x80
    b[8] = b[8] & 0x3F | 0x80
    return (
      b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]
    )
  }
}
