/// A bearer token that is compared in constant time and never printed.
public struct SandboxToken: Sendable, ExpressibleByStringLiteral {
  private let bytes: [UInt8]

  public init(_ secret: String) {
    bytes = Array(secret.utf8)
  }

  public init(stringLiteral value: String) {
    self.init(value)
  }

  var isEmpty: Bool { bytes.isEmpty }

  /// The token itself, for the store and for the one answer that hands it out.
  var secret: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether `presented` is this token. Takes the same time for every `presented` of one length.
  func matches(_ presented: some StringProtocol) -> Bool {
    guard !bytes.isEmpty else { return false }
    var difference = UInt8(0)
    var position = 0
    for byte in presented.utf8 {
      difference |= byte ^ bytes[position % bytes.count]
      position += 1
    }
    return difference == 0 && position == bytes.count
  }

  /// A fresh token of 256 random bits.
  static func random() -> SandboxToken {
    var generator = SystemRandomNumberGenerator()
    let digits = Array("0123456789abcdef".utf8)
    let secret = (0..<64).map { _ in digits[Int(generator.next() & 15)] }
    return SandboxToken(String(decoding: secret, as: UTF8.self))
  }
}

extension SandboxToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "<redacted>" }
  public var debugDescription: String { "<redacted>" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
